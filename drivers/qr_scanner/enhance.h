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
/// The dot minus its blur, enlarged: out of focus.
raster::Picture sharpened(const raster::Picture& picture, int radius_dots);
/// The darkest (or brightest) of 3×3: closes cracks through dark (or bright) modules.
raster::Picture darkened(const raster::Picture& picture);
raster::Picture brightened(const raster::Picture& picture);
/// Bilinear, to any size.
raster::Picture scaled(const raster::Picture& picture, double factor);

} // namespace onestop::qr_scanner
