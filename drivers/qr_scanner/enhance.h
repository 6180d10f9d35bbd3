// SPDX-License-Identifier: Apache-2.0
// What is done to a picture before a reader looks at it again: each answers one way in which photographs go wrong.
// Pure.
#pragma once

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

/// White on black: screens in dark mode.
raster::Picture inverted(const raster::Picture& picture);
/// Mean over (2r+1)² dots: moiré of screens, noise of dim rooms.
raster::Picture smoothed(const raster::Picture& picture, int radius_dots);
/// Every dot against the mean and the spread of its surroundings: glare, shadows, dim screens.
raster::Picture evened(const raster::Picture& picture, int radius_dots);
/// The dot and `amount` times its difference to the mean of its surroundings: out of focus.
raster::Picture sharpened(const raster::Picture& picture, int radius_dots, double amount);
/// The middle tone of (2r+1)²: takes out cracks and hairs thinner than r dots, keeps edges. r is 1 or 2.
raster::Picture medianOf(const raster::Picture& picture, int radius_dots);
/// Bright lines thinner than three dots out (opening by 3×3): cracks that shine.
raster::Picture withoutBrightLines(const raster::Picture& picture);
/// Dark lines thinner than three dots out (closing by 3×3): cracks that are black.
raster::Picture withoutDarkLines(const raster::Picture& picture);
/// Both, bright ones first.
raster::Picture mended(const raster::Picture& picture);
/// Bilinear, to any size.
raster::Picture scaled(const raster::Picture& picture, double factor);

} // namespace onestop::qr_scanner
