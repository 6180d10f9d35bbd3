// SPDX-License-Identifier: Apache-2.0
// RFC 9562, 5.7: 48 bits of milliseconds, version 7, 12 random bits, variant 10, 62 random bits.
#include "sync/events/uuid7.h"

#include <array>

namespace onestop::events {

static constexpr std::string_view kDigits = "0123456789abcdef";

static int digitValue(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string makeUuid7(WallTime time, std::span<const std::uint8_t, 10> random) {
    std::array<std::uint8_t, 16> bytes{};
    const auto ms = static_cast<std::uint64_t>(time.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    for (std::size_t i = 0; i < random.size(); ++i)
        bytes[6 + i] = random[i];
    bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0f));
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += kDigits[bytes[i] >> 4];
        text += kDigits[bytes[i] & 0x0f];
    }
    return text;
}

bool isUuid7(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : digitValue(text[i]) < 0) return false;
    }
    return text[14] == '7' && digitValue(text[19]) >= 8 && digitValue(text[19]) <= 11;
}

std::optional<WallTime> uuid7Time(std::string_view text) {
    if (!isUuid7(text)) return std::nullopt;
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 13; ++i)
        if (i != 8) ms = ms * 16 + digitValue(text[i]);
    return WallTime{std::chrono::milliseconds{ms}};
}

} // namespace onestop::events
