// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/floor_plans.h"

#include <algorithm>

namespace onestop::viewmodels {

using catalogue::AreaKind;
using catalogue::Way;

namespace {

const char* iconOfArea(AreaKind kind) {
    switch (kind) {
    case AreaKind::Party:
        return "account_balance";
    case AreaKind::Convenience:
        return "room_service";
    case AreaKind::Reading:
        return "local_library";
    case AreaKind::Health:
        return "local_hospital";
    case AreaKind::Children:
        return "child_care";
    case AreaKind::Exhibition:
        return "flag";
    case AreaKind::Other:
        break;
    }
    return "meeting_room";
}

/// The cells of its row round a kiosk that no area has.
catalogue::Cells freeCells(const catalogue::Floor& floor, catalogue::Cells cells) {
    const auto is_free = [&](int column) {
        const catalogue::Cells one{column, cells.row, 1, 1};
        return column >= 0 && column < floor.columns &&
               std::ranges::none_of(floor.areas, [&](const auto& area) { return overlap(one, area.cells); });
    };
    while (is_free(cells.column - 1))
        --cells.column, ++cells.columns;
    while (is_free(cells.column + cells.columns))
        ++cells.columns;
    return cells;
}

} // namespace

QString FloorPlans::wayText(Way way) {
    switch (way) {
    case Way::Ahead:
        return tr("在您前面");
    case Way::AheadRight:
        return tr("在您右前方");
    case Way::Right:
        return tr("在您右手边");
    case Way::BehindRight:
        return tr("在您右后方");
    case Way::Behind:
        return tr("在您身后");
    case Way::BehindLeft:
        return tr("在您左后方");
    case Way::Left:
        return tr("在您左手边");
    case Way::AheadLeft:
        return tr("在您左前方");
    }
    return {};
}

FloorPlans::Rows FloorPlans::of(const Snapshot& snapshot) {
    Rows rows;
    const auto& [state, words] = snapshot;
    const auto* site = state.catalogue ? state.catalogue->ownSite() : nullptr;
    if (!site) return rows;
    auto floors = site->floors;
    std::stable_partition(floors.begin(), floors.end(),
                          [kiosk = state.kiosk](const auto& floor) { return floor.kiosk(kiosk) != nullptr; });
    const auto* own = floors.empty() ? nullptr : floors.front().kiosk(state.kiosk);
    const auto facing = own ? own->facing : catalogue::Facing::Up;
    for (int number = 0; auto& floor : floors) {
        const auto seen = catalogue::turned(std::move(floor), facing);
        const auto* here = seen.kiosk(state.kiosk);
        const auto at = here ? here->cells : catalogue::Cells{-1, -1, 1, 1};
        const auto room = here ? freeCells(seen, at) : at;
        rows.floors.push_back(
            {number, words.in(seen.name), seen.columns, seen.rows, at.column, at.row, room.column, room.columns});
        for (const auto& area : seen.areas) {
            rows.areas.push_back({number, words.in(area.name), QLatin1String(iconOfArea(area.kind)), area.cells.column,
                                  area.cells.row, area.cells.columns, area.cells.rows, words.counters(area.counters),
                                  here ? wayText(catalogue::wayTo(here->cells, area.cells)) : words.in(seen.name)});
        }
        ++number;
    }
    return rows;
}

} // namespace onestop::viewmodels
