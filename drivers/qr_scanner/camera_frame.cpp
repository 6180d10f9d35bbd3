// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/camera_frame.h"

#include <algorithm>
#include <utility>

#include "drivers/qr_scanner/picture_file.h"

namespace onestop::qr_scanner {
namespace {

using raster::Picture;
using Frame = tl::expected<Picture, BrokenFrame>;

Frame fromJpeg(const FrameShape& shape, std::span<const std::uint8_t> bytes) {
    // Only JPEG: a device does not get to choose among all decoders for files.
    if (bytes.size() < 3 || bytes[0] != 0xFF || bytes[1] != 0xD8 || bytes[2] != 0xFF)
        return tl::unexpected(BrokenFrame::NotAJpeg);
    const auto size = jpegSize(bytes);
    if (!size) return tl::unexpected(BrokenFrame::NotAJpeg);
    if (size->width != shape.width || size->height != shape.height) return tl::unexpected(BrokenFrame::OtherSize);
    auto picture = decodePicture(bytes);
    if (!picture) return tl::unexpected(BrokenFrame::NotAJpeg);
    return std::move(*picture);
}

/// Rows of samples, `step` bytes apart.
Frame fromRows(const FrameShape& shape, std::span<const std::uint8_t> bytes, std::size_t step) {
    const auto width = static_cast<std::size_t>(shape.width), height = static_cast<std::size_t>(shape.height);
    const std::size_t row_bytes = std::max(shape.row_bytes, width * step);
    if (bytes.size() < row_bytes * (height - 1) + width * step) return tl::unexpected(BrokenFrame::TooShort);
    Picture picture(shape.width, shape.height);
    for (std::size_t y = 0; y < height; ++y) {
        const auto from = bytes.subspan(y * row_bytes);
        const auto to = picture.row(static_cast<int>(y));
        for (std::size_t x = 0; x < width; ++x)
            to[x] = from[x * step];
    }
    return picture;
}

} // namespace

Frame pictureOf(const FrameShape& shape, std::span<const std::uint8_t> bytes) {
    const auto fits = [](int dots) { return dots > 0 && dots <= kFrameDotsMost; };
    if (!fits(shape.width) || !fits(shape.height) || shape.row_bytes > std::size_t{4} * kFrameDotsMost)
        return tl::unexpected(BrokenFrame::OtherSize);
    switch (shape.coding) {
    case FrameCoding::Grey:
        return fromRows(shape, bytes, 1);
    case FrameCoding::Yuyv:
        return fromRows(shape, bytes, 2);
    case FrameCoding::Mjpeg:
        return fromJpeg(shape, bytes);
    }
    return tl::unexpected(BrokenFrame::OtherSize);
}

} // namespace onestop::qr_scanner
