// SPDX-License-Identifier: Apache-2.0
// A grey picture in memory: what receipts are drawn on, what tests compare, what decoders are handed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::raster {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t kBlack = 0;
constexpr std::uint8_t kWhite = 255;

/// 8-bit grey, rows from the top, no padding; 0 is black, 255 is white. Widths and heights in dots.
class Picture {
public:
    Picture() = default;
    /// White, or any other tone.
    Picture(int width, int height, std::uint8_t tone = kWhite);

    int width() const { return width_; }
    int height() const { return height_; }
    bool empty() const { return pixels_.empty(); }

    /// White outside the picture, so that edges need no care.
    std::uint8_t at(int x, int y) const;
    /// Ignored outside the picture.
    void set(int x, int y, std::uint8_t tone);
    std::span<std::uint8_t> row(int y);
    std::span<const std::uint8_t> row(int y) const;
    std::span<const std::uint8_t> pixels() const { return pixels_; }

    /// Clipped at the edges.
    void fill(int x, int y, int width, int height, std::uint8_t tone);
    /// Copies what is darker than the ground, as ink on paper; clipped at the edges.
    void ink(const Picture& other, int x, int y);
    void invert(int x, int y, int width, int height);
    /// Adds white rows below, or cuts rows off.
    void setHeight(int height);
    /// The part within the edges.
    Picture crop(int x, int y, int width, int height) const;

    friend bool operator==(const Picture&, const Picture&) = default;

private:
    int width_ = 0;
    int height_ = 0;
    Bytes pixels_;
};

enum class PictureFailureKind { Unreadable, NotPng, TooLarge, Unwritable };
struct PictureFailure {
    PictureFailureKind kind;
    std::string what; ///< "cannot read X: why"
};

/// PNG of any kind, turned to grey over white; at most 64 million dots.
tl::expected<Picture, PictureFailure> decodePng(std::span<const std::uint8_t> file);
tl::expected<Picture, PictureFailure> readPng(const std::filesystem::path& path);
/// 8-bit grey PNG; empty for an empty picture.
Bytes encodePng(const Picture& picture);
tl::expected<void, PictureFailure> writePng(const Picture& picture, const std::filesystem::path& path);

} // namespace onestop::raster
