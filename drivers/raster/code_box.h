// SPDX-License-Identifier: Apache-2.0
// What is drawn for a character that no font has: a box with its code, needing no font itself.
#pragma once

#include "drivers/raster/picture.h"

namespace onestop::raster {

/// An em square with the code point in hexadecimal, in two rows; `em_dots` 12 or more stays legible.
Picture drawCodeBox(char32_t character, int em_dots);

} // namespace onestop::raster
