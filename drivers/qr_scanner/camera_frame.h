// SPDX-License-Identifier: Apache-2.0
// A frame as a camera sends it, as a grey picture. The bytes come from a device that anybody may have plugged in: every
// length is checked against what was promised. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <tl/expected.hpp>

#include "drivers/raster/picture.h"

namespace onestop::qr_scanner {

enum class FrameCoding {
    Grey,  ///< one byte a dot
    Yuyv,  ///< two bytes a dot, every other one is its brightness
    Mjpeg, ///< each frame a JPEG, often without its Huffman tables
};

struct FrameShape {
    FrameCoding coding = FrameCoding::Grey;
    int width = 0, height = 0; ///< dots
    std::size_t row_bytes = 0; ///< from row to row, padding included; of no meaning for Mjpeg
};

enum class BrokenFrame {
    TooShort, ///< fewer bytes than the shape needs
    NotAJpeg,
    OtherSize, ///< a JPEG of another size than the camera promised
};

/// Frames are at most this wide and high: more is no scanner's camera.
inline constexpr int kFrameDotsMost = 4096;

tl::expected<raster::Picture, BrokenFrame> pictureOf(const FrameShape& shape, std::span<const std::uint8_t> bytes);

} // namespace onestop::qr_scanner
