// SPDX-License-Identifier: Apache-2.0
// The paper of an emulated printer: characters gather in a line, lines and pictures go down the roll, a cut takes off
// what was drawn. Draws as a print head does: 203 dpi, black or nothing, larger type by repeating dots.
#pragma once

#include <string>
#include <vector>

#include "drivers/raster/picture.h"
#include "drivers/raster/type.h"

namespace onestop::emulation {

enum class PaperMillimetres { FiftyEight = 58, Eighty = 80 };

/// 384 or 576 dots.
int printableDots(PaperMillimetres width);

enum class Alignment { Left, Centre, Right };

struct TextStyle {
    unsigned width = 1; ///< 1..8
    unsigned height = 1;
    unsigned chinese_width = 1;
    unsigned chinese_height = 1;
    bool bold = false;
    bool underline = false;
    bool inverted = false;
    bool small = false; ///< font B, 9 × 17
    int spacing_dots = 0;
};

class PaperRoll {
public:
    explicit PaperRoll(PaperMillimetres width);

    /// Onto the line; begins a new one when there is no more room.
    /// @param wide in a cell of 24 dots (a character of the Chinese ROM), else of 12
    void put(char32_t character, bool wide, const TextStyle& style);
    /// Ends the line and moves on by the line spacing, or by the tallest character.
    void lineFeed();
    void feed(int dots);
    /// A picture on rows of its own; what waits on the line is printed before.
    void place(const raster::Picture& picture);
    /// From the left edge of the print area; false beyond its right edge.
    bool moveTo(int x);
    int x() const { return x_; }

    void align(Alignment alignment) { alignment_ = alignment; }
    void setLineSpacing(int dots) { line_spacing_ = dots; }
    /// Print area; false when nothing of the paper would be left.
    bool setMargin(int dots);
    void setAreaWidth(int dots);
    int areaWidth() const { return std::min(area_, dots_ - margin_); }
    /// Back to the whole width, left, standard spacing; the paper stays as it is.
    void resetLayout();

    bool lineIsEmpty() const { return line_.empty(); }
    /// What was printed since the last cut, and its lines as text.
    raster::Picture cut();
    std::vector<std::string> takeText() { return std::exchange(text_, {}); }
    const std::vector<std::string>& text() const { return text_; }

private:
    struct Cell {
        raster::Picture ink;
        int x = 0;
    };
    raster::Picture glyph(char32_t character, bool wide, const TextStyle& style);
    int alignedAt(int width) const;

    int dots_;
    raster::Type type_;
    raster::Picture paper_;
    std::vector<Cell> line_;
    std::u32string line_text_;
    std::vector<std::string> text_;
    int x_ = 0;
    int margin_ = 0;
    int area_;
    int line_spacing_;
    Alignment alignment_ = Alignment::Left;
};

} // namespace onestop::emulation
