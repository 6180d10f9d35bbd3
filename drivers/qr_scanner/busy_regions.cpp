// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/busy_regions.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
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

/// Eight lines of dots across a tile, along rows or along columns.
struct Lines {
    const std::uint8_t* first;
    std::ptrdiff_t to_next_dot, to_next_line;
};

struct Texture {
    double mean = 0, variance = 0, share = 0;
};

/// In whole numbers: an empty frame is nothing but this, nine hundred times.
Texture measure(const Lines& lines) {
    int here_sum = 0, near_sum = 0, far_sum = 0, squares = 0, here_near = 0, here_far = 0, count = 0;
    for (int y = 0; y < kTile; y += kStep) {
        for (int i = 0; i + kFar < kTile; ++i) {
            const auto* dot = lines.first + y * lines.to_next_line + i * lines.to_next_dot;
            const int here = dot[0], near = dot[lines.to_next_dot], far = dot[kFar * lines.to_next_dot];
            here_sum += here, near_sum += near, far_sum += far;
            squares += here * here, here_near += here * near, here_far += here * far;
        }
        count += kTile - kFar;
    }
    const double mean = static_cast<double>(here_sum) / count;
    const double variance = static_cast<double>(squares) / count - mean * mean;
    const double near = static_cast<double>(here_near) / count - mean * near_sum / count;
    const double far = static_cast<double>(here_far) / count - mean * far_sum / count;
    return {mean, variance, variance > 0 ? (near - far) / variance : 0};
}

/// Changes between clearly darker and clearly brighter than the mean, along the lines.
int changes(const Lines& lines, double mean, double spread) {
    int found = 0;
    for (int y = 0; y < kTile; y += kStep) {
        const auto* line = lines.first + y * lines.to_next_line;
        int side = 0;
        for (int i = 0; i < kTile; ++i) {
            const double off = line[i * lines.to_next_dot] - mean;
            const int now = off > spread / 2 ? 1 : off < -spread / 2 ? -1 : side;
            if (side != 0 && now != side) ++found;
            side = now;
        }
    }
    return found;
}

bool isBusy(const Picture& picture, int left, int top) {
    const auto* first = picture.row(top).data() + left;
    const Lines rows{first, 1, picture.width()}, columns{first, picture.width(), 1};
    const auto along = measure(rows);
    if (along.variance < kLeastSpread * kLeastSpread || along.share < kLeastTexture) return false;
    if (measure(columns).share < kLeastTexture) return false;
    const double spread = std::sqrt(along.variance);
    return changes(rows, along.mean, spread) >= kLeastChanges && changes(columns, along.mean, spread) >= kLeastChanges;
}

/// Tiles as a grid of flags; regions are groups of neighbours.
struct Grid {
    int columns, rows;
    std::vector<std::uint8_t> busy;

    bool take(int x, int y) {
        if (x < 0 || y < 0 || x >= columns || y >= rows) return false;
        const int at = y * columns + x;
        return std::exchange(busy[static_cast<std::size_t>(at)], 0) != 0;
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
