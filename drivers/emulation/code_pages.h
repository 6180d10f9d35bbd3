// SPDX-License-Identifier: Apache-2.0
// Bytes on the wire to characters: GB18030 in Chinese mode, the code pages of ESC t otherwise. Through iconv, which
// shares nothing with the driver's tables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace onestop::emulation {

struct ReadCharacter {
    std::size_t bytes = 0; ///< 0: more bytes are needed
    std::optional<char32_t> character;
};

/// One, two or four bytes.
ReadCharacter readGb18030(std::span<const std::uint8_t> bytes);

/// ESC t n: PC437, Katakana, PC850, WPC1252, PC866, PC852, PC858.
bool knowsCodePage(std::uint8_t page);
ReadCharacter readCodePage(std::uint8_t page, std::uint8_t byte);

} // namespace onestop::emulation
