// SPDX-License-Identifier: Apache-2.0
// The interpreter's commands that begin with GS: sizes and areas, cut, pictures, codes, questions.
#include <algorithm>

#include "drivers/emulation/escpos_bytes.h"
#include "drivers/emulation/escpos_interpreter.h"
#include "drivers/raster/qr.h"

namespace onestop::emulation {

namespace {

/// Rows of bits, the leftmost dot in the highest bit.
raster::Picture pictureOf(std::span<const std::uint8_t> rows, unsigned width_bytes, unsigned height, unsigned scale_x,
                          unsigned scale_y) {
    raster::Picture picture(static_cast<int>(width_bytes * 8 * scale_x), static_cast<int>(height * scale_y));
    for (unsigned y = 0; y < height; ++y)
        for (unsigned x = 0; x < width_bytes * 8; ++x)
            if ((rows[y * width_bytes + x / 8] >> (7 - x % 8) & 1) != 0)
                picture.fill(static_cast<int>(x * scale_x), static_cast<int>(y * scale_y), static_cast<int>(scale_x),
                             static_cast<int>(scale_y), raster::kBlack);
    return picture;
}

} // namespace

/// A printer obeys these at their arrival, wherever they stand: in a picture they are the encoder's fault.
void EscposInterpreter::countLiveCommands(View data) {
    for (std::size_t i = 0; i + 1 < data.size(); ++i) {
        if (data[i] != kDle) continue;
        bool status = data[i + 1] == 0x04 && i + 2 < data.size() && data[i + 2] >= 1 && data[i + 2] <= 8;
        bool recovery = data[i + 1] == 0x05 && i + 2 < data.size() && data[i + 2] <= 2;
        bool pulse = data[i + 1] == 0x14 && i + 2 < data.size() && (data[i + 2] <= 3 || data[i + 2] == 8);
        if (status || recovery || pulse) ++current_.live_commands_in_data;
    }
}

std::size_t EscposInterpreter::group(View rest) {
    if (rest.size() < 3) return 0;
    auto n = rest[2];
    auto three = rest.first(3);
    switch (rest[1]) {
    case '!':
        style_.width = style_.chinese_width = (n >> 4 & 7) + 1U;
        style_.height = style_.chinese_height = (n & 7) + 1U;
        return noted(three, (n & 0x88) == 0, "size beyond 8");
    case 'B':
        style_.inverted = (n & 1) != 0;
        return 3;
    case 'b':
        return 3; // smoothing: this head cannot
    case 'V':
        return feedAndCut(rest);
    case 'r':
        requests_.emplace_back(AskStatus{static_cast<std::uint8_t>(digit(n))});
        return noted(three, digit(n) == 1 || digit(n) == 2, "unknown status");
    case 'a':
        requests_.emplace_back(SetAutomaticStatus{n});
        return 3;
    case 'I':
        requests_.emplace_back(AskIdentity{n});
        return 3;
    case '(':
        return parenthesis(rest);
    case '8':
        return longGraphics(rest);
    case 'v':
        return oldRaster(rest);
    case 'L':
    case 'W':
        if (rest.size() < 4) return 0;
        if (rest[1] == 'L')
            return noted(rest.first(4), roll_.setMargin(static_cast<int>(word(rest.subspan(2)))),
                         "margin beyond the paper");
        roll_.setAreaWidth(static_cast<int>(word(rest.subspan(2))));
        return noted(rest.first(4), word(rest.subspan(2)) > 0 && word(rest.subspan(2)) <= current_.width_dots,
                     "print area beyond the paper");
    default:
        return violation(rest.first(2), "unknown GS command");
    }
}

std::size_t EscposInterpreter::feedAndCut(View rest) {
    auto m = rest[2];
    if (m == 0x41 || m == 0x42) {
        if (rest.size() < 4) return 0;
        if (!roll_.lineIsEmpty()) roll_.lineFeed();
        roll_.feed(rest[3]);
        cut(m == 0x41);
        return 4;
    }
    if (digit(m) > 1) return violation(rest.first(3), "unknown cut");
    if (!roll_.lineIsEmpty()) violation(rest.first(3), "cut within a line");
    cut(digit(m) == 0);
    return 3;
}

void EscposInterpreter::cut(bool full) {
    current_.number = ++slips_;
    current_.full_cut = full;
    current_.picture = roll_.cut();
    current_.text = roll_.takeText();
    last_ = std::exchange(current_, {});
    current_.width_dots = last_.width_dots;
    requests_.emplace_back(PaperCut{});
}

std::size_t EscposInterpreter::oldRaster(View rest) {
    if (rest.size() < 8) return 0;
    unsigned width_bytes = word(rest.subspan(4)), height = word(rest.subspan(6));
    unsigned mode = digit(rest[3]);
    if (rest[2] != '0' || mode > 3 || width_bytes == 0 || height == 0)
        return violation(rest.first(8), "GS v 0 with a wrong head");
    std::size_t whole = 8 + std::size_t{width_bytes} * height;
    if (rest.size() < whole) return 0;
    unsigned scale_x = (mode & 1) + 1, scale_y = (mode >> 1) + 1;
    if (width_bytes * 8 * scale_x > static_cast<unsigned>(roll_.areaWidth()))
        violation(rest.first(8), "picture wider than the print area");
    ++current_.rasters;
    countLiveCommands(rest.subspan(8, whole - 8));
    roll_.place(pictureOf(rest.subspan(8, whole - 8), width_bytes, height, scale_x, scale_y));
    return whole;
}

std::size_t EscposInterpreter::longGraphics(View rest) {
    if (rest.size() < 7) return 0;
    if (rest[2] != 'L') return violation(rest.first(3), "unknown GS 8 command");
    std::size_t length = word(rest.subspan(3)) | std::size_t{word(rest.subspan(5))} << 16;
    constexpr std::size_t kMostBytes = 4U << 20; // no roll is that long
    if (length < 2 || length > kMostBytes) return violation(rest.first(7), "GS 8 L with a wrong length");
    if (rest.size() < 7 + length) return 0;
    graphics(rest.subspan(7, length));
    return 7 + length;
}

std::size_t EscposInterpreter::parenthesis(View rest) {
    if (rest.size() < 5) return 0;
    std::size_t length = word(rest.subspan(3));
    constexpr std::string_view kKnown = "kLH";
    if (kKnown.find(static_cast<char>(rest[2])) == std::string_view::npos || length < 2)
        return violation(rest.first(5), "unknown GS ( command");
    if (rest.size() < 5 + length) return 0;
    auto parameters = rest.subspan(5, length);
    if (rest[2] == 'k') symbol(parameters);
    if (rest[2] == 'L') graphics(parameters);
    if (rest[2] == 'H') askPrinted(parameters);
    return 5 + length;
}

void EscposInterpreter::askPrinted(View p) {
    bool printable =
        p.size() == 6 && std::all_of(p.begin() + 2, p.end(), [](auto b) { return b >= 0x20 && b <= 0x7E; });
    if (!printable || digit(p[0]) != 0 || digit(p[1]) != 0) {
        violation(p, "GS ( H that is not function 48 with four characters");
        return;
    }
    requests_.emplace_back(AskPrinted{std::string(p.begin() + 2, p.end())});
}

/// GS ( k, QR code: cn = 49 (31h).
void EscposInterpreter::symbol(View p) {
    if (p[0] != 0x31) return static_cast<void>(violation(p, "a symbol other than QR"));
    switch (p[1]) {
    case 0x41:
        if (p.size() != 4 || p[2] != 0x32 || p[3] != 0) violation(p, "a QR model other than 2");
        return;
    case 0x43:
        if (p.size() != 3 || p[2] < 1 || p[2] > 16) return static_cast<void>(violation(p, "QR module size"));
        qr_.module_dots = p[2];
        return;
    case 0x45:
        if (p.size() != 3 || p[2] < 0x30 || p[2] > 0x33) return static_cast<void>(violation(p, "QR correction"));
        qr_.level = "LMQH"[p[2] - 0x30];
        return;
    case 0x50:
        if (p.size() < 4 || p[2] != 0x30) return static_cast<void>(violation(p, "QR store"));
        countLiveCommands(p.subspan(3));
        qr_.data.assign(p.begin() + 3, p.end());
        return;
    case 0x51: {
        if (p.size() != 3 || p[2] != 0x30) return static_cast<void>(violation(p, "QR print"));
        auto level = qr_.level == 'L'   ? raster::QrCorrection::L
                     : qr_.level == 'M' ? raster::QrCorrection::M
                     : qr_.level == 'Q' ? raster::QrCorrection::Q
                                        : raster::QrCorrection::H;
        auto picture = raster::drawQr(qr_.data, static_cast<int>(qr_.module_dots), 0, level);
        if (picture.empty()) return static_cast<void>(violation(p, "no QR can be made of what was stored"));
        if (picture.width() > roll_.areaWidth()) violation(p, "QR wider than the print area");
        current_.qr.push_back(qr_.data);
        roll_.place(picture);
        return;
    }
    default:
        violation(p, "unknown function of GS ( k");
    }
}

/// GS ( L and GS 8 L: store a picture (function 112), print what is stored (2 or 50).
void EscposInterpreter::graphics(View p) {
    if (digit(p[0]) != 0) return static_cast<void>(violation(p, "graphics with m other than 48"));
    if (p[1] == 2 || p[1] == 0x32) {
        if (p.size() != 2 || !graphics_)
            return static_cast<void>(violation(p, "print of graphics that were not stored"));
        ++current_.rasters;
        if (graphics_->width() > roll_.areaWidth()) violation(p, "picture wider than the print area");
        roll_.place(*std::exchange(graphics_, std::nullopt));
        return;
    }
    if (p[1] != 0x70 || p.size() < 10) return static_cast<void>(violation(p, "unknown graphics function"));
    unsigned width = word(p.subspan(6)), height = word(p.subspan(8));
    unsigned width_bytes = (width + 7) / 8;
    bool head = p[2] == 0x30 && (p[3] == 1 || p[3] == 2) && (p[4] == 1 || p[4] == 2) && p[5] == 0x31;
    if (!head || width == 0 || height == 0 || p.size() != 10 + std::size_t{width_bytes} * height)
        return static_cast<void>(violation(p, "stored graphics with a wrong head or length"));
    countLiveCommands(p.subspan(10));
    auto picture = pictureOf(p.subspan(10), width_bytes, height, p[3], p[4]);
    graphics_ = picture.crop(0, 0, static_cast<int>(width * p[3]), picture.height());
}

} // namespace onestop::emulation
