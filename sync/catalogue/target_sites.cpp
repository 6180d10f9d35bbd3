// SPDX-License-Identifier: Apache-2.0
// Where: the houses of the district, their floors with the areas, and the kiosks that stand there.
#include <array>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

namespace {

/// Cells of a floor's grid; the publisher counts from 1, as people do.
Cells cells(const TargetNode& node, const Floor& floor) {
    Cells read{.column = node.at("column").number(1, floor.columns) - 1,
               .row = node.at("row").number(1, floor.rows) - 1};
    if (node.has("columns")) read.columns = node.at("columns").number(1, floor.columns - read.column);
    if (node.has("rows")) read.rows = node.at("rows").number(1, floor.rows - read.row);
    for (const auto& other : floor.areas)
        if (overlap(read, other.cells)) node.misfit("cells that no other area has");
    return read;
}

Area readArea(const TargetNode& node, const Floor& floor) {
    static constexpr std::array<std::pair<std::string_view, AreaKind>, 7> kKinds{
        {{"party", AreaKind::Party},
         {"convenience", AreaKind::Convenience},
         {"reading", AreaKind::Reading},
         {"health", AreaKind::Health},
         {"children", AreaKind::Children},
         {"exhibition", AreaKind::Exhibition},
         {"other", AreaKind::Other}}};
    Area area;
    area.area_id = node.at("id").id();
    area.name = node.at("name").localized();
    area.kind = node.at("kind").choice(kKinds);
    area.cells = cells(node, floor);
    if (node.has("counters")) area.counters = node.at("counters").counters();
    return area;
}

KioskPlace readKioskPlace(const TargetNode& node, const Floor& floor) {
    static constexpr std::array<std::pair<std::string_view, Facing>, 4> kFacings{
        {{"up", Facing::Up}, {"right", Facing::Right}, {"down", Facing::Down}, {"left", Facing::Left}}};
    return {.kiosk = node.at("kiosk").number(1, 99),
            .cells = cells(node, floor),
            .facing = node.at("facing").choice(kFacings)};
}

Floor readFloor(const TargetNode& node) {
    constexpr int kMostCells = 12; ///< along a side: more would be too small to read
    Floor floor;
    floor.name = node.at("name").localized();
    floor.columns = node.at("columns").number(1, kMostCells);
    floor.rows = node.at("rows").number(1, kMostCells);
    for (const auto& area : node.at("areas").list())
        floor.areas.push_back(readArea(area, floor));
    if (node.has("kiosks"))
        for (const auto& kiosk : node.at("kiosks").list())
            floor.kiosks.push_back(readKioskPlace(kiosk, floor));
    return floor;
}

} // namespace

Site readSite(const TargetNode& node) {
    static constexpr std::array<std::pair<std::string_view, SiteLevel>, 5> kLevels{{{"district", SiteLevel::District},
                                                                                    {"community", SiteLevel::Community},
                                                                                    {"park", SiteLevel::Park},
                                                                                    {"station", SiteLevel::Station},
                                                                                    {"post", SiteLevel::Post}}};
    Site site;
    site.site_id = node.at("id").id();
    site.name = node.at("name").localized();
    site.level = node.at("level").choice(kLevels);
    if (node.has("parent")) site.parent = node.at("parent").id();
    site.subdistrict = node.localizedIn("subdistrict");
    site.address = node.at("address").localized();
    if (node.has("phone")) site.phone = node.at("phone").text();
    if (node.has("latitude")) site.latitude = node.at("latitude").degrees(90);
    if (node.has("longitude")) site.longitude = node.at("longitude").degrees(180);
    if (node.has("counters")) site.counters = node.at("counters").counters();
    if (node.has("floors"))
        for (const auto& floor : node.at("floors").list())
            site.floors.push_back(readFloor(floor));
    if (node.has("cert_machines"))
        for (const auto& machine : node.at("cert_machines").list())
            site.cert_machines.push_back({machine.at("id").id(), machine.at("place").localized(),
                                          machine.at("offers").localized(), machine.at("bring").localized()});
    const auto opening = node.at("opening_hours");
    (void)opening.at("holiday"); // of a house it must be said
    site.opening_hours = openingHours(opening, HolidayRule::Closed);
    site.demo = node.truthIn("demo");
    return site;
}

} // namespace onestop::catalogue
