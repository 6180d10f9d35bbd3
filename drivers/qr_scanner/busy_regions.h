// SPDX-License-Identifier: Apache-2.0
// Where in a picture a code may be: patches with two tones that change often in both directions and are no noise.
// An empty lobby has none, so that it is searched once and not in every way there is. Pure.
#pragma once

#include <vector>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

/// A part of a picture, in dots.
struct Region {
    int x = 0, y = 0, width = 0, height = 0;
};

/// At most three, the largest first, each with room for the quiet zone.
std::vector<Region> busyRegions(const raster::Picture& picture);

} // namespace onestop::qr_scanner
