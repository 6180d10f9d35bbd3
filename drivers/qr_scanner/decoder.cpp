// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/decoder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "drivers/qr_scanner/busy_regions.h"
#include "drivers/qr_scanner/enhance.h"

namespace onestop::qr_scanner {
namespace {

constexpr ReaderPass kLocal{Threshold::Local, true};
constexpr ReaderPass kGlobal{Threshold::Global, false};
constexpr double kDotsToDouble = 1.5e6; ///< larger pictures gain nothing by being doubled

using Enhance = GreyImage (*)(const GreyImage&);

/// One more look at a region. The order is by what reads most for its time, measured (tests/bench).
struct Pass {
    std::string_view name;
    Effort from; ///< the least effort at which it is tried
    Enhance enhance;
};

/// Surroundings of a dot that hold some modules of a code which fills a good part of the region.
int wide(const GreyImage& image) { return std::max(8, std::min(image.width(), image.height()) / 12); }
int narrow(const GreyImage& image) { return std::max(5, std::min(image.width(), image.height()) / 30); }

constexpr int kCloselyDots = 8; ///< two modules: between the branches of a crack

GreyImage doubled(const GreyImage& image) {
    const double dots = static_cast<double>(image.width()) * image.height();
    return dots > kDotsToDouble ? image : scaled(image, 2);
}

constexpr std::array kPasses{
    Pass{"as it is", Effort::Frame, [](const GreyImage& i) { return i; }},
    Pass{"inverted", Effort::Frame, [](const GreyImage& i) { return inverted(i); }},
    Pass{"smoothed", Effort::Photograph, [](const GreyImage& i) { return smoothed(i, 1); }},
    Pass{"evened", Effort::Photograph, [](const GreyImage& i) { return evened(i, wide(i)); }},
    Pass{"doubled", Effort::Photograph, [](const GreyImage& i) { return doubled(i); }},
    Pass{"sharpened", Effort::Photograph, [](const GreyImage& i) { return sharpened(doubled(i), 5, 2); }},
    Pass{"median", Effort::Photograph, [](const GreyImage& i) { return medianOf(i, 1); }},
    Pass{"mended", Effort::Photograph, [](const GreyImage& i) { return mended(i); }},
    Pass{"dark lines out", Effort::Photograph, [](const GreyImage& i) { return withoutDarkLines(i); }},
    Pass{"dark lines out, doubled", Effort::Photograph,
         [](const GreyImage& i) { return doubled(withoutDarkLines(i)); }},
    Pass{"bright lines out", Effort::Photograph, [](const GreyImage& i) { return withoutBrightLines(i); }},
    Pass{"mended, dark first", Effort::Photograph,
         [](const GreyImage& i) { return withoutBrightLines(withoutDarkLines(i)); }},
    Pass{"smoothed, evened", Effort::Photograph, [](const GreyImage& i) { return evened(smoothed(i, 1), narrow(i)); }},
    Pass{"halved", Effort::Photograph, [](const GreyImage& i) { return scaled(i, 0.5); }},
    Pass{"smoothed more", Effort::Photograph, [](const GreyImage& i) { return smoothed(i, 2); }},
    Pass{"sharpened more", Effort::Photograph, [](const GreyImage& i) { return sharpened(doubled(i), 8, 4); }},
    Pass{"median of more", Effort::Photograph, [](const GreyImage& i) { return medianOf(i, 2); }},
    Pass{"doubled, mended", Effort::Photograph, [](const GreyImage& i) { return mended(doubled(i)); }},
    Pass{"evened, inverted", Effort::Photograph,
         [](const GreyImage& i) { return inverted(evened(smoothed(i, 1), wide(i))); }},
    Pass{"smoothed more, evened", Effort::Photograph,
         [](const GreyImage& i) { return evened(smoothed(i, 2), wide(i)); }},
    Pass{"smoothed, evened closely", Effort::Photograph,
         [](const GreyImage& i) { return evened(smoothed(i, 1), kCloselyDots); }},
    Pass{"thirds", Effort::Photograph, [](const GreyImage& i) { return scaled(i, 1.0 / 3); }},
};

std::optional<Decoded> readBoth(const GreyImage& image) {
    auto read = readWithZxing(image, kLocal);
    return read ? read : readWithZxing(image, kGlobal);
}

std::optional<Decoded> search(const GreyImage& image, Effort effort) {
    if (auto read = readWithZxing(image, kLocal)) {
        read->pass = "default";
        return read;
    }
    std::vector<GreyImage> parts;
    for (const auto& region : busyRegions(image))
        parts.push_back(image.crop(region.x, region.y, region.width, region.height));
    for (const auto& pass : kPasses) {
        if (effort == Effort::Frame && pass.from != Effort::Frame) continue;
        for (const auto& part : parts)
            if (auto read = readBoth(pass.enhance(part))) {
                read->pass = pass.name;
                return read;
            }
    }
    return std::nullopt;
}

} // namespace

std::vector<Decoded> decodeQr(const GreyImage& image, Effort effort) {
    auto read = search(image, effort);
    if (!read) return {};
    return {std::move(*read)};
}

} // namespace onestop::qr_scanner
