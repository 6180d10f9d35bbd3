// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/busy_regions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace onestop::qr_scanner {
namespace {

using raster::Picture;

constexpr int kTile = 32;          ///< dots; holds at least two modules of a code that fills the picture
constexpr int kStep = 4;           ///< every fourth row and column is looked at
constexpr double kLeastSpread = 2; ///< standard deviation below which there is nothing to read
constexpr int kFar = 8;            ///< dots: farther than a module
/// How much more alike neighbours must be than dots far apart, as a share of the variance. Noise: 0 ± 0.06, a
/// gradient: 0, modules of 2 to 12 dots: 0.35 and more.
constexpr double kLeastTexture = 0.2;
constexpr int kLeastChanges = 6; ///< over the eight lines looked at, in each direction
constexpr std::size_t kLeastTiles = 4;
constexpr std::size_t kMostRegions = 3;

struct Texture {
    double mean = 0, variance = 0, share = 0;
};

template <typename At>
Texture measure(At at) {
    struct {
        double here = 0, near = 0, far = 0, squares = 0, here_near = 0, here_far = 0;
    } sum;
    double count = 0;
    for (int line = 0; line < kTile; line += kStep)
        for (int i = 0; i + kFar < kTile; ++i, ++count) {
            const double here = at(line, i), near = at(line, i + 1), far = at(line, i + kFar);
            sum.here += here, sum.near += near, sum.far += far;
            sum.squares += here * here, sum.here_near += here * near, sum.here_far += here * far;
        }
    const double mean = sum.here / count;
    const double variance = sum.squares / count - mean * mean;
    const double near = sum.here_near / count - mean * sum.near / count;
    const double far = sum.here_far / count - mean * sum.far / count;
    return {mean, variance, variance > 0 ? (near - far) / variance : 0};
}

/// Changes between clearly darker and clearly brighter than the mean, along the lines.
template <typename At>
int changes(At at, double mean, double spread) {
    int found = 0;
    for (int line = 0; line < kTile; line += kStep) {
        int side = 0;
        for (int i = 0; i < kTile; ++i) {
            const double off = at(line, i) - mean;
            const int now = off > spread / 2 ? 1 : off < -spread / 2 ? -1 : side;
            if (side != 0 && now != side) ++found;
            side = now;
        }
    }
    return found;
}

bool isBusy(const Picture& picture, int left, int top) {
    const auto row = [&](int line, int i) {
        return static_cast<double>(picture.row(top + line)[static_cast<std::size_t>(left + i)]);
    };
    const auto column = [&](int line, int i) { return row(i, line); };
    const auto along = measure(row), across = measure(column);
    if (along.variance < kLeastSpread * kLeastSpread) return false;
    if (along.share < kLeastTexture || across.share < kLeastTexture) return false;
    const double spread = std::sqrt(along.variance);
    return changes(row, along.mean, spread) >= kLeastChanges && changes(column, along.mean, spread) >= kLeastChanges;
}

/// Tiles as a grid of flags; regions are groups of neighbours.
struct Grid {
    int columns, rows;
    std::vector<std::uint8_t> busy;

    bool take(int x, int y) {
        if (x < 0 || y < 0 || x >= columns || y >= rows) return false;
        return std::exchange(busy[static_cast<std::size_t>(y * columns + x)], 0) != 0;
    }
};

struct Group {
    int left, top, right, bottom; ///< tiles, inclusive
    std::size_t tiles = 0;
};

Group collect(Grid& grid, int x, int y) {
    Group group{x, y, x, y};
    std::vector<std::pair<int, int>> open{{x, y}};
    while (!open.empty()) {
        const auto [at_x, at_y] = open.back();
        open.pop_back();
        ++group.tiles;
        group.left = std::min(group.left, at_x);
        group.right = std::max(group.right, at_x);
        group.top = std::min(group.top, at_y);
        group.bottom = std::max(group.bottom, at_y);
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx)
                if (grid.take(at_x + dx, at_y + dy)) open.emplace_back(at_x + dx, at_y + dy);
    }
    return group;
}

Region withRoom(const Group& group, const Picture& picture) {
    const int left = std::max(0, (group.left - 1) * kTile), top = std::max(0, (group.top - 1) * kTile);
    // The last tile may be followed by a rest smaller than a tile.
    const int right = std::min(picture.width(), (group.right + 3) * kTile);
    const int bottom = std::min(picture.height(), (group.bottom + 3) * kTile);
    return {left, top, right - left, bottom - top};
}

} // namespace

std::vector<Region> busyRegions(const Picture& picture) {
    Grid grid{picture.width() / kTile, picture.height() / kTile, {}};
    for (int y = 0; y < grid.rows; ++y)
        for (int x = 0; x < grid.columns; ++x)
            grid.busy.push_back(isBusy(picture, x * kTile, y * kTile) ? 1 : 0);
    std::vector<Group> groups;
    for (int y = 0; y < grid.rows; ++y)
        for (int x = 0; x < grid.columns; ++x)
            if (grid.take(x, y)) groups.push_back(collect(grid, x, y));
    std::erase_if(groups, [](const Group& group) { return group.tiles < kLeastTiles; });
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.tiles > b.tiles; });
    std::vector<Region> regions;
    for (const auto& group : groups)
        if (regions.size() < kMostRegions) regions.push_back(withRoom(group, picture));
    return regions;
}

} // namespace onestop::qr_scanner
