// SPDX-License-Identifier: Apache-2.0
// See paper.h.
#include "drivers/emulation/paper.h"

#include <algorithm>
#include <utility>

namespace onestop::emulation {

namespace {

constexpr int kLineSpacingDots = 30; ///< 3.75 mm at 203 dpi, the standard after ESC @
constexpr int kChineseDots = 24;
constexpr int kLatinDots = 12;
constexpr int kSmallWidthDots = 9;
constexpr int kSmallHeightDots = 17;

raster::Picture scaled(const raster::Picture& from, int width, int height) {
    raster::Picture to(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            to.set(x, y, from.at(x * from.width() / width, y * from.height() / height));
    return to;
}

} // namespace

int printableDots(PaperMillimetres width) { return width == PaperMillimetres::Eighty ? 576 : 384; }

PaperRoll::PaperRoll(PaperMillimetres width)
    : dots_(printableDots(width)), paper_(dots_, 0), area_(dots_), line_spacing_(kLineSpacingDots) {}

raster::Picture PaperRoll::glyph(char32_t character, bool wide, const TextStyle& style) {
    int cell_width = wide ? kChineseDots : style.small ? kSmallWidthDots : kLatinDots;
    int cell_height = wide || !style.small ? kChineseDots : kSmallHeightDots;
    raster::TypeStyle type{wide ? 24 : style.small ? 14 : 20, style.bold, raster::Script::Hans};
    std::u32string_view text(&character, 1);
    int advance = std::max(1, type_.width(text, type));
    raster::Picture drawn(std::max(advance, cell_width), cell_height);
    int baseline = wide ? 21 : cell_height - (style.small ? 3 : 4);
    type_.draw(drawn, advance < cell_width ? (cell_width - advance) / 2 : 0, baseline, text, type);
    if (drawn.width() > cell_width) drawn = scaled(drawn, cell_width, cell_height);
    if (style.underline) drawn.fill(0, cell_height - 2, cell_width, 2, raster::kBlack);
    if (style.inverted) drawn.invert(0, 0, cell_width, cell_height);
    auto across = static_cast<int>(wide ? style.chinese_width : style.width);
    auto down = static_cast<int>(wide ? style.chinese_height : style.height);
    if (across == 1 && down == 1) return drawn;
    return scaled(drawn, cell_width * across, cell_height * down);
}

void PaperRoll::put(char32_t character, bool wide, const TextStyle& style) {
    raster::Picture ink = glyph(character, wide, style);
    if (x_ + ink.width() > areaWidth()) lineFeed();
    int width = ink.width();
    line_.push_back({std::move(ink), x_});
    line_text_.push_back(character);
    x_ += width + style.spacing_dots;
}

int PaperRoll::alignedAt(int width) const {
    int spare = std::max(0, areaWidth() - width);
    switch (alignment_) {
    case Alignment::Left:
        return margin_;
    case Alignment::Centre:
        return margin_ + spare / 2;
    case Alignment::Right:
        return margin_ + spare;
    }
    return margin_;
}

void PaperRoll::lineFeed() {
    int tallest = 0;
    int right = 0;
    for (const auto& cell : line_) {
        tallest = std::max(tallest, cell.ink.height());
        right = std::max(right, cell.x + cell.ink.width());
    }
    int top = paper_.height();
    paper_.setHeight(top + std::max(tallest, line_spacing_));
    int left = alignedAt(right);
    for (const auto& cell : line_)
        paper_.ink(cell.ink, left + cell.x, top + tallest - cell.ink.height());
    auto text = raster::toUtf8(line_text_);
    text.erase(text.find_last_not_of(' ') + 1);
    text_.push_back(std::move(text));
    line_.clear();
    line_text_.clear();
    x_ = 0;
}

void PaperRoll::feed(int dots) { paper_.setHeight(paper_.height() + dots); }

void PaperRoll::place(const raster::Picture& picture) {
    if (!line_.empty()) lineFeed();
    int top = paper_.height();
    paper_.setHeight(top + picture.height());
    int room = std::min(picture.width(), areaWidth());
    paper_.ink(picture.crop(0, 0, room, picture.height()), alignedAt(room), top);
}

bool PaperRoll::moveTo(int x) {
    if (x < 0 || x > areaWidth()) return false;
    x_ = x;
    return true;
}

bool PaperRoll::setMargin(int dots) {
    if (dots >= dots_) return false;
    margin_ = dots;
    return true;
}

void PaperRoll::setAreaWidth(int dots) { area_ = dots; }

void PaperRoll::resetLayout() {
    margin_ = 0;
    area_ = dots_;
    line_spacing_ = kLineSpacingDots;
    alignment_ = Alignment::Left;
    line_.clear();
    line_text_.clear();
    x_ = 0;
}

raster::Picture PaperRoll::cut() {
    if (!line_.empty()) lineFeed();
    return std::exchange(paper_, raster::Picture(dots_, 0));
}

} // namespace onestop::emulation
