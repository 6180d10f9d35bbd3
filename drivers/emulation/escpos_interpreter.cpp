// SPDX-License-Identifier: Apache-2.0
// See escpos_interpreter.h. One function for each opening byte; the longest commands have their own.
#include "drivers/emulation/escpos_interpreter.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "drivers/emulation/code_pages.h"
#include "drivers/raster/qr.h"

namespace onestop::emulation {

namespace {

constexpr std::uint8_t kNul = 0x00, kHt = 0x09, kLf = 0x0A, kCr = 0x0D, kDle = 0x10, kEsc = 0x1B, kFs = 0x1C,
                       kGs = 0x1D;

constexpr std::size_t kViolationsKept = 32; ///< of each slip; all are counted

unsigned word(std::span<const std::uint8_t> at) { return at[0] | static_cast<unsigned>(at[1]) << 8; }

std::string hexOf(std::span<const std::uint8_t> bytes) {
    std::string text;
    char part[4];
    for (auto byte : bytes.first(std::min<std::size_t>(bytes.size(), 12))) {
        std::snprintf(part, sizeof part, "%02X ", byte);
        text += part;
    }
    if (!text.empty()) text.pop_back();
    return text;
}

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

/// 0, 1, 2 or '0', '1', '2': many commands take both.
unsigned digit(std::uint8_t n) { return n >= '0' && n <= '9' ? n - '0' : n; }

} // namespace

EscposInterpreter::EscposInterpreter(PaperMillimetres width) : width_(width), roll_(width) {
    current_.width_dots = static_cast<std::uint16_t>(printableDots(width_));
}

std::size_t EscposInterpreter::feed(std::span<const std::uint8_t> bytes) {
    auto before = pending_.size();
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    std::size_t taken = 0;
    while (taken < pending_.size() && requests_.empty()) {
        auto step = command(View(pending_).subspan(taken));
        if (step == 0) break;
        taken += step;
        offset_ += step;
    }
    if (!requests_.empty()) {
        // What lies behind the request was not taken.
        pending_.clear();
        return taken - before;
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(taken));
    return bytes.size();
}

std::vector<PrinterRequest> EscposInterpreter::takeRequests() { return std::exchange(requests_, {}); }

void EscposInterpreter::reset() {
    pending_.clear();
    requests_.clear();
    roll_.resetLayout();
    style_ = {};
    chinese_ = true;
    code_page_ = 0;
    qr_ = {};
    graphics_.reset();
}

void EscposInterpreter::endOfStream() {
    if (pending_.empty()) return;
    violation(pending_, "truncated command");
    pending_.clear();
}

std::size_t EscposInterpreter::violation(View bytes, std::string_view why) {
    ++violations_;
    if (current_.violations.size() < kViolationsKept)
        current_.violations.push_back({offset_, std::string(why) + ": " + hexOf(bytes)});
    return bytes.size();
}

std::size_t EscposInterpreter::noted(View whole, bool valid, std::string_view why) {
    if (!valid) violation(whole, why);
    return whole.size();
}

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

std::size_t EscposInterpreter::command(View rest) {
    switch (rest[0]) {
    case kNul: // ignored outside of commands: a host pads so after a transfer that broke off
        return 1;
    case kLf:
        roll_.lineFeed();
        return 1;
    case kCr:
        return 1;
    case kHt: { // tab stops every eight characters
        int stop = (roll_.x() / (8 * 12) + 1) * 8 * 12;
        return noted(rest.first(1), roll_.moveTo(stop), "tab beyond the line");
    }
    case kDle:
        return realTime(rest);
    case kEsc:
        return escape(rest);
    case kFs:
        return kanji(rest);
    case kGs:
        return group(rest);
    default:
        return character(rest);
    }
}

/// Obeyed at its arrival (PrinterModel); here it is only passed over.
std::size_t EscposInterpreter::realTime(View rest) {
    if (rest.size() < 3) return 0;
    auto n = rest[2];
    if (rest[1] == 0x04) return noted(rest.first(3), n >= 1 && n <= 4, "DLE EOT with an unknown number");
    if (rest[1] == 0x05) return noted(rest.first(3), n <= 2, "DLE ENQ with an unknown number");
    return violation(rest.first(2), "unknown DLE command");
}

std::size_t EscposInterpreter::character(View rest) {
    if (rest[0] < 0x20 || rest[0] == 0x7F) return violation(rest.first(1), "control character in text");
    auto read = chinese_ ? readGb18030(rest) : readCodePage(code_page_, rest[0]);
    if (read.bytes == 0) return 0;
    if (!read.character) return violation(rest.first(read.bytes), "no character");
    roll_.put(*read.character, chinese_ && read.bytes > 1, style_);
    return read.bytes;
}

std::size_t EscposInterpreter::escape(View rest) {
    if (rest.size() < 2) return 0;
    if (rest[1] == '@') {
        roll_.resetLayout();
        style_ = {};
        chinese_ = true;
        code_page_ = 0;
        qr_ = {};
        return 2;
    }
    if (rest[1] == '2') {
        roll_.setLineSpacing(30);
        return 2;
    }
    if (rest.size() < 3) return 0;
    auto n = rest[2];
    auto three = rest.first(3);
    switch (rest[1]) {
    case 'a':
        if (digit(n) > 2) return violation(three, "unknown alignment");
        if (!roll_.lineIsEmpty()) return violation(three, "alignment within a line");
        roll_.align(static_cast<Alignment>(digit(n)));
        return 3;
    case 'E':
    case 'G':
        style_.bold = (n & 1) != 0;
        return 3;
    case '-':
        style_.underline = digit(n) != 0;
        return noted(three, digit(n) <= 2, "unknown underline");
    case 'M':
        style_.small = digit(n) == 1;
        return noted(three, digit(n) <= 1, "unknown font");
    case '!':
        style_.small = (n & 0x01) != 0;
        style_.bold = (n & 0x08) != 0;
        style_.height = (n & 0x10) != 0 ? 2 : 1;
        style_.width = (n & 0x20) != 0 ? 2 : 1;
        style_.underline = (n & 0x80) != 0;
        return 3;
    case ' ':
        style_.spacing_dots = n;
        return 3;
    case '3':
        roll_.setLineSpacing(n);
        return 3;
    case 'd':
        for (int line = 0; line < std::max<int>(n, roll_.lineIsEmpty() ? 0 : 1); ++line)
            roll_.lineFeed();
        return 3;
    case 'J':
        if (!roll_.lineIsEmpty()) roll_.lineFeed();
        roll_.feed(n);
        return 3;
    case 'R':
        return noted(three, n <= 17, "unknown character set");
    case 't':
        code_page_ = n;
        return noted(three, knowsCodePage(n), "unknown code page");
    case '{':
        return noted(three, (n & 1) == 0, "upside-down is not drawn");
    case 'V':
        return noted(three, digit(n) == 0, "rotation is not drawn");
    default:
        break;
    }
    if (rest.size() < 4)
        return rest[1] == '$' || rest[1] == '\\' || rest[1] == 'B' || rest[1] == 'c' || rest[1] == 'p'
                   ? 0
                   : violation(rest.first(2), "unknown ESC command");
    auto four = rest.first(4);
    switch (rest[1]) {
    case '$':
        return noted(four, roll_.moveTo(static_cast<int>(word(rest.subspan(2)))), "position beyond the line");
    case '\\': { // relative, signed
        int by = static_cast<std::int16_t>(word(rest.subspan(2)));
        return noted(four, roll_.moveTo(roll_.x() + by), "position beyond the line");
    }
    case 'B':
        return noted(four, n >= 1 && rest[3] >= 1 && n <= 9 && rest[3] <= 9, "buzzer out of range");
    case 'c':
        return noted(four, n >= '3' && n <= '5', "unknown sensor command");
    case 'p':
        if (rest.size() < 5) return 0;
        return noted(rest.first(5), digit(n) <= 1, "unknown drawer");
    default:
        return violation(rest.first(2), "unknown ESC command");
    }
}

std::size_t EscposInterpreter::kanji(View rest) {
    if (rest.size() < 2) return 0;
    switch (rest[1]) {
    case '&':
        chinese_ = true;
        return 2;
    case '.':
        chinese_ = false;
        return 2;
    case '!':
        if (rest.size() < 3) return 0;
        style_.chinese_width = (rest[2] & 0x04) != 0 ? 2 : 1;
        style_.chinese_height = (rest[2] & 0x08) != 0 ? 2 : 1;
        return noted(rest.first(3), (rest[2] & 0x73) == 0, "unknown bit of FS !");
    case '-':
        if (rest.size() < 3) return 0;
        style_.underline = digit(rest[2]) != 0;
        return noted(rest.first(3), digit(rest[2]) <= 2, "unknown underline");
    case 'C': // how codes are read on Japanese models; the Chinese ROM knows one way
        if (rest.size() < 3) return 0;
        return noted(rest.first(3), digit(rest[2]) <= 2, "unknown code system");
    case '(':
        if (rest.size() < 5) return 0;
        if (rest[2] != 'A' || word(rest.subspan(3)) != 2) return violation(rest.first(5), "unknown FS ( command");
        if (rest.size() < 7) return 0;
        return noted(rest.first(7), digit(rest[5]) == 0 && digit(rest[6]) == 0, "a Chinese font that this ROM has not");
    case 'S':
        if (rest.size() < 4) return 0;
        return noted(rest.first(4), rest[2] == 0 && rest[3] == 0, "Chinese spacing is not drawn");
    default:
        return violation(rest.first(2), "unknown FS command");
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
