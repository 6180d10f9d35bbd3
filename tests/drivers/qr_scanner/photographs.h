// SPDX-License-Identifier: Apache-2.0
// Invented photographs of codes on telephones, one kind of trouble each, from a seed: what the scanner window sees.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

enum class Trouble { Glare, Moire, Dim, Tilt, Cracked, Small, DarkMode, Blurred };
inline constexpr Trouble kTroubles[]{Trouble::Glare,   Trouble::Moire, Trouble::Dim,      Trouble::Tilt,
                                     Trouble::Cracked, Trouble::Small, Trouble::DarkMode, Trouble::Blurred};
std::string_view nameOf(Trouble trouble);

struct Photograph {
    raster::Picture picture; ///< 1280×720
    std::string text;        ///< what the code says
};

Photograph takePhotograph(Trouble trouble, std::mt19937& random);
/// The same lobby with nobody in it: a gradient, noise, some edges.
raster::Picture takeEmptyLobby(std::mt19937& random);

} // namespace onestop::qr_scanner
