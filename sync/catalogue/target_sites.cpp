// SPDX-License-Identifier: Apache-2.0
// Where: the houses of the district, their floors with the areas, the kiosks that stand there, and what is around them.
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

CertMachine readCertMachine(const TargetNode& node) {
    return {node.at("id").id(), node.at("place").localized(), node.at("offers").localized(),
            node.at("bring").localized()};
}

Sight readSight(const TargetNode& node) {
    constexpr int kLongestWalk = 180; ///< minutes: what is farther is not walked to
    Sight sight;
    sight.sight_id = node.at("id").id();
    sight.name = node.at("name").localized();
    sight.about = node.at("about").localized();
    sight.way = node.at("way").localized();
    if (node.has("walk_minutes")) sight.walk_minutes = node.at("walk_minutes").number(1, kLongestWalk);
    if (node.has("opening_hours")) {
        sight.opening_hours = openingHours(node.at("opening_hours"), HolidayRule::Normal);
    } else {
        sight.opening_hours.weekly.fill({{std::chrono::hours{0}, std::chrono::hours{24}}});
        sight.opening_hours.on_holiday = HolidayRule::Normal;
    }
    sight.caution = node.localizedIn("caution");
    return sight;
}

SafetyNotice readSafetyNotice(const TargetNode& node) {
    static constexpr std::array<std::pair<std::string_view, Hazard>, 5> kHazards{{{"sea", Hazard::Sea},
                                                                                  {"weather", Hazard::Weather},
                                                                                  {"path", Hazard::Path},
                                                                                  {"fire", Hazard::Fire},
                                                                                  {"other", Hazard::Other}}};
    return {node.at("hazard").choice(kHazards), node.at("text").localized()};
}

template <typename Part>
std::vector<Part> listIn(const TargetNode& node, const char* name, Part (*read)(const TargetNode&)) {
    std::vector<Part> parts;
    if (!node.has(name)) return parts;
    const auto elements = node.at(name).list();
    parts.reserve(elements.size());
    for (const auto& element : elements)
        parts.push_back(read(element));
    return parts;
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
    site.floors = listIn(node, "floors", readFloor);
    site.cert_machines = listIn(node, "cert_machines", readCertMachine);
    site.sights = listIn(node, "sights", readSight);
    site.safety_notices = listIn(node, "safety_notices", readSafetyNotice);
    const auto opening = node.at("opening_hours");
    (void)opening.at("holiday"); // of a house it must be said
    site.opening_hours = openingHours(opening, HolidayRule::Closed);
    site.demo = node.truthIn("demo");
    return site;
}

} // namespace onestop::catalogue
