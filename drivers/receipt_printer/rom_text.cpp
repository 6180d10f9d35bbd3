// SPDX-License-Identifier: Apache-2.0
// iconv converts; this file decides what of the result a ROM holds.
#include "drivers/receipt_printer/rom_text.h"

#include <algorithm>
#include <array>

#include <iconv.h>

namespace onestop::receipt_printer {

namespace {

const auto kNoConverter = reinterpret_cast<iconv_t>(-1); // NOLINT: iconv's own way to fail

bool isGb2312(std::uint8_t lead, std::uint8_t trail) {
    const bool row = (lead >= 0xA1 && lead <= 0xA9) || (lead >= 0xB0 && lead <= 0xF7);
    return row && trail >= 0xA1 && trail <= 0xFE;
}

/// The three areas of GBK that are left to users: nothing is printed there, or anything.
bool isUserDefined(std::uint8_t lead, std::uint8_t trail) {
    return (lead >= 0xAA && lead <= 0xAF && trail >= 0xA1) || (lead >= 0xF8 && trail >= 0xA1) ||
           (lead >= 0xA1 && lead <= 0xA7 && trail <= 0xA0);
}

bool holds(RomFont font, const Bytes& bytes) {
    if (bytes.size() == 1) return bytes[0] >= 0x20 && bytes[0] < 0x7F;
    if (bytes.size() == 4) return font == RomFont::Gb18030;
    if (bytes.size() != 2) return false;
    return font == RomFont::Gb2312 ? isGb2312(bytes[0], bytes[1]) : !isUserDefined(bytes[0], bytes[1]);
}

} // namespace

RomText::RomText(RomFont font) : font_(font), converter_(iconv_open("GB18030", "UTF-32LE")) {}

RomText::~RomText() {
    if (converter_ != kNoConverter) iconv_close(converter_);
}

std::optional<Bytes> RomText::encode(char32_t character) {
    if (font_ == RomFont::None || converter_ == kNoConverter) return std::nullopt;
    const auto [known, isNew] = known_.try_emplace(character);
    if (!isNew) return known->second;

    std::array<char, 4> in{};
    for (int i = 0; i < 4; ++i)
        in[static_cast<std::size_t>(i)] = static_cast<char>((character >> (8 * i)) & 0xFF);
    std::array<char, 8> out{};
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    if (iconv(converter_, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) {
        iconv(converter_, nullptr, nullptr, nullptr, nullptr);
        return std::nullopt;
    }
    Bytes bytes(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(out.size() - room));
    if (receipt_printer::holds(font_, bytes)) known->second = std::move(bytes);
    return known->second;
}

bool RomText::holds(std::u32string_view text) {
    return std::all_of(text.begin(), text.end(), [this](char32_t c) { return encode(c).has_value(); });
}

int romWidth(char32_t character, int size) { return (character < 0x80 ? kCellDots : kEmDots) * size; }

} // namespace onestop::receipt_printer
