// SPDX-License-Identifier: Apache-2.0
// Promises of a floor plan: turned to whoever looks at it nothing is lost, moved over another or put on the wrong side,
// and a plan that cannot be right is refused by name.
#include <random>

#include "sync/catalogue/catalogue.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;

namespace {

/// The kiosk in the middle of a floor, with an area on each side.
Floor crossing(Facing facing) {
    Floor floor{.name = {"一楼", "", ""}, .columns = 5, .rows = 3, .areas = {}, .kiosks = {}};
    floor.areas = {{.area_id = "up", .name = {}, .cells = {2, 0, 1, 1}, .counters = {}},
                   {.area_id = "right", .name = {}, .cells = {4, 1, 1, 1}, .counters = {}},
                   {.area_id = "down", .name = {}, .cells = {2, 2, 1, 1}, .counters = {}},
                   {.area_id = "left", .name = {}, .cells = {0, 1, 1, 1}, .counters = {}}};
    floor.kiosks = {{.kiosk = 2, .cells = {2, 1, 1, 1}, .facing = facing}};
    return floor;
}

Way wayOf(const Floor& floor, std::string_view id) {
    for (const auto& area : floor.areas)
        if (area.area_id == id) return wayTo(floor.kiosk(2)->cells, area.cells);
    FAIL(id);
    return Way::Ahead;
}

std::string sitesWith(const std::string& floor) {
    return R"({"issued":"2026-11-01T00:00:00Z","sites":[{"id":"here","name":{"zh-Hans":"这里"},"level":"community",)"
           R"("address":{"zh-Hans":"这里"},"floors":[)" +
           floor +
           R"(],"opening_hours":{"schedules":[{"opens_at":"00:00","closes_at":"24:00"}],"holiday":"normal"}}]})";
}

std::string floorOf(const std::string& areas, const std::string& kiosks = "") {
    return R"({"name":{"zh-Hans":"一楼"},"columns":4,"rows":3,"areas":[)" + areas + R"(],"kiosks":[)" + kiosks + "]}";
}

} // namespace

TEST_CASE("what she looks at is up, whichever way the kiosk stands", "[floor-plan]") {
    const auto [facing, ahead, right, behind, left] =
        GENERATE(table<Facing, const char*, const char*, const char*, const char*>(
            {{Facing::Up, "up", "right", "down", "left"},
             {Facing::Right, "right", "down", "left", "up"},
             {Facing::Down, "down", "left", "up", "right"},
             {Facing::Left, "left", "up", "right", "down"}}));
    const auto seen = turned(crossing(facing), facing);
    CHECK(seen.kiosk(2)->facing == Facing::Up);
    CHECK(wayOf(seen, ahead) == Way::Ahead);
    CHECK(wayOf(seen, right) == Way::Right);
    CHECK(wayOf(seen, behind) == Way::Behind);
    CHECK(wayOf(seen, left) == Way::Left);
}

TEST_CASE("turning keeps every area on the floor, apart from the others and of its size", "[floor-plan][property]") {
    std::mt19937 dice(1129);
    for (int round = 0; round < 200; ++round) {
        const auto upTo = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most)); };
        Floor floor{.name = {}, .columns = 1 + upTo(12), .rows = 1 + upTo(12), .areas = {}, .kiosks = {}};
        for (int i = 0; i < 6; ++i) {
            Area area;
            area.cells.column = upTo(floor.columns), area.cells.row = upTo(floor.rows);
            area.cells.columns = 1 + upTo(floor.columns - area.cells.column);
            area.cells.rows = 1 + upTo(floor.rows - area.cells.row);
            floor.areas.push_back(area);
        }
        const auto facing = static_cast<Facing>(dice() % 4);
        const auto seen = turned(floor, facing);
        REQUIRE(seen.columns * seen.rows == floor.columns * floor.rows);
        for (std::size_t i = 0; i < floor.areas.size(); ++i) {
            const auto& [column, row, columns, rows] = seen.areas[i].cells;
            CHECK(columns * rows == floor.areas[i].cells.columns * floor.areas[i].cells.rows);
            CHECK((column >= 0 && column + columns <= seen.columns && row >= 0 && row + rows <= seen.rows));
            for (std::size_t j = 0; j < i; ++j)
                CHECK(overlap(seen.areas[i].cells, seen.areas[j].cells) ==
                      overlap(floor.areas[i].cells, floor.areas[j].cells));
        }
        const auto back = turned(seen, static_cast<Facing>((4 - static_cast<int>(facing)) % 4));
        for (std::size_t i = 0; i < floor.areas.size(); ++i)
            CHECK(back.areas[i].cells == floor.areas[i].cells);
    }
}

TEST_CASE("a plan comes as the publisher wrote it, counted from one", "[floor-plan]") {
    const auto read = parseCatalogue(
        {{"sites.json",
          sitesWith(floorOf(R"({"id":"health","name":{"zh-Hans":"健康服务站"},"kind":"health","column":3,"row":1,)"
                            R"("columns":2,"rows":2,"counters":[4]})",
                            R"({"kiosk":1,"column":1,"row":3,"facing":"left"})"))}},
        "here");
    REQUIRE(read);
    const auto& floor = read->ownSite()->floors.at(0);
    CHECK(floor.areas.at(0).cells == Cells{2, 0, 2, 2});
    CHECK(floor.areas.at(0).kind == AreaKind::Health);
    CHECK(floor.areas.at(0).counters == std::vector{4});
    REQUIRE(floor.kiosk(1));
    CHECK(floor.kiosk(1)->cells == Cells{0, 2, 1, 1});
    CHECK(floor.kiosk(1)->facing == Facing::Left);
    CHECK_FALSE(floor.kiosk(2));
}

TEST_CASE("a plan that cannot be right is refused by name", "[floor-plan]") {
    const std::string area = R"({"id":"a","name":{"zh-Hans":"甲"},"kind":"other","column":1,"row":1,"columns":2})";
    const auto [floor, where] = GENERATE_COPY(table<std::string, std::string>({
        {floorOf(area + R"(,{"id":"b","name":{"zh-Hans":"乙"},"kind":"other","column":2,"row":1})"), "areas.1"},
        {floorOf(area, R"({"kiosk":1,"column":2,"row":1,"facing":"up"})"), "kiosks.0"},
        {floorOf(R"({"id":"a","name":{"zh-Hans":"甲"},"kind":"other","column":3,"row":1,"columns":3})"), "columns"},
        {floorOf(R"({"id":"a","name":{"zh-Hans":"甲"},"kind":"pool","column":3,"row":1})"), "kind"},
        {floorOf(area, R"({"kiosk":1,"column":4,"row":3,"facing":"north"})"), "facing"},
    }));
    const auto faults = checkTarget("sites.json", sitesWith(floor));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].expected.find("floors.0") != std::string::npos);
    CHECK(faults[0].expected.find(where) != std::string::npos);
}
