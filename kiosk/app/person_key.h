// SPDX-License-Identifier: Apache-2.0
// The key that turns a card number into the hash of "this person already waits" (DESIGN 4.5). It lives in the kiosk's
// own tmpfs, readable by nobody else, new each service day and each boot: then no hash in the store can be tied to
// anyone.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::app {

class PersonKey {
public:
    /// Takes the key of this day and boot from `run`, or makes it. When the file cannot be written the key lives in
    /// memory only: a restart then forgets who waits, and nothing else.
    PersonKey(const std::filesystem::path& run, std::string_view service_day, std::string_view boot_id);
    ~PersonKey();
    PersonKey(const PersonKey&) = delete;
    PersonKey& operator=(const PersonKey&) = delete;
    PersonKey(PersonKey&& other) noexcept;
    PersonKey& operator=(PersonKey&& other) noexcept;

    /// True when the hashes in the store were made with another key and mean nothing any more.
    bool isNew() const { return is_new_; }

    crypto::Digest hashOf(std::span<const std::uint8_t> card_number) const;

private:
    std::array<std::uint8_t, 32> key_{};
    bool is_new_ = false;
};

/// The kernel's name of this boot; a fixed text where there is none.
std::string bootId();

} // namespace onestop::app
