// SPDX-License-Identifier: Apache-2.0
// Promises: a picture survives PNG; a damaged file is a failure and not a crash; every character is drawn, the rare
// ones with the second font and what no font has as a box with its code; text is strict UTF-8.
#include <filesystem>
#include <random>

#include "drivers/raster/code_box.h"
#include "drivers/raster/qr.h"
#include "drivers/raster/type.h"
#include "tests/support/catch.h"

using namespace onestop::raster;

namespace {

std::size_t blackDots(const Picture& picture) {
    return static_cast<std::size_t>(std::count(picture.pixels().begin(), picture.pixels().end(), kBlack));
}

Picture drawn(Type& type, char32_t character, const TypeStyle& style) {
    Picture picture(style.em_dots * 2, style.em_dots * 2);
    type.draw(picture, style.em_dots / 2, style.em_dots * 3 / 2, {&character, 1}, style);
    return picture;
}

} // namespace

TEST_CASE("a picture survives PNG, and a damaged file is a failure", "[raster]") {
    Picture picture(37, 11);
    std::mt19937 random(3);
    for (int y = 0; y < 11; ++y)
        for (int x = 0; x < 37; ++x)
            picture.set(x, y, static_cast<std::uint8_t>(random()));
    const auto file = encodePng(picture);

    CHECK(decodePng(file).value() == picture);
    for (std::size_t cut = 0; cut < file.size() - 12; ++cut) // the last chunk holds nothing
        CHECK_FALSE(decodePng(std::span(file).first(cut)).has_value());
    CHECK(decodePng(Bytes{'G', 'I', 'F'}).error().kind == PictureFailureKind::NotPng);
    CHECK(readPng("/nonexistent/a.png").error().kind == PictureFailureKind::Unreadable);
    CHECK(writePng(picture, "/nonexistent/a.png").error().kind == PictureFailureKind::Unwritable);
}

TEST_CASE("drawing beyond the edges changes nothing outside", "[raster]") {
    Picture picture(8, 8);
    picture.fill(-5, -5, 100, 7, kBlack);
    picture.ink(Picture(4, 4, kBlack), 6, 6);
    picture.ink(Picture(4, 4, kBlack), -3, 6);
    picture.set(8, 0, kBlack);
    picture.invert(7, 0, 9, 1);

    CHECK(picture.at(0, 1) == kBlack);
    CHECK(picture.at(0, 2) == kWhite);
    CHECK(picture.at(6, 6) == kBlack);
    CHECK(picture.at(0, 7) == kBlack);
    CHECK(picture.at(1, 7) == kWhite);
    CHECK(picture.at(7, 0) == kWhite);
    CHECK(picture.at(-1, 100) == kWhite);
    CHECK(picture.crop(6, 6, 100, 100).width() == 2);
}

TEST_CASE("every character of a name is drawn: first font, second font, or its code in a box", "[raster]") {
    Type type;
    REQUIRE(type.hasFonts());
    // facts/domain 2.4, measured: in Noto CJK; only with Hanazono; in no font of Debian.
    for (const char32_t c : {U'葵', U'㙦', U'\U00020164', U'\U0002B627', U'\U0002CB4E', U'\U00030EDD'})
        CHECK(type.hasGlyph(c));
    for (const char32_t c : {U'\U00020001', U'\U0002A700', U'\U0002B820', U'\U0002CEB0'})
        CHECK(type.hasGlyph(c));
    for (const char32_t c : {U'\U00030041', U'\U00031353'}) {
        CHECK_FALSE(type.hasGlyph(c));
        const auto picture = drawn(type, c, {48, false, Script::Hans});
        CHECK(blackDots(picture) == blackDots(drawCodeBox(c, 48)));
    }
    for (const char32_t c : {U'葵', U'\U0002A700', U'\U00031353'})
        for (const int em : {24, 48, 144})
            for (const bool bold : {false, true}) {
                const auto dots = blackDots(drawn(type, c, {em, bold, Script::Hans}));
                INFO("U+" << std::hex << static_cast<unsigned>(c) << " em " << std::dec << em);
                CHECK(dots > static_cast<std::size_t>(em * em / 40));
                CHECK(dots < static_cast<std::size_t>(em * em));
            }
}

TEST_CASE("bold is darker, the scripts differ, and marks without width take none", "[raster]") {
    Type type;
    CHECK(blackDots(drawn(type, U'葵', {48, true, Script::Hans})) >
          blackDots(drawn(type, U'葵', {48, false, Script::Hans})));
    CHECK(drawn(type, U'骨', {48, false, Script::Hans}) != drawn(type, U'骨', {48, false, Script::Hant}));
    CHECK(type.width(U"A\u200B\uFE00B", {}) == type.width(U"AB", {}));
    CHECK(type.width(U"葵涌", {}) == 48);
}

TEST_CASE("without any font everything is a code box, and nothing fails", "[raster]") {
    Type type(FontFiles{{"/nonexistent.ttf"}, {}});
    CHECK_FALSE(type.hasFonts());
    CHECK(type.width(U"葵", {24, true, Script::Hans}) == 24);
    CHECK(blackDots(drawn(type, U'葵', {24, true, Script::Hans})) > 50);
}

TEST_CASE("code boxes of different characters differ", "[raster]") {
    CHECK(drawCodeBox(0x8475, 24) != drawCodeBox(0x8476, 24));
    CHECK(drawCodeBox(0x31353, 24) != drawCodeBox(0x31354, 24));
    CHECK(drawCodeBox(0x31353, 12).width() == 12);
}

TEST_CASE("a QR code has the size ISO 18004 gives it, and what is too long has none", "[raster]") {
    const auto modules = qrModules("HTTPS://EXAMPLE.INVALID/", QrCorrection::M);
    CHECK((modules.width() - 17) % 4 == 0);
    CHECK(modules.width() == modules.height());
    CHECK(modules.at(0, 0) == kBlack); // a corner of a finder
    CHECK(modules.at(7, 7) == kWhite); // its separator
    CHECK(drawQr("A", 4, 2).width() == (21 + 4) * 4);
    CHECK(qrModules("").empty());
    CHECK(qrModules(std::string(5000, 'x')).empty());
}

TEST_CASE("UTF-8 is strict and survives", "[raster]") {
    CHECK(toUtf8(toUtf32("A葵\U00031353")) == "A葵\U00031353");
    CHECK(toUtf32("\xC0\xAF") == U"\uFFFD\uFFFD");           // overlong
    CHECK(toUtf32("\xED\xA0\x80").front() == U'\uFFFD');     // surrogate
    CHECK(toUtf32("\xF4\x90\x80\x80").front() == U'\uFFFD'); // beyond U+10FFFF
    CHECK(toUtf32("\xE8\x91") == U"\uFFFD\uFFFD");           // cut off
    CHECK(toUtf32("\xE8"
                  "A") == U"\uFFFDA");
}
