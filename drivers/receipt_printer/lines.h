// SPDX-License-Identifier: Apache-2.0
// Paragraphs and columns → lines of a known width. Pure: how wide a character is comes in from outside, because the
// printer's ROM counts in cells and the kiosk's fonts in dots.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

/// Width of one character in dots, at this size and weight.
using Measure = std::function<int(char32_t character, int size, bool bold)>;

/// One line of one cell: where its box stands on the paper and how the text lies in it.
struct LaidCell {
    std::u32string text;
    int x = 0;         ///< left edge of the box, dots
    int width = 0;     ///< of the box, dots
    int text_dots = 0; ///< of the text by the measure; more than `width` only when one character is wider than the box
    Align align = Align::Left;
    bool bold = false;

    /// Where a text this wide begins.
    int textX(int dots) const;
};

struct LaidLine {
    std::vector<LaidCell> cells;
    int size = 1;
    bool inverse = false;
};

/// Lines no wider than `width_dots`. Breaks at spaces and between Han characters; keeps Latin words and numbers
/// whole unless one is wider than a line; a line never begins with 。 or ） and never ends with （ (GB/T 15834).
std::vector<std::u32string> breakLines(std::u32string_view text, int width_dots, int size, bool bold,
                                       const Measure& measure);

/// At the text's size, or at the largest smaller one at which no word must be broken.
std::vector<LaidLine> layOut(const Text& text, int paper_dots, const Measure& measure);
std::vector<LaidLine> layOut(const Columns& columns, int paper_dots, const Measure& measure);

} // namespace onestop::receipt_printer
