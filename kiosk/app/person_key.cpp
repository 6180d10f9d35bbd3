// SPDX-License-Identifier: Apache-2.0
// The key of the day's hashes.
#include "kiosk/app/person_key.h"

#include <algorithm>
#include <utility>

#include <sys/stat.h>

#include "kiosk/app/durable_file.h"

namespace onestop::app {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

bool isOwnerOnly(const std::filesystem::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 0777) == kOwnerOnly;
}

} // namespace

PersonKey::PersonKey(const std::filesystem::path& run, std::string_view service_day, std::string_view boot_id) {
    const std::filesystem::path path = run / "person.key";
    std::string head(service_day); // the file: "<day> <boot> <64 hex digits>\n"
    head.append(" ").append(boot_id).append(" ");

    std::string kept = isOwnerOnly(path) ? readSmallFile(path, 256).value_or("") : std::string();
    if (kept.starts_with(head) && kept.size() == head.size() + 65) {
        if (auto key = crypto::fromHex(std::string_view(kept).substr(head.size(), 64))) {
            std::copy(key->begin(), key->end(), key_.begin());
            crypto::wipe(*key);
            crypto::wipe(kept);
            return;
        }
    }
    crypto::wipe(kept);

    is_new_ = true;
    crypto::fillRandom(key_);
    std::string hex = crypto::toHex(key_);
    std::string content = head + hex + "\n";
    replaceFile(path, content, kOwnerOnly); // without the file the key lives as long as this process
    crypto::wipe(hex);
    crypto::wipe(content);
}

PersonKey::~PersonKey() { crypto::wipe(key_); }

PersonKey::PersonKey(PersonKey&& other) noexcept : key_(other.key_), is_new_(other.is_new_) {
    crypto::wipe(other.key_);
}

PersonKey& PersonKey::operator=(PersonKey&& other) noexcept {
    std::swap(key_, other.key_);
    std::swap(is_new_, other.is_new_);
    return *this;
}

crypto::Digest PersonKey::hashOf(std::span<const std::uint8_t> card_number) const {
    return crypto::hmacSha256(key_, card_number);
}

std::string bootId() {
    std::string id = readSmallFile("/proc/sys/kernel/random/boot_id", 64).value_or("");
    while (!id.empty() && (id.back() == '\n' || id.back() == ' '))
        id.pop_back();
    return id.empty() ? "no-boot-id" : id;
}

} // namespace onestop::app
