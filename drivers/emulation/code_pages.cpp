// SPDX-License-Identifier: Apache-2.0
// See code_pages.h.
#include "drivers/emulation/code_pages.h"

#include <cstring>
#include <string_view>

#include <iconv.h>

namespace onestop::emulation {

namespace {

const char* nameOf(std::uint8_t page) {
    switch (page) {
    case 0:
        return "CP437";
    case 2:
        return "CP850";
    case 16:
        return "CP1252";
    case 17:
        return "CP866";
    case 18:
        return "CP852";
    case 19:
        return "CP858";
    default:
        return nullptr;
    }
}

/// Page 1: blocks and lines, half-width kana, a few signs; 0xF8 and above are empty.
constexpr std::u32string_view kKatakanaBlocks = U"▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯";
constexpr std::u32string_view kKatakanaSigns = U"═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人";
constexpr std::uint8_t kKatakana = 1;

std::optional<char32_t> katakana(std::uint8_t byte) {
    if (byte < 0xA0) return kKatakanaBlocks[byte - 0x80U];
    if (byte == 0xA0) return U' ';
    if (byte < 0xE0) return 0xFF61 + (byte - 0xA1U);
    if (byte - 0xE0U < kKatakanaSigns.size()) return kKatakanaSigns[byte - 0xE0U];
    return std::nullopt;
}

std::optional<char32_t> convert(const char* from, std::span<const std::uint8_t> bytes) {
    iconv_t converter = ::iconv_open("UTF-32LE", from);
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt; // NOLINT: iconv's own way to fail
    char in[4];
    std::memcpy(in, bytes.data(), bytes.size());
    char32_t character = 0;
    char* source = in;
    char* target = reinterpret_cast<char*>(&character);
    std::size_t left = bytes.size(), room = sizeof character;
    auto result = ::iconv(converter, &source, &left, &target, &room);
    ::iconv_close(converter);
    if (result == static_cast<std::size_t>(-1) || left != 0 || room != 0) return std::nullopt;
    return character;
}

} // namespace

ReadCharacter readGb18030(std::span<const std::uint8_t> bytes) {
    if (bytes[0] < 0x80) return {1, bytes[0]};
    if (bytes[0] == 0x80 || bytes[0] == 0xFF) return {1, std::nullopt};
    if (bytes.size() < 2) return {};
    bool four = bytes[1] >= 0x30 && bytes[1] <= 0x39;
    std::size_t length = four ? 4 : 2;
    if (bytes.size() < length) return {};
    return {length, convert("GB18030", bytes.first(length))};
}

bool knowsCodePage(std::uint8_t page) { return page == kKatakana || nameOf(page) != nullptr; }

ReadCharacter readCodePage(std::uint8_t page, std::uint8_t byte) {
    if (byte < 0x80) return {1, byte};
    if (page == kKatakana) return {1, katakana(byte)};
    const char* name = nameOf(page);
    return {1, name ? convert(name, std::span(&byte, 1)) : std::nullopt};
}

} // namespace onestop::emulation
