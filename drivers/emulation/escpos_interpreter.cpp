// SPDX-License-Identifier: Apache-2.0
// See escpos_interpreter.h. One function for each opening byte; those of GS are in escpos_group.cpp.
#include "drivers/emulation/escpos_interpreter.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "drivers/emulation/code_pages.h"
#include "drivers/emulation/escpos_bytes.h"

namespace onestop::emulation {

namespace {

constexpr std::size_t kViolationsKept = 32; ///< of each slip; all are counted

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

} // namespace onestop::emulation
