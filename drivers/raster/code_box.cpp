// SPDX-License-Identifier: Apache-2.0
// Hexadecimal digits of 3×5 dots: the smallest that can be told apart.
#include "drivers/raster/code_box.h"

#include <algorithm>
#include <array>

namespace onestop::raster {

namespace {

constexpr int kDigitWidth = 3, kDigitHeight = 5;
/// Five rows of three bits, from the top, in the low 15 bits.
constexpr std::array<std::uint16_t, 16> kDigits = {
    0b111'101'101'101'111, 0b010'110'010'010'111, 0b111'001'111'100'111, 0b111'001'111'001'111,
    0b101'101'111'001'001, 0b111'100'111'001'111, 0b111'100'111'101'111, 0b111'001'001'010'010,
    0b111'101'111'101'111, 0b111'101'111'001'111, 0b010'101'111'101'101, 0b110'101'110'101'110,
    0b111'100'100'100'111, 0b110'101'101'101'110, 0b111'100'110'100'111, 0b111'100'110'100'100,
};

void drawDigit(Picture& picture, unsigned digit, int x, int y, int scale) {
    for (int row = 0; row < kDigitHeight; ++row)
        for (int column = 0; column < kDigitWidth; ++column)
            if ((kDigits[digit] >> ((kDigitHeight - 1 - row) * kDigitWidth + (kDigitWidth - 1 - column))) & 1)
                picture.fill(x + column * scale, y + row * scale, scale, scale, kBlack);
}

} // namespace

Picture drawCodeBox(char32_t character, int em_dots) {
    const int digits = character > 0xFFFF ? 6 : 4;
    const int columns = digits / 2;
    Picture picture(em_dots, em_dots);
    const int edge = std::max(1, em_dots / 24);
    picture.fill(1, 1, em_dots - 2, em_dots - 2, kBlack);
    picture.fill(1 + edge, 1 + edge, em_dots - 2 - 2 * edge, em_dots - 2 - 2 * edge, kWhite);

    const int room = em_dots - 2 - 4 * edge;
    const int scale = std::max(1, std::min(room / (columns * (kDigitWidth + 1)), room / (2 * (kDigitHeight + 1))));
    const int left = (em_dots - scale * (columns * (kDigitWidth + 1) - 1)) / 2;
    const int top = (em_dots - scale * (2 * (kDigitHeight + 1) - 1)) / 2;
    for (int i = 0; i < digits; ++i) {
        const auto digit = static_cast<unsigned>(character >> (4 * (digits - 1 - i))) & 0xF;
        drawDigit(picture, digit, left + (i % columns) * (kDigitWidth + 1) * scale,
                  top + (i / columns) * (kDigitHeight + 1) * scale, scale);
    }
    return picture;
}

} // namespace onestop::raster
