// SPDX-License-Identifier: Apache-2.0
// A receipt as a value: what stands on the paper, said once. From the same value come the printer's bytes
// (encode_receipt.h) and the picture of the paper (draw_receipt.h).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "drivers/raster/type.h"

namespace onestop::receipt_printer {

using Bytes = std::vector<std::uint8_t>;

/// Rolls as sold. The head has 203 dots an inch (8 a millimetre) and prints this much of the width.
enum class PaperWidth { Mm58, Mm80 };
/// 384 or 576 dots.
constexpr int printableDots(PaperWidth paper) { return paper == PaperWidth::Mm58 ? 384 : 576; }

enum class Align { Left, Center, Right };

/// Sizes count in cells of the printer's own font: at size 1 a Han character is 24×24 dots, a Latin one 12×24.
constexpr int kCellDots = 12;
constexpr int kEmDots = 24;

/// A paragraph; it wraps by the rules of Chinese and Latin line breaking. '\n' begins a new line.
struct Text {
    std::string text; ///< UTF-8
    int size = 1;     ///< 1..8
    bool bold = false;
    Align align = Align::Left;
    bool inverse = false; ///< white on a black bar of the paper's width
};

/// Cells beside each other, each wrapping within its own width.
struct Columns {
    struct Cell {
        std::string text;
        int width = 0; ///< in cells of 12 dots at size 1; 0: an equal share of what the others leave
        Align align = Align::Left;
        bool bold = false;
    };
    std::vector<Cell> cells;
    int size = 1;
};

enum class RuleKind { Thin, Thick, Dotted };
struct Rule {
    RuleKind kind = RuleKind::Thin;
};

/// A QR code, centred.
struct Qr {
    std::string text;    ///< ASCII without control characters, at most 512; anything else is left out
    int module_dots = 5; ///< 3..8: width of one module
};

/// Empty paper.
struct Feed {
    int dots = kEmDots; ///< 1..255
};

/// Feeds past the knife and cuts. Every job ends with one.
struct Cut {};

using Element = std::variant<Text, Columns, Rule, Qr, Feed, Cut>;

struct Receipt {
    raster::Script script = raster::Script::Hans;
    std::vector<Element> elements;
};

} // namespace onestop::receipt_printer
