// SPDX-License-Identifier: Apache-2.0
// The job's bytes. Commands are those that nearly every printer has (facts: ESC/POS table); nothing depends on a name.
#include "drivers/receipt_printer/encode_receipt.h"

#include <algorithm>
#include <cassert>

#include "drivers/raster/qr.h"
#include "drivers/receipt_printer/draw_line.h"
#include "drivers/receipt_printer/draw_receipt.h"
#include "drivers/receipt_printer/raster_bytes.h"
#include "drivers/receipt_printer/rom_text.h"

namespace onestop::receipt_printer {

namespace {

/// From this size on the ROM's 24-dot pattern would be blown up to a staircase: the kiosk's outlines are better.
constexpr int kDrawnFromSize = 3;
constexpr int kLineDots = 30;     ///< the initial line spacing, 1/6 inch
constexpr int kToKnifeDots = 120; ///< from the print line to the knife: 13 to 18 mm
constexpr int kTearLines = 5;     ///< past the tear bar of a printer without knife

class Encoder {
public:
    Encoder(const Receipt& receipt, const Capabilities& capabilities, raster::Type& type)
        : receipt_(receipt), capabilities_(capabilities), type_(type), rom_(capabilities.rom),
          paper_dots_(printableDots(capabilities.paper)) {}

    EncodedReceipt encode() {
        append({0x1C, '&'}); // two-byte characters on
        if (capabilities_.whole_raster || capabilities_.rom == RomFont::None) {
            appendPicture(drawReceipt(receipt_, capabilities_.paper, type_));
            if (std::any_of(receipt_.elements.begin(), receipt_.elements.end(),
                            [](const Element& element) { return std::holds_alternative<Cut>(element); }))
                (*this)(Cut{});
        } else {
            for (const auto& element : receipt_.elements)
                std::visit(*this, element);
        }
        return {std::move(job_), paper_dots_used_};
    }

    void operator()(const Text& text) { appendLines(layOut(text, paper_dots_, measure(text.size, text.inverse))); }
    void operator()(const Columns& columns) { appendLines(layOut(columns, paper_dots_, measure(columns.size, false))); }
    void operator()(const Rule& rule) { appendPicture(drawRule(rule.kind, paper_dots_)); }
    void operator()(const Qr& qr) {
        const int module_dots = fittingModuleDots(qr, paper_dots_);
        if (module_dots == 0) return;
        if (capabilities_.native_qr)
            appendNativeQr(qr.text, module_dots);
        else
            appendPicture(drawQrLine(qr, paper_dots_));
    }
    void operator()(const Feed& feed) {
        const int dots = std::clamp(feed.dots, 1, 255);
        appendFeed(job_, dots);
        paper_dots_used_ += dots;
    }
    void operator()(const Cut&) {
        paper_dots_used_ += capabilities_.cutter ? kToKnifeDots : kTearLines * kLineDots;
        if (capabilities_.cutter)
            append({0x1D, 'V', 'B', 0}); // feeds to the knife, leaves one point uncut
        else
            append({0x1B, 'd', kTearLines});
    }

private:
    void append(std::initializer_list<std::uint8_t> bytes) {
        for (const auto byte : bytes)
            job_.push_back(byte);
    }

    void appendPicture(const raster::Picture& picture) {
        appendRaster(job_, picture);
        paper_dots_used_ += picture.height();
    }

    /// As the line will be made: by the ROM's cells or by the kiosk's fonts.
    Measure measure(int size, bool inverse) {
        if (size < kDrawnFromSize && !inverse)
            return [](char32_t c, int at_size, bool) { return romWidth(c, at_size); };
        return [this](char32_t c, int at_size, bool bold) {
            return type_.width({&c, 1}, {kEmDots * at_size, bold, receipt_.script});
        };
    }

    void appendLines(const std::vector<LaidLine>& lines) {
        for (const auto& line : lines) {
            const bool in_rom = line.size < kDrawnFromSize && !line.inverse &&
                                std::all_of(line.cells.begin(), line.cells.end(),
                                            [this](const LaidCell& cell) { return rom_.holds(cell.text); });
            if (in_rom)
                appendRomLine(line);
            else
                appendPicture(drawLine(line, paper_dots_, receipt_.script, type_));
        }
    }

    void appendRomLine(const LaidLine& line) {
        const auto scale = static_cast<std::uint8_t>(((line.size - 1) << 4) | (line.size - 1));
        if (scale != 0) append({0x1D, '!', scale});
        // Only a paragraph is aligned by the printer; a cell, also the only one left of its line, stands in its column.
        const bool one_cell = line.cells.size() == 1 && line.cells[0].width == paper_dots_;
        const auto align = one_cell ? static_cast<std::uint8_t>(line.cells[0].align) : std::uint8_t{0};
        if (align != 0) append({0x1B, 'a', align});
        int x = 0;
        for (const auto& cell : line.cells) {
            if (!one_cell) x = appendSpaces(x, cell.textX(cell.text_dots), line.size);
            if (cell.bold) append({0x1B, 'E', 1});
            appendRomText(cell.text);
            if (cell.bold) append({0x1B, 'E', 0});
            x += cell.text_dots;
        }
        append({0x0A});
        paper_dots_used_ += std::max(kLineDots, kEmDots * line.size);
        if (align != 0) append({0x1B, 'a', 0});
        if (scale != 0) append({0x1D, '!', 0});
    }

    int appendSpaces(int from, int to, int size) {
        for (; from + kCellDots * size <= to; from += kCellDots * size)
            append({' '});
        return from;
    }

    void appendRomText(std::u32string_view text) {
        for (const char32_t character : text) {
            const auto bytes = rom_.encode(character);
            job_.insert(job_.end(), bytes->begin(), bytes->end());
        }
    }

    /// GS ( k: model 2, module width, correction M, store, print (cn = 31h).
    void appendNativeQr(const std::string& text, int module_dots) {
        const std::size_t length = text.size() + 3;
        append({0x1B, 'a', 1});
        append({0x1D, '(', 'k', 4, 0, '1', 'A', '2', 0});
        append({0x1D, '(', 'k', 3, 0, '1', 'C', static_cast<std::uint8_t>(module_dots)});
        append({0x1D, '(', 'k', 3, 0, '1', 'E', '1'});
        append({0x1D, '(', 'k', static_cast<std::uint8_t>(length & 0xFF), static_cast<std::uint8_t>(length >> 8), '1',
                'P', '0'});
        job_.insert(job_.end(), text.begin(), text.end());
        append({0x1D, '(', 'k', 3, 0, '1', 'Q', '0'});
        append({0x1B, 'a', 0});
        paper_dots_used_ += raster::qrModules(text).height() * module_dots;
    }

    const Receipt& receipt_;
    const Capabilities& capabilities_;
    raster::Type& type_;
    RomText rom_;
    int paper_dots_;          ///< its width
    int paper_dots_used_ = 0; ///< of its length
    Bytes job_;
};

} // namespace

EncodedReceipt encodeReceipt(const Receipt& receipt, const Capabilities& capabilities, raster::Type& type) {
    return Encoder(receipt, capabilities, type).encode();
}

Bytes encodeAnswerRequest(std::string_view four_characters) {
    assert(four_characters.size() == 4);
    Bytes bytes{0x1D, '(', 'H', 6, 0, '0', '0'};
    for (const char character : four_characters)
        bytes.push_back(static_cast<std::uint8_t>(character));
    return bytes;
}

} // namespace onestop::receipt_printer
