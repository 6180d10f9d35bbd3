// SPDX-License-Identifier: Apache-2.0
// A key that is replaced is put aside, never deleted: the desk decides when it is gone.
#include "sync/publish/key_ring.h"

#include "sync/tuf/atomic_file.h"

#include <algorithm>
#include <system_error>

namespace onestop::publish {

namespace fs = std::filesystem;

KeyRing::KeyRing(fs::path folder, std::string passphrase)
    : folder_(std::move(folder)), passphrase_(std::move(passphrase)) {}

KeyRing::~KeyRing() { crypto::wipe(passphrase_); }

fs::path KeyRing::file(const std::string& name) const { return folder_ / (name + ".pem"); }

const std::string& KeyRing::passphraseOf(const std::string& name) const {
    static const std::string kNone;
    return name == "snapshot" || name == "timestamp" ? kNone : passphrase_;
}

bool KeyRing::has(const std::string& name) const { return fs::exists(file(name)); }

tl::expected<crypto::PrivateKey, std::string> KeyRing::open(const std::string& name) {
    if (const auto known = opened_.find(name); known != opened_.end()) return known->second;
    auto pem = tuf::readFile(file(name), 64U << 10U);
    if (!pem) return tl::unexpected("cannot read key " + file(name).string() + ": there is no such file");
    auto key = crypto::PrivateKey::fromPem(crypto::textOf(*pem), passphraseOf(name));
    crypto::wipe(*pem);
    if (!key) return tl::unexpected(file(name).string() + ": " + key.error().context);
    opened_.emplace(name, *key);
    return *key;
}

tl::expected<crypto::PrivateKey, std::string> KeyRing::make(const std::string& name) {
    const auto key = crypto::PrivateKey::generate();
    if (const auto ok = put(name, key.toPem(passphraseOf(name))); !ok) return tl::unexpected(ok.error());
    opened_.insert_or_assign(name, key);
    return key;
}

tl::expected<crypto::SealingKey, std::string> KeyRing::makeSealing(const std::string& name) {
    auto key = crypto::SealingKey::generate();
    if (const auto ok = put(name, key.toPem(passphrase_)); !ok) return tl::unexpected(ok.error());
    return key;
}

tl::expected<void, std::string> KeyRing::put(const std::string& name, std::string pem) {
    std::error_code error;
    fs::create_directories(folder_, error);
    fs::permissions(folder_, fs::perms::owner_all, error);
    if (error) return tl::unexpected("cannot make " + folder_.string() + ": " + error.message());
    for (int n = 1; has(name); ++n) {
        const fs::path aside = file(name + ".retired-" + std::to_string(n));
        if (fs::exists(aside)) continue;
        fs::rename(file(name), aside, error);
        if (error) return tl::unexpected("cannot put " + file(name).string() + " aside: " + error.message());
    }
    auto written = tuf::writeFileAtomically(file(name), crypto::bytesOf(pem), 0600);
    crypto::wipe(pem);
    return written;
}

std::vector<std::string> KeyRing::namesBeginning(const std::string& prefix) const {
    std::vector<std::string> names;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
        const std::string name = entry.path().stem().string();
        const bool retired = name.find(".retired-") != std::string::npos;
        if (entry.path().extension() == ".pem" && !retired && name.starts_with(prefix)) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace onestop::publish
