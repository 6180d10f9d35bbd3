// SPDX-License-Identifier: Apache-2.0
// Which characters the font in the printer's ROM holds, and their GB18030 bytes.
#pragma once

#include <optional>
#include <unordered_map>

#include "drivers/receipt_printer/capabilities.h"

namespace onestop::receipt_printer {

class RomText {
public:
    explicit RomText(RomFont font);
    ~RomText();
    RomText(const RomText&) = delete;
    RomText& operator=(const RomText&) = delete;

    /// One, two or four bytes; nothing when the ROM does not hold the character (or this machine cannot convert).
    std::optional<Bytes> encode(char32_t character);
    /// True when every character can be encoded.
    bool holds(std::u32string_view text);

private:
    RomFont font_;
    void* converter_; ///< iconv_t
    std::unordered_map<char32_t, std::optional<Bytes>> known_;
};

/// Cells of the ROM's font: 12 dots for ASCII, 24 for everything else, times the size.
int romWidth(char32_t character, int size);

} // namespace onestop::receipt_printer
