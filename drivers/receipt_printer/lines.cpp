// SPDX-License-Identifier: Apache-2.0
// Greedy line breaking: on paper 48 cells wide nothing cleverer can be seen.
#include "drivers/receipt_printer/lines.h"

#include <algorithm>
#include <string_view>

#include "drivers/raster/type.h"

namespace onestop::receipt_printer {

namespace {

constexpr std::u32string_view kNeverFirst = U"、。，．：；！？）》〉」』】〕〗’”…—·％‰℃°％,.:;!?)]}%";
constexpr std::u32string_view kNeverLast = U"（《〈「『【〔〖‘“￥$([{¥";

bool isWide(char32_t c) {
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFF60) || c >= 0x20000;
}

/// May a line end between these two?
bool mayBreak(char32_t before, char32_t after) {
    if (after == U' ') return false; // after the space rather than before it
    if (kNeverFirst.find(after) != std::u32string_view::npos) return false;
    if (kNeverLast.find(before) != std::u32string_view::npos) return false;
    return before == U' ' || before == U'/' || isWide(before) || isWide(after);
}

std::u32string trimmed(std::u32string_view line) {
    while (!line.empty() && line.back() == U' ')
        line.remove_suffix(1);
    return std::u32string(line);
}

/// How many characters of `rest` stand on the next line, at least one.
std::size_t fit(std::u32string_view rest, int width_dots, int size, bool bold, const Measure& measure) {
    int dots = 0;
    std::size_t last_break = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (i > 0 && mayBreak(rest[i - 1], rest[i])) last_break = i;
        dots += measure(rest[i], size, bold);
        if (dots > width_dots && rest[i] != U' ') return last_break > 0 ? last_break : std::max<std::size_t>(i, 1);
    }
    return rest.size();
}

int widthOf(std::u32string_view text, int size, bool bold, const Measure& measure) {
    int dots = 0;
    for (const char32_t c : text)
        dots += measure(c, size, bold);
    return dots;
}

/// The size at which every word stands whole on a line: a number is set smaller rather than broken.
int fittingSize(std::u32string_view text, const Text& style, int paper_dots, const Measure& measure) {
    int size = std::clamp(style.size, 1, 8);
    const auto fits = [&](int at_size) {
        std::size_t start = 0;
        for (std::size_t i = 1; i <= text.size(); ++i) {
            if (i < text.size() && text[i] != U'\n' && text[i] != U' ' && !mayBreak(text[i - 1], text[i])) continue;
            if (widthOf(text.substr(start, i - start), at_size, style.bold, measure) > paper_dots) return false;
            start = i;
        }
        return true;
    };
    while (size > 1 && !fits(size))
        --size;
    return size;
}

/// Centred lines of about the same length, so that no single character stands alone below.
std::vector<std::u32string> breakEvenly(std::u32string_view text, int width_dots, int size, bool bold,
                                        const Measure& measure) {
    auto lines = breakLines(text, width_dots, size, bold, measure);
    if (lines.size() == 1) return lines;
    const int step = kCellDots * size;
    for (int width = width_dots - step; width > width_dots / 3; width -= step) {
        auto narrower = breakLines(text, width, size, bold, measure);
        if (narrower.size() > lines.size()) break;
        lines = std::move(narrower);
    }
    return lines;
}

std::vector<std::u32string> linesOf(std::u32string_view text, int width_dots, int size, bool bold, Align align,
                                    const Measure& measure) {
    return align == Align::Center ? breakEvenly(text, width_dots, size, bold, measure)
                                  : breakLines(text, width_dots, size, bold, measure);
}

} // namespace

int LaidCell::textX(int dots) const {
    const int room = std::max(width - dots, 0);
    switch (align) {
    case Align::Left:
        return x;
    case Align::Center:
        return x + room / 2;
    case Align::Right:
        return x + room;
    }
    return x;
}

std::vector<std::u32string> breakLines(std::u32string_view text, int width_dots, int size, bool bold,
                                       const Measure& measure) {
    std::vector<std::u32string> lines;
    while (true) {
        const auto end = std::min(text.find(U'\n'), text.size());
        std::u32string_view paragraph = text.substr(0, end);
        do {
            const std::size_t count = fit(paragraph, width_dots, size, bold, measure);
            lines.push_back(trimmed(paragraph.substr(0, count)));
            paragraph.remove_prefix(count);
            while (!paragraph.empty() && paragraph.front() == U' ')
                paragraph.remove_prefix(1);
        } while (!paragraph.empty());
        if (end == text.size()) return lines;
        text.remove_prefix(end + 1);
    }
}

std::vector<LaidLine> layOut(const Text& text, int paper_dots, const Measure& measure) {
    const std::u32string characters = raster::toUtf32(text.text);
    const int size = fittingSize(characters, text, paper_dots, measure);
    std::vector<LaidLine> lines;
    for (auto& line : linesOf(characters, paper_dots, size, text.bold, text.align, measure)) {
        const int dots = widthOf(line, size, text.bold, measure);
        lines.push_back({{{std::move(line), 0, paper_dots, dots, text.align, text.bold}}, size, text.inverse});
    }
    return lines;
}

std::vector<LaidLine> layOut(const Columns& columns, int paper_dots, const Measure& measure) {
    const int size = std::clamp(columns.size, 1, 8);
    int fixed = 0, sharing = 0;
    for (const auto& cell : columns.cells) {
        fixed += cell.width * kCellDots * size;
        sharing += cell.width == 0 ? 1 : 0;
    }
    // A share is a whole number of cells, so that the ROM's grid and the drawn one agree.
    const int grid = kCellDots * size;
    const int share = sharing > 0 ? std::max((paper_dots - fixed) / sharing / grid, 1) * grid : 0;

    std::vector<LaidLine> lines;
    int x = 0;
    for (const auto& cell : columns.cells) {
        const int width = cell.width == 0 ? share : cell.width * grid;
        const auto texts = linesOf(raster::toUtf32(cell.text), width, size, cell.bold, cell.align, measure);
        if (lines.size() < texts.size()) lines.resize(texts.size(), LaidLine{{}, size, false});
        for (std::size_t i = 0; i < texts.size(); ++i)
            lines[i].cells.push_back(
                {texts[i], x, width, widthOf(texts[i], size, cell.bold, measure), cell.align, cell.bold});
        x += width;
    }
    return lines;
}

} // namespace onestop::receipt_printer
