// SPDX-License-Identifier: Apache-2.0
// A slot holds certificate and key in one file, so that there is no instant at which they do not fit.
#include "sync/identity/identity_folder.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

#include "sync/tuf/atomic_file.h"

namespace onestop::identity {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 64 * 1024;
constexpr unsigned kPrivate = 0600;

std::optional<std::string> textOf(const fs::path& file) {
    const auto bytes = tuf::readFile(file, kMaxBytes);
    if (!bytes) return std::nullopt;
    return std::string(crypto::textOf(*bytes));
}

std::optional<Identity> readIdentity(const fs::path& certificate, const fs::path& key) {
    const auto pem = textOf(certificate);
    auto key_pem = textOf(key);
    if (!pem || !key_pem) return std::nullopt;
    auto read = crypto::Certificate::fromPem(*pem);
    const bool fits = read && read->fits(*key_pem);
    crypto::wipe(*key_pem);
    if (!fits) return std::nullopt;
    return Identity{certificate, key, std::move(*read)};
}

/// Zeroes over every byte, then nothing. False: it may not be written.
bool overwrite(const fs::path& file) {
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    if (missing) return true;
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const std::string zeroes(static_cast<std::size_t>(size), '\0');
    const bool written = ::write(descriptor, zeroes.data(), zeroes.size()) == static_cast<ssize_t>(zeroes.size()) &&
                         ::fsync(descriptor) == 0 && ::ftruncate(descriptor, 0) == 0 && ::fsync(descriptor) == 0;
    ::close(descriptor);
    return written;
}

} // namespace

std::vector<Identity> IdentityFolder::candidates() const {
    std::vector<Identity> found;
    for (const auto& slot : {newSlot(), currentSlot()})
        if (auto identity = readIdentity(slot, slot)) found.push_back(std::move(*identity));
    if (!settings_.certificate.empty())
        if (auto brought = readIdentity(settings_.certificate, settings_.key);
            brought && textOf(shutOutFile()).value_or("") != crypto::toHex(brought->read.fingerprint()))
            found.push_back(std::move(*brought));
    std::stable_sort(found.begin(), found.end(),
                     [](const Identity& a, const Identity& b) { return a.read.notBefore() > b.read.notBefore(); });
    return found;
}

std::optional<fs::path> IdentityFolder::authority() const {
    if (!settings_.authority.empty()) return settings_.authority;
    std::error_code ignored;
    const auto came = settings_.folder / "authority.crt";
    return fs::exists(came, ignored) ? std::optional(came) : std::nullopt;
}

tl::expected<void, std::string> IdentityFolder::write(const fs::path& file, std::string_view text) const {
    std::error_code error;
    fs::create_directory(settings_.folder, error);
    if (!error) fs::permissions(settings_.folder, fs::perms::owner_all, error);
    if (error)
        return tl::unexpected("cannot keep an identity in " + settings_.folder.string() + ": " + error.message());
    return tuf::writeFileAtomically(file, crypto::bytesOf(text), kPrivate);
}

tl::expected<std::string, std::string> IdentityFolder::pendingKey() const {
    if (auto kept = textOf(pendingFile()); kept && !kept->empty()) return std::move(*kept);
    auto key = crypto::makeNodeKey();
    if (auto written = write(pendingFile(), key); !written) return tl::unexpected(written.error());
    return key;
}

tl::expected<fs::path, std::string> IdentityFolder::keepAuthority(const crypto::Certificate& authority) const {
    const auto file = settings_.folder / "authority.crt";
    if (auto written = write(file, authority.toPem()); !written) return tl::unexpected(written.error());
    return file;
}

tl::expected<void, std::string> IdentityFolder::takeNew(const crypto::Certificate& certificate,
                                                        std::string_view key) const {
    return write(newSlot(), certificate.toPem() + std::string(key));
}

void IdentityFolder::promote() const {
    std::error_code ignored;
    (void)overwrite(pendingFile());
    fs::remove(pendingFile(), ignored);
    fs::rename(newSlot(), currentSlot(), ignored);
}

void IdentityFolder::dropNew() const {
    std::error_code ignored;
    for (const auto& file : {newSlot(), pendingFile()}) {
        (void)overwrite(file);
        fs::remove(file, ignored);
    }
}

void IdentityFolder::wipe() const {
    std::error_code ignored;
    dropNew();
    (void)overwrite(currentSlot());
    fs::remove(currentSlot(), ignored);
    if (settings_.certificate.empty()) return;
    if (const auto brought = readIdentity(settings_.certificate, settings_.key))
        if (auto kept = write(shutOutFile(), crypto::toHex(brought->read.fingerprint())); !kept)
            spdlog::error("{}", kept.error());
    if (!overwrite(settings_.key))
        spdlog::error("{} may not be written: it is not used any more", settings_.key.string());
}

} // namespace onestop::identity
