// SPDX-License-Identifier: Apache-2.0
// Promises: a code held to the window or photographed is read in spite of the usual troubles, an empty lobby is left
// in peace, and a broken picture file is one sentence. How many of how hard ones: tests/bench/decoder_bench.cpp.
#include "drivers/qr_scanner/decoder.h"

#include <algorithm>
#include <random>

#include <webp/encode.h>

#include "drivers/qr_scanner/busy_regions.h"
#include "drivers/qr_scanner/enhance.h"
#include "drivers/qr_scanner/picture_file.h"
#include "drivers/raster/qr.h"
#include "tests/drivers/qr_scanner/jpeg_file.h"
#include "tests/drivers/qr_scanner/photographs.h"
#include "tests/support/catch.h"

using namespace onestop::qr_scanner;
using onestop::raster::Picture;

namespace {

const std::string kText = "OS1:6BF" + std::string(120, 'K') + "+8D";

Picture clean(int module_dots = 4) { return onestop::raster::drawQr(kText, module_dots); }

bool reads(const Picture& picture, Effort effort = Effort::Photograph) {
    const auto read = decodeQr(picture, effort);
    return read.size() == 1 && read[0].text == kText && read[0].format == "QRCode";
}

std::vector<std::uint8_t> webpOf(const Picture& picture) {
    std::vector<std::uint8_t> rgb;
    for (const auto tone : picture.pixels())
        rgb.insert(rgb.end(), 3, tone);
    std::uint8_t* out = nullptr;
    const auto size = WebPEncodeRGB(rgb.data(), picture.width(), picture.height(), 3 * picture.width(), 90, &out);
    std::vector<std::uint8_t> file(out, out + size);
    WebPFree(out);
    return file;
}

std::vector<std::uint8_t> pgmOf(const Picture& picture) {
    const auto head =
        "P5\n# by hand\n" + std::to_string(picture.width()) + " " + std::to_string(picture.height()) + "\n255\n";
    std::vector<std::uint8_t> file(head.begin(), head.end());
    file.insert(file.end(), picture.pixels().begin(), picture.pixels().end());
    return file;
}

} // namespace

TEST_CASE("a clean code is read at every size and in dark mode, in the first frames already", "[qr_scanner]") {
    for (const int module_dots : {2, 3, 5, 9}) {
        INFO(module_dots);
        CHECK(reads(clean(module_dots), Effort::Frame));
        CHECK(reads(inverted(clean(module_dots)), Effort::Frame));
    }
}

TEST_CASE("a picture without a code gives nothing, also the smallest one", "[qr_scanner]") {
    CHECK(decodeQr({}).empty());
    CHECK(decodeQr(Picture(1, 1)).empty());
    CHECK(decodeQr(Picture(64, 3, 7)).empty());
}

TEST_CASE("an empty lobby is not searched twice, a code in any trouble is", "[qr_scanner]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 3; ++i)
        CHECK(busyRegions(takeEmptyLobby(random)).empty());
    int with_region = 0;
    for (const auto trouble : kTroubles)
        with_region += !busyRegions(takePhotograph(trouble, random).picture).empty();
    CHECK(with_region >= 7); // in the dimmest pictures noise is as strong as the code
}

TEST_CASE("most codes in trouble are read, and none is read as something else", "[qr_scanner]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    int read_count = 0;
    for (const auto trouble : kTroubles) {
        for (int i = 0; i < 2; ++i) {
            const auto photograph = takePhotograph(trouble, random);
            const auto read = decodeQr(photograph.picture);
            if (read.empty()) continue;
            CHECK(read[0].text == photograph.text);
            ++read_count;
        }
    }
    CHECK(read_count >= 11); // of 16; the bench holds the real bar over hundreds
}

TEST_CASE("pictures come from PNG, JPEG, WebP and PGM files alike", "[qr_scanner]") {
    const auto picture = clean();
    for (const auto& file : {onestop::raster::encodePng(picture), jpegOf(picture), webpOf(picture), pgmOf(picture)}) {
        const auto read = decodePicture(file);
        REQUIRE(read);
        CHECK(read->width() == picture.width());
        CHECK(reads(*read));
    }
}

TEST_CASE("a telephone's large JPEG is reduced while it is read", "[qr_scanner]") {
    const auto read = decodePicture(jpegOf(Picture(4000, 3000, 128)));
    REQUIRE(read);
    CHECK(read->width() == 2000);
}

TEST_CASE("a cut or foreign file is refused with a sentence", "[qr_scanner]") {
    const auto picture = clean();
    for (const auto& file : {onestop::raster::encodePng(picture), jpegOf(picture), webpOf(picture), pgmOf(picture)})
        for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{13}})
            CHECK_FALSE(decodePicture(std::span(file).first(length)));
    const auto pgm = pgmOf(picture);
    CHECK_FALSE(decodePicture(std::span(pgm).first(pgm.size() - 1)));
    const std::string huge = "P5 99999 99999 255\n";
    CHECK_FALSE(decodePicture(std::span(reinterpret_cast<const std::uint8_t*>(huge.data()), huge.size())));
    CHECK(readPicture("/nonexistent/photo.png").error().what ==
          "cannot read /nonexistent/photo.png: No such file or directory");
}
