// SPDX-License-Identifier: Apache-2.0
// The judge of everything that is printed. Promises: known commands draw what a printer draws; unknown, truncated and
// wrong commands are named with their place; the stream may come in any pieces; live commands in pictures are counted.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <numeric>
#include <random>

#include "drivers/emulation/escpos_interpreter.h"
#include "drivers/qr_scanner/decoder.h"
#include "drivers/raster/qr.h"
#include "tests/support/catch.h"

using namespace onestop::emulation;
using onestop::raster::Picture;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes operator+(Bytes left, const Bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}
Bytes text(std::string_view ascii) { return {ascii.begin(), ascii.end()}; }

const Bytes kInit{0x1B, '@'};
const Bytes kCut{0x1D, 'V', 0x42, 0x00};
const Bytes kTake{0xC8, 0xA1, 0xBA, 0xC5}; ///< 取号 in GB18030

/// Every violation of a stream, on whichever slip it stands.
std::vector<Violation> violationsOf(const Bytes& stream) {
    EscposInterpreter printer(PaperMillimetres::Eighty);
    std::vector<Violation> all;
    auto gather = [&](const Slip& slip) { all.insert(all.end(), slip.violations.begin(), slip.violations.end()); };
    for (std::size_t at = 0; at < stream.size();) {
        at += printer.feed(std::span(stream).subspan(at));
        for (const auto& request : printer.takeRequests())
            if (std::holds_alternative<PaperCut>(request)) gather(printer.lastSlip());
    }
    printer.endOfStream();
    gather(printer.currentSlip());
    CHECK(printer.violations() == all.size());
    return all;
}

/// Everything that comes out of a stream: feeds on after each request, as a printer does.
Slip lastSlipOf(EscposInterpreter& printer, const Bytes& stream, std::size_t piece = 1 << 20) {
    for (std::size_t at = 0; at < stream.size();) {
        auto part = std::span(stream).subspan(at, std::min(piece, stream.size() - at));
        at += printer.feed(part);
        printer.takeRequests();
    }
    printer.endOfStream();
    return printer.lastSlip();
}
Slip lastSlipOf(const Bytes& stream) {
    EscposInterpreter printer(PaperMillimetres::Eighty);
    return lastSlipOf(printer, stream);
}

int blackDots(const Picture& picture) {
    return static_cast<int>(std::count(picture.pixels().begin(), picture.pixels().end(), onestop::raster::kBlack));
}

} // namespace

TEST_CASE("Chinese, Latin and rare characters stand on the paper and in the text", "[emulation][escpos]") {
    // 0x8139EF31 is the four-byte code of U+3402.
    auto slip =
        lastSlipOf(kInit + Bytes{0x1C, '&'} + kTake + text(" A001\n") + Bytes{0x81, 0x39, 0xEF, 0x31, '\n'} + kCut);

    CHECK(slip.text == std::vector<std::string>{"取号 A001", "\u3402"});
    CHECK(slip.violations.empty());
    CHECK(slip.width_dots == 576);
    CHECK(slip.picture.width() == 576);
    CHECK(slip.picture.height() == 60);
    CHECK(blackDots(slip.picture) > 200);
}

TEST_CASE("size repeats dots, alignment moves the line, bold and underline add ink", "[emulation][escpos]") {
    auto plain = lastSlipOf(kInit + kTake + text("\n") + kCut).picture;
    auto twice = lastSlipOf(kInit + Bytes{0x1D, '!', 0x11} + kTake + text("\n") + kCut).picture;
    auto right = lastSlipOf(kInit + Bytes{0x1B, 'a', 2} + kTake + text("\n") + kCut).picture;
    auto bold = lastSlipOf(kInit + Bytes{0x1B, 'E', 1} + kTake + text("\n") + kCut).picture;
    auto lined = lastSlipOf(kInit + Bytes{0x1B, '-', 1} + kTake + text("\n") + kCut).picture;
    auto white = lastSlipOf(kInit + Bytes{0x1D, 'B', 1} + kTake + text("\n") + kCut).picture;

    CHECK(blackDots(twice) == 4 * blackDots(plain));
    CHECK(blackDots(right) == blackDots(plain));
    CHECK(right.crop(576 - 48, 0, 48, 24) == plain.crop(0, 0, 48, 24));
    CHECK(blackDots(bold) > blackDots(plain) * 11 / 10);
    CHECK(blackDots(lined) > blackDots(plain) + 40);
    CHECK(blackDots(white) == 48 * 24 - blackDots(plain));
}

TEST_CASE("a line holds 24 Chinese characters on 80 mm and 16 on 58 mm", "[emulation][escpos]") {
    Bytes line = kInit;
    for (int i = 0; i < 24; ++i)
        line = line + Bytes{0xC8, 0xA1};

    CHECK(lastSlipOf(line + text("\n") + kCut).text.size() == 1);
    CHECK(lastSlipOf(line + Bytes{0xC8, 0xA1, '\n'} + kCut).text.size() == 2);
    EscposInterpreter narrow(PaperMillimetres::FiftyEight);
    CHECK(lastSlipOf(narrow, line + text("\n") + kCut).text.size() == 2);
    CHECK(narrow.lastSlip().picture.width() == 384);
}

TEST_CASE("a QR is drawn with its module size and its payload is known", "[emulation][escpos]") {
    auto code = text("https://example.invalid/t/abc");
    auto slip = lastSlipOf(kInit + Bytes{0x1D, '(', 'k', 4, 0, 0x31, 0x41, 0x32, 0} +
                           Bytes{0x1D, '(', 'k', 3, 0, 0x31, 0x43, 6} + Bytes{0x1D, '(', 'k', 3, 0, 0x31, 0x45, 0x31} +
                           Bytes{0x1D, '(', 'k', static_cast<std::uint8_t>(code.size() + 3), 0, 0x31, 0x50, 0x30} +
                           code + Bytes{0x1D, '(', 'k', 3, 0, 0x31, 0x51, 0x30} + kCut);

    CHECK(slip.violations.empty());
    CHECK(slip.qr == std::vector<std::string>{"https://example.invalid/t/abc"});
    auto expected = onestop::raster::drawQr(slip.qr[0], 6, 0, onestop::raster::QrCorrection::M);
    CHECK(slip.picture.crop(0, 0, expected.width(), expected.height()) == expected);
}

TEST_CASE("both kinds of raster draw the same dots", "[emulation][escpos]") {
    Bytes dots;
    for (int i = 0; i < 4 * 16; ++i)
        dots.push_back(static_cast<std::uint8_t>(i * 37));
    auto old_way = lastSlipOf(kInit + Bytes{0x1D, 'v', '0', 0, 4, 0, 16, 0} + dots + kCut);
    auto new_way = lastSlipOf(kInit + Bytes{0x1D, '(', 'L', 74, 0, 0x30, 0x70, 0x30, 1, 1, 0x31, 32, 0, 16, 0} + dots +
                              Bytes{0x1D, '(', 'L', 2, 0, 0x30, 0x32} + kCut);
    auto long_way = lastSlipOf(kInit + Bytes{0x1D, '8', 'L', 74, 0, 0, 0, 0x30, 0x70, 0x30, 1, 1, 0x31, 32, 0, 16, 0} +
                               dots + Bytes{0x1D, '(', 'L', 2, 0, 0x30, 0x32} + kCut);

    CHECK(old_way.violations.empty());
    CHECK(new_way.violations.empty());
    CHECK(blackDots(old_way.picture) == std::accumulate(dots.begin(), dots.end(), 0, [](int sum, std::uint8_t b) {
              return sum + __builtin_popcount(b);
          }));
    CHECK(old_way.picture == new_way.picture);
    CHECK(old_way.picture == long_way.picture);
    CHECK(old_way.rasters == 1);
}

TEST_CASE("what a printer might obey or print by mistake is a violation with its place", "[emulation][escpos]") {
    struct Row {
        const char* what;
        Bytes bytes;
    };
    const std::vector<Row> rows{
        {"unknown ESC command", {0x1B, 0x7E, 'x', 'y'}},
        {"unknown GS command", {0x1D, 0x7E, 'x'}},
        {"unknown GS ( command", {0x1D, '(', 'Z', 2, 0, 1, 1}},
        {"unknown FS command", {0x1C, 'Z'}},
        {"unknown DLE command", {0x10, 0x77, 1}},
        {"control character in text", {0x07}},
        {"unknown alignment", {0x1B, 'a', 3}},
        {"size beyond 8", {0x1D, '!', 0x88}},
        {"unknown cut", {0x1D, 'V', 9}},
        {"cut within a line", {'A', 0x1D, 'V', 0}},
        {"alignment within a line", {'A', 0x1B, 'a', 1, '\n'}},
        {"no character", {0x1C, '&', 0xFF}},
        {"print of graphics that were not stored", {0x1D, '(', 'L', 2, 0, 0x30, 0x32}},
        {"GS v 0 with a wrong head", {0x1D, 'v', '0', 9, 1, 0, 1, 0, 0}},
        {"picture wider than the print area", Bytes{0x1D, 'v', '0', 0, 73, 0, 1, 0} + Bytes(73)},
        {"QR module size", {0x1D, '(', 'k', 3, 0, 0x31, 0x43, 17}},
        {"GS ( H that is not function 48 with four characters", {0x1D, '(', 'H', 6, 0, 0x30, 0x30, 1, 2, 3, 4}},
    };
    for (const auto& row : rows) {
        auto violations = violationsOf(kInit + row.bytes + kCut);
        INFO(row.what);
        REQUIRE(!violations.empty());
        CHECK(violations[0].what.substr(0, std::strlen(row.what)) == row.what);
        CHECK(violations[0].offset >= 2);
    }
}

TEST_CASE("any prefix of a good stream is at most one truncated command away from good", "[emulation][escpos]") {
    auto good = kInit + Bytes{0x1C, '&', 0x1D, '!', 0x11} + kTake + text("\n") +
                Bytes{0x1D, 'v', '0', 0, 2, 0, 2, 0, 1, 2, 3, 4} +
                Bytes{0x1D, '(', 'H', 6, 0, 0x30, 0x30, 'a', 'b', 'c', 'd'} + Bytes{0x1B, 'd', 3} + kCut;
    for (std::size_t length = 0; length <= good.size(); ++length) {
        EscposInterpreter printer(PaperMillimetres::Eighty);
        lastSlipOf(printer, Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)));
        INFO("cut after " << length);
        CHECK(printer.violations() <= 1);
        CHECK((length < good.size() || printer.violations() == 0));
    }
}

TEST_CASE("the paper does not depend on how the stream was cut into pieces", "[emulation][escpos]") {
    auto stream = kInit + Bytes{0x1C, '&', 0x1B, 'a', 1} + kTake + text(" 1\n") +
                  Bytes{0x1D, 'v', '0', 0, 2, 0, 3, 0, 1, 2, 3, 4, 5, 6} + kTake + text("\n") + kCut;
    EscposInterpreter whole(PaperMillimetres::Eighty);
    auto expected = lastSlipOf(whole, stream);
    for (std::size_t piece = 1; piece < stream.size(); ++piece) {
        EscposInterpreter printer(PaperMillimetres::Eighty);
        auto slip = lastSlipOf(printer, stream, piece);
        CHECK(slip.picture == expected.picture);
        CHECK(slip.text == expected.text);
        CHECK(slip.violations.empty());
    }
}

TEST_CASE("NUL between commands is nothing, as drivers rely on after a lost picture", "[emulation][escpos]") {
    EscposInterpreter printer(PaperMillimetres::Eighty);
    Bytes lost{0x1D, 0x76, 0x30, 0, 4, 0, 16, 0, 1, 2, 3};
    auto slip = lastSlipOf(printer, lost + Bytes(200) + kInit + kTake + text("\n") + kCut);
    CHECK(slip.text == std::vector<std::string>{"取号"});
    CHECK(slip.violations.empty());
}

namespace {

/// What a telephone would read from the paper: with white around it, as the paper's own edge is.
std::string codeOn(const Picture& paper) {
    Picture held(paper.width() + 48, paper.height() + 48);
    held.ink(paper, 24, 24);
    auto codes = onestop::qr_scanner::decodeQr(held);
    return codes.size() == 1 ? codes[0].text : "";
}

Bytes job(const std::string& name) {
    std::ifstream file(ONESTOP_SOURCE_DIR "/tests/drivers/emulation/jobs/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("jobs of receiptline are drawn without a complaint", "[emulation][escpos]") {
    EscposInterpreter printer(PaperMillimetres::Eighty);
    auto slip = lastSlipOf(printer, job("receiptline.bin"));

    CHECK(printer.violations() == 0);
    CHECK(slip.rasters == 1); // its QR
    CHECK(codeOn(slip.picture) == "https://example.invalid/t/abc");
    auto printed = [&](const char* words) {
        return std::any_of(slip.text.begin(), slip.text.end(),
                           [&](const std::string& line) { return line.find(words) != std::string::npos; });
    };
    CHECK(printed("葵涌社区党群服务中心"));
    CHECK(printed("A001"));
    CHECK(printed("老年人优待证"));
    CHECK(printed("────"));
}

TEST_CASE("jobs of receipt-printer-encoder are drawn without a complaint", "[emulation][escpos]") {
    EscposInterpreter printer(PaperMillimetres::Eighty);
    auto slip = lastSlipOf(printer, job("receipt_printer_encoder.bin"));

    CHECK(printer.violations() == 0);
    CHECK(slip.text[0] == "ONESTOP A001");
    CHECK(slip.qr == std::vector<std::string>{"https://example.invalid/t/abc"});
    CHECK(slip.text.size() == 11);
    CHECK(codeOn(slip.picture) == "https://example.invalid/t/abc");
}

TEST_CASE("live commands inside pictures are counted", "[emulation][escpos]") {
    CHECK(lastSlipOf(kInit + Bytes{0x1D, 'v', '0', 0, 4, 0, 1, 0, 0, 0x10, 0x04, 0x01} + kCut).live_commands_in_data ==
          1);
    CHECK(lastSlipOf(kInit + Bytes{0x1D, 'v', '0', 0, 4, 0, 1, 0, 0, 0x10, 0x03, 0x01} + kCut).live_commands_in_data ==
          0);
}

TEST_CASE("random bytes never break the judge", "[emulation][escpos]") {
    std::mt19937 random(20261123);
    for (int round = 0; round < 200; ++round) {
        EscposInterpreter printer(PaperMillimetres::FiftyEight);
        Bytes bytes(400);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random() % 4 == 0 ? "\x1B\x1D\x1C\x10(kLvV0@!a"[random() % 13] : random());
        lastSlipOf(printer, bytes, 1 + random() % 50);
        CHECK(printer.violations() > 0);
    }
}
