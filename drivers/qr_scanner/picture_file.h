// SPDX-License-Identifier: Apache-2.0
// A photograph or screen shot from a file as a grey picture: PNG, JPEG, WebP or binary PGM, told apart by their first
// bytes.
#pragma once

#include <filesystem>
#include <optional>

#include <tl/expected.hpp>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

/// JPEGs of more than this many pixels are reduced while they are read: a telephone's camera gives 12 to 50 million.
inline constexpr double kPixelsWanted = 6e6;

/// The failure's sentence begins "cannot read FILE: ".
tl::expected<raster::Picture, raster::PictureFailure> readPicture(const std::filesystem::path& path);
/// The same from memory; the sentence has no file name.
tl::expected<raster::Picture, raster::PictureFailure> decodePicture(std::span<const std::uint8_t> file);

/// What a JPEG says of its size, before any of it is read; nothing when it is none.
struct JpegSize {
    int width = 0, height = 0;
};
std::optional<JpegSize> jpegSize(std::span<const std::uint8_t> file);

} // namespace onestop::qr_scanner
