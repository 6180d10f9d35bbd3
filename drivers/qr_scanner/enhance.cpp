// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/enhance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace onestop::qr_scanner {
namespace {

using raster::Picture;

std::uint8_t toTone(double value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0)); }

/// Sums of tones and of their squares over any rectangle in four look-ups.
class Sums {
public:
    explicit Sums(const Picture& picture) : width_(picture.width()), height_(picture.height()) {
        const auto stride = static_cast<std::size_t>(width_) + 1;
        tones_.assign(stride * (static_cast<std::size_t>(height_) + 1), 0);
        squares_ = tones_;
        for (int y = 0; y < height_; ++y) {
            std::uint64_t tones = 0, squares = 0;
            const auto row = picture.row(y);
            for (std::size_t x = 0; x < row.size(); ++x) {
                tones += row[x];
                squares += static_cast<std::uint64_t>(row[x]) * row[x];
                const std::size_t at = (static_cast<std::size_t>(y) + 1) * stride + x + 1;
                tones_[at] = tones_[at - stride] + tones;
                squares_[at] = squares_[at - stride] + squares;
            }
        }
    }
    struct Local {
        double mean;
        double deviation;
    };
    Local around(int x, int y, int radius) const {
        const int left = std::max(x - radius, 0), right = std::min(x + radius + 1, width_);
        const int top = std::max(y - radius, 0), bottom = std::min(y + radius + 1, height_);
        const double count = static_cast<double>(right - left) * (bottom - top);
        const double mean = over(tones_, left, top, right, bottom) / count;
        const double variance = over(squares_, left, top, right, bottom) / count - mean * mean;
        return {mean, std::sqrt(std::max(variance, 0.0))};
    }

private:
    double over(const std::vector<std::uint64_t>& sums, int left, int top, int right, int bottom) const {
        const auto at = [&](int x, int y) {
            return sums[static_cast<std::size_t>(y) * (static_cast<std::size_t>(width_) + 1) +
                        static_cast<std::size_t>(x)];
        };
        return static_cast<double>(at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top));
    }
    int width_, height_;
    std::vector<std::uint64_t> tones_, squares_;
};

template <typename Tone>
Picture mapped(const Picture& picture, Tone tone) {
    Picture result(picture.width(), picture.height());
    for (int y = 0; y < picture.height(); ++y) {
        const auto from = picture.row(y);
        const auto to = result.row(y);
        for (int x = 0; x < picture.width(); ++x)
            to[static_cast<std::size_t>(x)] = tone(x, y, from[static_cast<std::size_t>(x)]);
    }
    return result;
}

/// The extreme of 3×3 by `better`, first along rows, then along columns.
template <typename Better>
Picture extreme(const Picture& picture, Better better) {
    const auto pick = [&](std::uint8_t a, std::uint8_t b) { return better(a, b) ? a : b; };
    const auto line = [&](const Picture& from, int dx, int dy) {
        const auto inside = [&](int x, int y) {
            return from.at(std::clamp(x, 0, from.width() - 1), std::clamp(y, 0, from.height() - 1));
        };
        return mapped(from, [&](int x, int y, std::uint8_t tone) {
            return pick(pick(tone, inside(x - dx, y - dy)), inside(x + dx, y + dy));
        });
    };
    return line(line(picture, 1, 0), 0, 1);
}

} // namespace

Picture inverted(const Picture& picture) {
    return mapped(picture, [](int, int, std::uint8_t tone) { return static_cast<std::uint8_t>(255 - tone); });
}

Picture smoothed(const Picture& picture, int radius) {
    const Sums sums(picture);
    return mapped(picture, [&](int x, int y, std::uint8_t) { return toTone(sums.around(x, y, radius).mean); });
}

Picture evened(const Picture& picture, int radius) {
    constexpr double kLeastDeviation = 4; // below it there is only noise: keep it grey
    constexpr double kContrast = 80;
    const Sums sums(picture);
    return mapped(picture, [&](int x, int y, std::uint8_t tone) {
        const auto local = sums.around(x, y, radius);
        return toTone(128 + kContrast * (tone - local.mean) / std::max(local.deviation, kLeastDeviation));
    });
}

Picture sharpened(const Picture& picture, int radius, double amount) {
    const Sums sums(picture);
    return mapped(picture, [&](int x, int y, std::uint8_t tone) {
        return toTone(tone + amount * (tone - sums.around(x, y, radius).mean));
    });
}

Picture medianOf(const Picture& picture, int radius) {
    std::array<std::uint8_t, 25> around{};
    return mapped(picture, [&](int x, int y, std::uint8_t) {
        std::size_t count = 0;
        for (int dy = -radius; dy <= radius; ++dy) {
            const auto row = picture.row(std::clamp(y + dy, 0, picture.height() - 1));
            for (int dx = -radius; dx <= radius; ++dx)
                around[count++] = row[static_cast<std::size_t>(std::clamp(x + dx, 0, picture.width() - 1))];
        }
        const auto middle = around.begin() + static_cast<std::ptrdiff_t>(count / 2);
        std::nth_element(around.begin(), middle, around.begin() + static_cast<std::ptrdiff_t>(count));
        return *middle;
    });
}

Picture withoutBrightLines(const Picture& picture) {
    return extreme(extreme(picture, std::less<>()), std::greater<>());
}

Picture withoutDarkLines(const Picture& picture) { return extreme(extreme(picture, std::greater<>()), std::less<>()); }

Picture mended(const Picture& picture) { return withoutDarkLines(withoutBrightLines(picture)); }

Picture scaled(const Picture& picture, double factor) {
    // Smaller: each dot is the mean of what it replaces, so that fine patterns do not alias.
    const Picture from = factor < 1 ? smoothed(picture, static_cast<int>(0.5 / factor)) : picture;
    Picture result(std::max(1, static_cast<int>(from.width() * factor)),
                   std::max(1, static_cast<int>(from.height() * factor)));
    for (int y = 0; y < result.height(); ++y) {
        const double source_y = std::clamp((y + 0.5) / factor - 0.5, 0.0, from.height() - 1.0);
        const int y0 = static_cast<int>(source_y), y1 = std::min(y0 + 1, from.height() - 1);
        const auto upper = from.row(y0), lower = from.row(y1);
        const auto to = result.row(y);
        for (int x = 0; x < result.width(); ++x) {
            const double source_x = std::clamp((x + 0.5) / factor - 0.5, 0.0, from.width() - 1.0);
            const auto x0 = static_cast<std::size_t>(source_x);
            const auto x1 = std::min(x0 + 1, upper.size() - 1);
            const double fx = source_x - static_cast<double>(x0), fy = source_y - y0;
            const double top = upper[x0] * (1 - fx) + upper[x1] * fx, bottom = lower[x0] * (1 - fx) + lower[x1] * fx;
            to[static_cast<std::size_t>(x)] = toTone(top * (1 - fy) + bottom * fy + 0.5);
        }
    }
    return result;
}

} // namespace onestop::qr_scanner
