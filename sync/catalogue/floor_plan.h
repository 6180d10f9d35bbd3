// SPDX-License-Identifier: Apache-2.0
// Where in a house what is: floors as grids of areas, and where on them each kiosk stands. Turned so that whoever
// stands before a kiosk finds up on the glass what is ahead of her; said in words for whoever does not read plans.
// Pure.
#pragma once

#include <string>
#include <vector>

#include "sync/catalogue/localized.h"

namespace onestop::catalogue {

/// The six areas that every centre has, and whatever else a floor holds.
enum class AreaKind { Party, Convenience, Reading, Health, Children, Exhibition, Other };

/// Cells of a floor's grid, counted from 0, from the left and from the top.
struct Cells {
    int column = 0;
    int row = 0;
    int columns = 1;
    int rows = 1;
    bool operator==(const Cells&) const = default;
};

bool overlap(const Cells& one, const Cells& other);

struct Area {
    std::string area_id;
    LocalizedText name;
    AreaKind kind = AreaKind::Other;
    Cells cells;
    std::vector<int> counters;
};

/// Which side of the plan one looks to who reads the kiosk's screen.
enum class Facing { Up, Right, Down, Left };

struct KioskPlace {
    int kiosk = 1;
    Cells cells; ///< one cell
    Facing facing = Facing::Up;
};

struct Floor {
    LocalizedText name; ///< 一楼
    int columns = 1;
    int rows = 1;
    std::vector<Area> areas;
    std::vector<KioskPlace> kiosks;

    /// Null when it stands on another floor, or on none.
    const KioskPlace* kiosk(int number) const;
};

/// The same floor with what lay towards `facing` now up.
Floor turned(Floor floor, Facing facing);

/// Where an area lies for whoever looks up the plan.
enum class Way { Ahead, AheadRight, Right, BehindRight, Behind, BehindLeft, Left, AheadLeft };

/// From one group of cells to another, by their middles.
Way wayTo(const Cells& from, const Cells& to);

} // namespace onestop::catalogue
