// SPDX-License-Identifier: Apache-2.0
// Clipping lives here, once.
#include "drivers/raster/picture.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace onestop::raster {

Picture::Picture(int width, int height, std::uint8_t tone)
    : width_(width), height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), tone) {
    assert(width >= 0 && height >= 0);
}

std::uint8_t Picture::at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return kWhite;
    return row(y)[static_cast<std::size_t>(x)];
}

void Picture::set(int x, int y, std::uint8_t tone) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    row(y)[static_cast<std::size_t>(x)] = tone;
}

std::span<std::uint8_t> Picture::row(int y) {
    return {pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_),
            static_cast<std::size_t>(width_)};
}

std::span<const std::uint8_t> Picture::row(int y) const {
    return {pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_),
            static_cast<std::size_t>(width_)};
}

void Picture::fill(int x, int y, int width, int height, std::uint8_t tone) {
    const int left = std::max(x, 0), right = std::min(x + width, width_);
    if (left >= right) return;
    for (int line = std::max(y, 0); line < std::min(y + height, height_); ++line)
        std::memset(row(line).data() + left, tone, static_cast<std::size_t>(right - left));
}

void Picture::ink(const Picture& other, int x, int y) {
    for (int line = std::max(0, -y); line < std::min(other.height_, height_ - y); ++line)
        for (int column = std::max(0, -x); column < std::min(other.width_, width_ - x); ++column) {
            const int at = x + column;
            auto& dot = row(y + line)[static_cast<std::size_t>(at)];
            dot = std::min(dot, other.row(line)[static_cast<std::size_t>(column)]);
        }
}

void Picture::invert(int x, int y, int width, int height) {
    for (int line = std::max(y, 0); line < std::min(y + height, height_); ++line)
        for (int column = std::max(x, 0); column < std::min(x + width, width_); ++column) {
            auto& dot = row(line)[static_cast<std::size_t>(column)];
            dot = static_cast<std::uint8_t>(255 - dot);
        }
}

void Picture::setHeight(int height) {
    height_ = std::max(height, 0);
    pixels_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), kWhite);
}

Picture Picture::crop(int x, int y, int width, int height) const {
    const int left = std::clamp(x, 0, width_), right = std::clamp(x + width, left, width_);
    const int top = std::clamp(y, 0, height_), bottom = std::clamp(y + height, top, height_);
    Picture part(right - left, bottom - top);
    for (int line = top; line < bottom && left < right; ++line)
        std::memcpy(part.row(line - top).data(), row(line).data() + left, static_cast<std::size_t>(right - left));
    return part;
}

} // namespace onestop::raster
