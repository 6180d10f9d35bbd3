// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/decoder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "drivers/qr_scanner/enhance.h"

namespace onestop::qr_scanner {
namespace {

using Attempt = std::optional<Decoded> (*)(const GreyImage&);

struct Pass {
    std::string_view name;
    Effort from; ///< the least effort at which it is tried
    Attempt attempt;
};

constexpr ReaderPass kLocal{Threshold::Local, true};
constexpr ReaderPass kGlobal{Threshold::Global, false};

/// Radius of the surroundings in which a picture is evened out: some modules of a code that fills a good part of it.
int surroundings(const GreyImage& image) { return std::max(8, std::min(image.width(), image.height()) / 16); }

/// Both thresholds on one enhanced picture.
std::optional<Decoded> readBoth(const GreyImage& image) {
    auto read = readWithZxing(image, kLocal);
    return read ? read : readWithZxing(image, kGlobal);
}

constexpr std::array kPasses{
    Pass{"default", Effort::Frame, [](const GreyImage& i) { return readWithZxing(i, kLocal); }},
    Pass{"global", Effort::Frame, [](const GreyImage& i) { return readWithZxing(i, kGlobal); }},
    Pass{"inverted", Effort::Frame, [](const GreyImage& i) { return readWithZxing(inverted(i), kLocal); }},
    Pass{"smoothed", Effort::Photograph, [](const GreyImage& i) { return readBoth(smoothed(i, 1)); }},
    Pass{"evened", Effort::Photograph, [](const GreyImage& i) { return readBoth(evened(i, surroundings(i))); }},
    Pass{"halved", Effort::Photograph, [](const GreyImage& i) { return readBoth(scaled(i, 0.5)); }},
    Pass{"smoothed 2", Effort::Photograph, [](const GreyImage& i) { return readBoth(smoothed(i, 2)); }},
    Pass{"sharpened", Effort::Photograph, [](const GreyImage& i) { return readBoth(sharpened(i, 3)); }},
    Pass{"doubled", Effort::Photograph, [](const GreyImage& i) { return readBoth(scaled(i, 2)); }},
    Pass{"darkened", Effort::Photograph, [](const GreyImage& i) { return readBoth(darkened(i)); }},
    Pass{"brightened", Effort::Photograph, [](const GreyImage& i) { return readBoth(brightened(i)); }},
    Pass{"evened smooth", Effort::Photograph,
         [](const GreyImage& i) { return readBoth(evened(smoothed(i, 2), surroundings(i))); }},
    Pass{"evened inverted", Effort::Photograph,
         [](const GreyImage& i) { return readBoth(inverted(evened(smoothed(i, 1), surroundings(i)))); }},
    Pass{"third", Effort::Photograph, [](const GreyImage& i) { return readBoth(scaled(i, 1.0 / 3)); }},
};

struct Found {
    std::string_view pass;
    Decoded decoded;
};

std::optional<Found> search(const GreyImage& image, Effort effort) {
    if (image.empty()) return std::nullopt;
    for (std::size_t i = 0; i < kPasses.size(); ++i) {
        const auto& pass = kPasses[i];
        if (effort == Effort::Frame && pass.from != Effort::Frame) continue;
        if (i == 1 && !mayHoldCode(image)) return std::nullopt;
        if (auto decoded = pass.attempt(image)) return Found{pass.name, std::move(*decoded)};
    }
    return std::nullopt;
}

} // namespace

std::vector<Decoded> decodeQr(const GreyImage& image, Effort effort) {
    auto found = search(image, effort);
    if (!found) return {};
    return {std::move(found->decoded)};
}

bool mayHoldCode(const GreyImage& image) {
    // Tiles of 16×16 dots, every second row: a tile of a code has both tones and changes between them often.
    constexpr int kTile = 16, kTonesApart = 24, kChangesLeast = 3, kTilesLeast = 4;
    int busy = 0;
    for (int top = 0; top + kTile <= image.height(); top += kTile) {
        for (int left = 0; left + kTile <= image.width(); left += kTile) {
            std::uint8_t darkest = 255, brightest = 0;
            for (int y = top; y < top + kTile; y += 2) {
                const auto row = image.row(y).subspan(static_cast<std::size_t>(left), kTile);
                const auto [low, high] = std::minmax_element(row.begin(), row.end());
                darkest = std::min(darkest, *low);
                brightest = std::max(brightest, *high);
            }
            if (brightest - darkest < kTonesApart) continue;
            const int middle = (brightest + darkest) / 2;
            int changes = 0;
            for (int y = top; y < top + kTile; y += 4) {
                const auto row = image.row(y).subspan(static_cast<std::size_t>(left), kTile);
                for (std::size_t x = 1; x < row.size(); ++x)
                    changes += (row[x] > middle) != (row[x - 1] > middle);
            }
            if (changes >= kChangesLeast && ++busy >= kTilesLeast) return true;
        }
    }
    return false;
}

std::string passThatReads(const GreyImage& image) {
    const auto found = search(image, Effort::Photograph);
    return found ? std::string(found->pass) : std::string();
}

} // namespace onestop::qr_scanner
