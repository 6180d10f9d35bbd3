// SPDX-License-Identifier: Apache-2.0
// Promises: numbers begin again at 04:00 and at no other moment; a wrong clock cannot start a day nor go back to one.
#include <random>

#include "kiosk/flows/service_day_keeper.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::flows;
using namespace std::chrono_literals;

namespace {

const catalogue::ServiceDay kMonday{2026y / 11 / 23};
const catalogue::ServiceDay kTuesday{2026y / 11 / 24};

/// `hour` of local time on Monday; hours above 24 are on Tuesday.
ClockReading at(std::chrono::milliseconds hour, bool trusted = true, bool confirmed = false) {
    const auto wall = kMonday.begins() - 4h + hour;
    return {.wall = wall, .monotonic = hour, .trusted = trusted, .confirmed = confirmed};
}

} // namespace

TEST_CASE("a new store takes the day of its first reading", "[service-day]") {
    ServiceDayKeeper keeper(std::nullopt);
    CHECK(keeper.observe(at(9h)).day_began);
    CHECK(keeper.day() == kMonday);
}

TEST_CASE("the day begins at four in the morning, not at midnight", "[service-day]") {
    ServiceDayKeeper keeper(kMonday);
    CHECK_FALSE(keeper.observe(at(23h + 59min)).day_began);
    CHECK_FALSE(keeper.observe(at(24h + 1min)).day_began);
    CHECK_FALSE(keeper.observe(at(28h - 1ms)).day_began);
    CHECK(keeper.observe(at(28h)).day_began);
    CHECK(keeper.day() == kTuesday);
    CHECK_FALSE(keeper.observe(at(28h + 1s)).day_began);
}

TEST_CASE("a clock that is unsure starts no day", "[service-day]") {
    ServiceDayKeeper keeper(kMonday);
    CHECK_FALSE(keeper.observe(at(30h, false)).day_began);
    CHECK(keeper.observe(at(30h + 5s, true)).day_began);
}

TEST_CASE("a jump forward starts no day until the upstream confirms the time", "[service-day]") {
    ServiceDayKeeper keeper(kMonday);
    keeper.observe(at(10h));
    ClockReading jumped = at(10h + 5s);
    jumped.wall += 24h;

    const auto change = keeper.observe(jumped);
    CHECK_FALSE(change.day_began);
    CHECK(change.jumped_by == 24h);

    jumped.wall += 5s;
    jumped.monotonic += 5s;
    CHECK_FALSE(keeper.observe(jumped).day_began);
    jumped.confirmed = true;
    CHECK(keeper.observe(jumped).day_began);
    CHECK(keeper.day() == kTuesday);
}

TEST_CASE("a day never goes back", "[service-day]") {
    ServiceDayKeeper keeper(kTuesday);
    CHECK_FALSE(keeper.observe(at(10h, true, true)).day_began);
    CHECK(keeper.day() == kTuesday);
}

TEST_CASE("a kiosk that wakes in 2099 stays on its day unless the upstream agrees", "[service-day]") {
    ServiceDayKeeper keeper(kMonday);
    ClockReading far{.wall = catalogue::ServiceDay{2099y / 1 / 1}.begins() + 6h, .monotonic = 1s};
    CHECK_FALSE(keeper.observe(far).day_began);
    far.confirmed = true;
    CHECK(keeper.observe(far).day_began);
}

TEST_CASE("small corrections of the clock are not jumps", "[service-day]") {
    ServiceDayKeeper keeper(kMonday);
    keeper.observe(at(10h));
    ClockReading corrected = at(10h + 5s);
    corrected.wall += 90s;
    CHECK_FALSE(keeper.observe(corrected).jumped_by.has_value());
}

TEST_CASE("whatever the clocks do, the day only moves forward and never without trust", "[service-day][property]") {
    std::mt19937 random(4);
    for (int story = 0; story < 200; ++story) {
        ServiceDayKeeper keeper(kMonday);
        auto day = *keeper.day();
        ClockReading reading = at(10h);
        for (int act = 0; act < 100; ++act) {
            const auto passed = std::chrono::milliseconds(random() % 3600000);
            reading.monotonic += passed;
            reading.wall += passed;
            if (random() % 5 == 0) reading.wall += std::chrono::hours(static_cast<int>(random() % 97) - 48);
            reading.trusted = random() % 4 != 0;
            reading.confirmed = random() % 4 == 0;
            const auto change = keeper.observe(reading);
            REQUIRE(*keeper.day() >= day);
            REQUIRE(change.day_began == (*keeper.day() != day));
            if (change.day_began) {
                REQUIRE(reading.trusted);
                REQUIRE((!change.jumped_by || reading.confirmed));
                REQUIRE(keeper.day() == catalogue::serviceDayOf(reading.wall));
            }
            day = *keeper.day();
        }
    }
}
