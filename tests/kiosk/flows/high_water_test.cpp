// SPDX-License-Identifier: Apache-2.0
// Promises: a mark only rises; a damaged file is not taken for a whole one.
#include "kiosk/flows/high_water.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::flows;
using namespace std::chrono_literals;

namespace {

const catalogue::ServiceDay kMonday{2026y / 11 / 23};

HighWater marks() {
    HighWater water;
    water.raise(kMonday, "A", {.leased = 17, .kiosk = 0});
    water.raise(kMonday, "B", {.leased = 3, .kiosk = 704});
    water.raise(kMonday.next(), "A", {.leased = 1, .kiosk = 0});
    return water;
}

} // namespace

TEST_CASE("what was written is read back", "[high-water]") {
    CHECK(HighWater::parse(marks().text()) == marks());
    CHECK(HighWater::parse(HighWater().text()) == HighWater());
    CHECK(marks().at(kMonday, "B") == catalogue::NumberMarks{.leased = 3, .kiosk = 704});
    CHECK(marks().at(kMonday, "C") == catalogue::NumberMarks{});
}

TEST_CASE("a mark never falls", "[high-water]") {
    HighWater water = marks();
    water.raise(kMonday, "A", {.leased = 5, .kiosk = 701});
    CHECK(water.at(kMonday, "A") == catalogue::NumberMarks{.leased = 17, .kiosk = 701});
}

TEST_CASE("days gone by are forgotten, today and tomorrow stay", "[high-water]") {
    HighWater water = marks();
    water.forgetBefore(kMonday.next());
    CHECK(water.at(kMonday, "A") == catalogue::NumberMarks{});
    CHECK(water.at(kMonday.next(), "A").leased == 1);
}

TEST_CASE("a file cut anywhere is not taken", "[high-water][fault]") {
    const std::string whole = marks().text();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO("cut at " << size);
        CHECK_FALSE(HighWater::parse(whole.substr(0, size)).has_value());
    }
}

TEST_CASE("nonsense is not taken", "[high-water][fault]") {
    CHECK_FALSE(HighWater::parse("onestop high water 2\nend\n").has_value());
    CHECK_FALSE(HighWater::parse("onestop high water 1\n2026-13-01 A 1 1\nend\n").has_value());
    CHECK_FALSE(HighWater::parse("onestop high water 1\n2026-11-23 A -1 1\nend\n").has_value());
    CHECK_FALSE(HighWater::parse("onestop high water 1\n2026-11-23 A 1 1x\nend\n").has_value());
    CHECK_FALSE(HighWater::parse("onestop high water 1\n2026-11-23 A 1\nend\n").has_value());
}
