// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/floor_plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace onestop::catalogue {

namespace {

/// A quarter turn to the left: what was right is up.
Cells turnedLeft(const Cells& cells, int floor_columns) {
    return {.column = cells.row,
            .row = floor_columns - cells.column - cells.columns,
            .columns = cells.rows,
            .rows = cells.columns};
}

Facing turnedLeft(Facing facing) { return static_cast<Facing>((static_cast<int>(facing) + 3) % 4); }

} // namespace

bool overlap(const Cells& one, const Cells& other) {
    return one.column < other.column + other.columns && other.column < one.column + one.columns &&
           one.row < other.row + other.rows && other.row < one.row + one.rows;
}

const KioskPlace* Floor::kiosk(int number) const {
    const auto found = std::ranges::find(kiosks, number, &KioskPlace::kiosk);
    return found == kiosks.end() ? nullptr : &*found;
}

Floor turned(Floor floor, Facing facing) {
    for (int quarter = 0; quarter < static_cast<int>(facing); ++quarter) {
        for (auto& area : floor.areas)
            area.cells = turnedLeft(area.cells, floor.columns);
        for (auto& kiosk : floor.kiosks) {
            kiosk.cells = turnedLeft(kiosk.cells, floor.columns);
            kiosk.facing = turnedLeft(kiosk.facing);
        }
        std::swap(floor.columns, floor.rows);
    }
    return floor;
}

Way wayTo(const Cells& from, const Cells& to) {
    const double right = to.column + to.columns / 2.0 - from.column - from.columns / 2.0;
    const double up = from.row + from.rows / 2.0 - to.row - to.rows / 2.0;
    const double eighths = std::atan2(right, up) / (std::numbers::pi / 4);
    return static_cast<Way>((static_cast<int>(std::lround(eighths)) + 8) % 8);
}

} // namespace onestop::catalogue
