// SPDX-License-Identifier: Apache-2.0
// Promises: a strict interpreter of ESC/POS, written by other hands, finds nothing to object to in any job; text that
// the ROM holds travels as text and the rest as a picture; no picture holds a live real-time command; codes are read.
#include <random>

#include "drivers/emulation/escpos_interpreter.h"
#include "drivers/raster/qr.h"
#include "drivers/receipt_printer/draw_receipt.h"
#include "drivers/receipt_printer/encode_receipt.h"
#include "drivers/receipt_printer/lines.h"
#include "drivers/receipt_printer/raster_bytes.h"
#include "drivers/receipt_printer/rom_text.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::receipt_printer;

namespace {

raster::Type& type() {
    static raster::Type fonts;
    return fonts;
}

/// What a printer makes of the job, judged by the emulator's interpreter.
emulation::Slip printed(const Bytes& content, PaperWidth paper = PaperWidth::Mm80) {
    emulation::EscposInterpreter interpreter(paper == PaperWidth::Mm58 ? emulation::PaperMillimetres::FiftyEight
                                                                       : emulation::PaperMillimetres::Eighty);
    Bytes job{0x1B, '@'};
    job.insert(job.end(), content.begin(), content.end());
    for (std::span<const std::uint8_t> rest = job; !rest.empty();) {
        rest = rest.subspan(interpreter.feed(rest));
        interpreter.takeRequests();
    }
    interpreter.endOfStream();
    REQUIRE(interpreter.violations() == 0);
    return interpreter.lastSlip();
}

Receipt everything(std::string text) {
    return {raster::Script::Hans,
            {Text{text, 1, false, Align::Center}, Text{text, 2, true, Align::Right},
             Text{"A001", 6, true, Align::Center}, Text{text, 1, true, Align::Center, true}, Rule{RuleKind::Dotted},
             Columns{{{"时间", 8, Align::Left, true}, {text, 0}, {"元", 4, Align::Right}}, 1}, Rule{RuleKind::Thick},
             Qr{"https://example.invalid/t/abc", 5}, Feed{40}, Cut{}}};
}

bool holdsText(const emulation::Slip& slip, std::string_view text) {
    return std::any_of(slip.text.begin(), slip.text.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("a strict interpreter accepts every job", "[receipt_printer]") {
    for (const auto paper : {PaperWidth::Mm58, PaperWidth::Mm80})
        for (const auto rom : {RomFont::None, RomFont::Gb2312, RomFont::Gbk, RomFont::Gb18030})
            for (const bool whole : {false, true})
                for (const bool native : {false, true}) {
                    Capabilities can;
                    can.paper = paper;
                    can.rom = rom;
                    can.whole_raster = whole;
                    can.native_qr = native;
                    const auto job = encodeReceipt(everything("葵涌社区㙦𠁁辦證 Abc"), can, type());
                    const auto slip = printed(job.bytes, paper);
                    INFO(nameOf(rom) << " whole " << whole << " native " << native);
                    CHECK(slip.number == 1);
                    CHECK(slip.width_dots == printableDots(paper));
                    CHECK(slip.live_commands_in_data == 0);
                    CHECK_FALSE(holdsRealTimeCommand(job.bytes));
                    CHECK(job.paper_dots > slip.picture.height() * 9 / 10);
                    CHECK(job.paper_dots < slip.picture.height() + 200);
                }
}

TEST_CASE("text goes as text where the ROM has it and as a picture where it has not", "[receipt_printer]") {
    const auto slipOf = [](const char* text, RomFont rom) {
        Capabilities can;
        can.rom = rom;
        return printed(encodeReceipt({raster::Script::Hans, {Text{text}, Cut{}}}, can, type()).bytes);
    };

    CHECK(holdsText(slipOf("老年人优待证 A001", RomFont::Gb2312), "老年人优待证 A001"));
    CHECK(holdsText(slipOf("老年人優待證", RomFont::Gbk), "老年人優待證"));
    CHECK(slipOf("老年人優待證", RomFont::Gb2312).rasters == 1);
    CHECK(slipOf("张㙦", RomFont::Gbk).rasters == 1); // U+3666, four bytes in GB18030
    CHECK(holdsText(slipOf("张㙦", RomFont::Gb18030), "张㙦"));
    CHECK(slipOf("优待证", RomFont::None).text.empty());
}

TEST_CASE("text that wraps stays in its column", "[receipt_printer]") {
    const Columns row{
        {{"过号怎么办", 12, Align::Left, true}, {"到窗口说一声，再等 3 位即可办理；过号 2 次后请重新取号。", 0}}, 1};
    const auto slip = printed(encodeReceipt({raster::Script::Hans, {row, Cut{}}}, {}, type()).bytes);

    REQUIRE(slip.text.size() == 2);
    CHECK(slip.text[1].starts_with("            "));
    for (int y = 30; y < 60; ++y) // nothing of the second line stands below the label
        for (int x = 0; x < 12 * kCellDots; ++x)
            REQUIRE(slip.picture.at(x, y) == raster::kWhite);
}

TEST_CASE("no picture ever holds a live real-time command", "[receipt_printer]") {
    std::mt19937 random(4);
    int dangerous = 0;
    for (int round = 0; round < 200; ++round) {
        raster::Picture picture(64, 32);
        Bytes wanted(8 * 32);
        for (auto& byte : wanted) { // bytes of real-time commands, as close together as they can be
            constexpr std::uint8_t kBytes[] = {0x10, 0x10, 0x04, 0x05, 0x14, 0x01, 0x00};
            byte = kBytes[random() % std::size(kBytes)];
        }
        dangerous += holdsRealTimeCommand(wanted) ? 1 : 0;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 64; ++x)
                if ((wanted[static_cast<std::size_t>(y * 8 + x / 8)] >> (7 - x % 8)) & 1)
                    picture.set(x, y, raster::kBlack);
        picture.set(63, 0, raster::kBlack); // the whole width is ink

        Bytes job;
        appendRaster(job, picture);

        REQUIRE_FALSE(holdsRealTimeCommand(job));
        job.insert(job.end(), {0x1D, 'V', 'B', 0});
        const auto slip = printed(job);
        REQUIRE(slip.live_commands_in_data == 0);
        for (int y = 0; y < 32; ++y) // no dot of the picture is lost, few are added
            for (int x = 0; x < 64; ++x)
                if (picture.at(x, y) == raster::kBlack) REQUIRE(slip.picture.at(x, y) == raster::kBlack);
    }
    CHECK(dangerous > 150);
}

TEST_CASE("a code travels natively or drawn, and hostile text travels not at all", "[receipt_printer]") {
    Capabilities can;
    const auto job = [&](const std::string& text) {
        return printed(encodeReceipt({raster::Script::Hans, {Text{"A001"}, Qr{text, 6}, Cut{}}}, can, type()).bytes);
    };

    CHECK(job("https://example.invalid/t/abc").qr == std::vector<std::string>{"https://example.invalid/t/abc"});
    CHECK(job(std::string(16 + 10, 'a')).qr.size() == 1);
    CHECK(job(std::string("a\x10\x04\x01", 4)).qr.empty());
    CHECK(job(std::string(513, 'a')).qr.empty());
    can.native_qr = false;
    CHECK(job("https://example.invalid/t/abc").qr.empty());
    CHECK(job("https://example.invalid/t/abc").rasters >= 1);
}

TEST_CASE("the picture of a receipt is black and white and as wide as the head", "[receipt_printer]") {
    for (const auto paper : {PaperWidth::Mm58, PaperWidth::Mm80}) {
        const auto picture = drawReceipt(everything("老年人优待证"), paper, type());
        CHECK(picture.width() == printableDots(paper));
        CHECK(picture.height() > 300);
        std::size_t black = 0;
        for (const auto tone : picture.pixels()) {
            REQUIRE((tone == raster::kBlack || tone == raster::kWhite));
            black += tone == raster::kBlack ? 1 : 0;
        }
        CHECK(black > picture.pixels().size() / 50);
        CHECK(black < picture.pixels().size() / 2);
    }
}

TEST_CASE("lines break as Chinese and Latin text does", "[receipt_printer]") {
    const Measure cells = [](char32_t c, int size, bool) { return romWidth(c, size); };
    const auto broken = [&](std::string_view text, int columns) {
        std::vector<std::string> lines;
        for (const auto& line : breakLines(raster::toUtf32(text), columns * kCellDots, 1, false, cells))
            lines.push_back(raster::toUtf8(line));
        return lines;
    };
    using Lines = std::vector<std::string>;

    CHECK(broken("请带好身份证。", 12) == Lines{"请带好身份", "证。"});        // 。 never begins a line
    CHECK(broken("办理（原件）", 6) == Lines{"办理", "（原", "件）"});         // （ never ends one
    CHECK(broken("Counter 12 is open", 11) == Lines{"Counter 12", "is open"}); // words stay whole
    CHECK(broken("ABCDEFGH", 3) == Lines{"ABC", "DEF", "GH"});                 // unless one is wider than the line
    CHECK(broken("一\n\n二", 10) == Lines{"一", "", "二"});
    CHECK(broken("", 10) == Lines{""});
}

TEST_CASE("no line of any text is wider than its paper", "[receipt_printer]") {
    const Measure cells = [](char32_t c, int size, bool) { return romWidth(c, size); };
    std::mt19937 random(7);
    const std::u32string letters = U"一证。，（）AbcDef 12-/.\n葵涌";
    for (int round = 0; round < 2000; ++round) {
        std::u32string text;
        for (std::size_t i = random() % 60; i > 0; --i)
            text += letters[random() % letters.size()];
        const int width = static_cast<int>(2 + random() % 30) * kCellDots;
        std::u32string joined;
        for (const auto& line : breakLines(text, width, 1, false, cells)) {
            int dots = 0;
            for (const auto c : line)
                dots += romWidth(c, 1);
            REQUIRE((dots <= width || line.size() == 1));
            joined += line;
        }
        std::erase_if(joined, [](char32_t c) { return c == U' '; });
        std::erase_if(text, [](char32_t c) { return c == U' ' || c == U'\n'; });
        REQUIRE(joined == text); // and no character is lost
    }
}
