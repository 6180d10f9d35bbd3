// SPDX-License-Identifier: Apache-2.0
// Strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF).
#include "drivers/raster/type.h"

namespace onestop::raster {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Length of the sequence that `lead` opens, 0 when it opens none.
std::size_t lengthOf(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool isScalar(char32_t character, std::size_t length) {
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    return character >= kLeast[length] && character <= 0x10FFFF && !(character >= 0xD800 && character <= 0xDFFF);
}

} // namespace

std::u32string toUtf32(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        const std::size_t length = lengthOf(lead);
        char32_t character = length <= 1 ? lead : lead & (0x7Fu >> length);
        bool good = length > 0 && at + length <= utf8.size();
        for (std::size_t i = 1; good && i < length; ++i) {
            const auto next = static_cast<unsigned char>(utf8[at + i]);
            good = (next & 0xC0) == 0x80;
            character = (character << 6) | (next & 0x3F);
        }
        good = good && isScalar(character, length);
        text.push_back(good ? character : kReplacement);
        at += good ? length : 1;
    }
    return text;
}

std::string toUtf8(std::u32string_view text) {
    std::string utf8;
    for (const char32_t character : text) {
        const auto low = [character](int shift) { return static_cast<char>(0x80 | ((character >> shift) & 0x3F)); };
        if (character < 0x80) {
            utf8 += static_cast<char>(character);
        } else if (character < 0x800) {
            utf8 += {static_cast<char>(0xC0 | (character >> 6)), low(0)};
        } else if (character < 0x10000) {
            utf8 += {static_cast<char>(0xE0 | (character >> 12)), low(6), low(0)};
        } else {
            utf8 += {static_cast<char>(0xF0 | (character >> 18)), low(12), low(6), low(0)};
        }
    }
    return utf8;
}

} // namespace onestop::raster
