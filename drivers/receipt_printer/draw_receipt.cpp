// SPDX-License-Identifier: Apache-2.0
// The paper as a picture. Leading and margins are chosen for 203 dots an inch at arm's length.
#include "drivers/receipt_printer/draw_receipt.h"

#include <algorithm>

#include "drivers/raster/qr.h"
#include "drivers/receipt_printer/draw_line.h"

namespace onestop::receipt_printer {

using raster::Picture;

namespace {

constexpr int kRuleSpace = 10;   ///< white above and below a rule
constexpr int kQuietModules = 2; ///< the paper's own margins give the rest of the four that ISO 18004 asks for

/// Draws element after element down the paper.
class Paper {
public:
    Paper(int width, raster::Script script, raster::Type& type)
        : picture_(width, 0), script_(script), type_(type), measure_([this](char32_t c, int size, bool bold) {
              return type_.width({&c, 1}, {kEmDots * size, bold, script_});
          }) {}

    Picture take() { return std::move(picture_); }

    void operator()(const Text& text) { draw(layOut(text, picture_.width(), measure_)); }
    void operator()(const Columns& columns) { draw(layOut(columns, picture_.width(), measure_)); }
    void operator()(const Rule& rule) { append(drawRule(rule.kind, picture_.width())); }
    void operator()(const Qr& qr) {
        const Picture code = drawQrLine(qr, picture_.width());
        if (!code.empty()) append(code);
    }
    void operator()(const Feed& feed) { picture_.setHeight(picture_.height() + std::clamp(feed.dots, 1, 255)); }
    void operator()(const Cut&) {}

private:
    void draw(const std::vector<LaidLine>& lines) {
        for (const auto& line : lines)
            append(drawLine(line, picture_.width(), script_, type_));
    }
    void append(const Picture& part) {
        const int top = picture_.height();
        picture_.setHeight(top + part.height());
        picture_.ink(part, 0, top);
    }

    Picture picture_;
    raster::Script script_;
    raster::Type& type_;
    Measure measure_;
};

/// Digits and capitals only: no room for descenders nor for the height of Han characters is needed.
bool isNumeral(const LaidLine& line) {
    return std::all_of(line.cells.begin(), line.cells.end(), [](const LaidCell& cell) {
        return std::all_of(cell.text.begin(), cell.text.end(), [](char32_t c) {
            return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z' && c != U'Q') || c == U' ' || c == U'-';
        });
    });
}

struct Metrics {
    int height;
    int baseline; ///< from the top
};

Metrics metricsOf(const LaidLine& line) {
    const int em = kEmDots * line.size;
    if (line.inverse) return {em * 3 / 2, em * 3 / 2 - em * 37 / 100};
    if (line.size >= 3 && isNumeral(line)) return {em * 84 / 100, em * 79 / 100};
    const int leading = line.size == 1 ? 10 : 6 + 4 * line.size;
    return {em + leading, leading / 2 + em * 87 / 100};
}

} // namespace

Picture drawLine(const LaidLine& line, int paper_dots, raster::Script script, raster::Type& type) {
    const Metrics metrics = metricsOf(line);
    Picture picture(paper_dots, metrics.height);
    for (const auto& cell : line.cells) {
        raster::TypeStyle style{kEmDots * line.size, cell.bold, script};
        // A line laid out in the ROM's cells may be a little wider in the kiosk's font.
        while (type.width(cell.text, style) > cell.width && style.em_dots > kEmDots / 2)
            --style.em_dots;
        type.draw(picture, cell.textX(type.width(cell.text, style)), metrics.baseline, cell.text, style);
    }
    if (line.inverse) picture.invert(0, 0, paper_dots, metrics.height);
    return picture;
}

Picture drawRule(RuleKind kind, int paper_dots) {
    const int thickness = kind == RuleKind::Thick ? 4 : 2;
    Picture picture(paper_dots, thickness + 2 * kRuleSpace);
    if (kind != RuleKind::Dotted) {
        picture.fill(0, kRuleSpace, paper_dots, thickness, raster::kBlack);
        return picture;
    }
    for (int x = 0; x < paper_dots; x += 8)
        picture.fill(x, kRuleSpace, 4, thickness, raster::kBlack);
    return picture;
}

bool isPrintableQr(const Qr& qr) {
    constexpr std::size_t kLengthMax = 512; ///< as a check-in code may be
    return !qr.text.empty() && qr.text.size() <= kLengthMax &&
           std::all_of(qr.text.begin(), qr.text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

int fittingModuleDots(const Qr& qr, int paper_dots) {
    const int modules = isPrintableQr(qr) ? raster::qrModules(qr.text).width() + 2 * kQuietModules : 0;
    const int module = modules > 0 ? std::min(std::clamp(qr.module_dots, 3, 8), paper_dots / modules) : 0;
    return module >= 2 ? module : 0;
}

Picture drawQrLine(const Qr& qr, int paper_dots) {
    const int module = fittingModuleDots(qr, paper_dots);
    if (module == 0) return {};
    const Picture code = raster::drawQr(qr.text, module, kQuietModules);
    Picture line(paper_dots, code.height());
    line.ink(code, (paper_dots - code.width()) / 2, 0);
    return line;
}

Picture drawReceipt(const Receipt& receipt, PaperWidth paper, raster::Type& type) {
    Paper sheet(printableDots(paper), receipt.script, type);
    for (const auto& element : receipt.elements)
        std::visit(sheet, element);
    return sheet.take();
}

} // namespace onestop::receipt_printer
