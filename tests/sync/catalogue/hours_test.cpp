// SPDX-License-Identifier: Apache-2.0
// Promises of time: the service day turns at 04:00 whatever the month or the weekday; opening hours follow the order
// closure > override > holiday > shift workday > season > week, pass midnight, and are never guessed.
#include "sync/catalogue/opening_hours.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;
using namespace std::chrono;
using onestop::events::parseRfc3339;
using onestop::events::toRfc3339;

namespace {

/// Local time of Shenzhen.
WallTime local(const std::string& text) {
    INFO(text);
    const auto time = parseRfc3339(text + ":00+08:00");
    REQUIRE(time);
    return *time;
}

constexpr Interval kMorning{hours{9}, hours{12}}, kAfternoon{hours{14}, hours{18}}, kDay{hours{0}, hours{24}};

/// Monday to Friday 9–12 and 14–18, closed on holidays.
OpeningHours office() {
    OpeningHours hours;
    for (unsigned day = 1; day <= 5; ++day)
        hours.weekly[day] = {kMorning, kAfternoon};
    return hours;
}

OpeningHours roundTheClock() {
    OpeningHours hours;
    for (auto& day : hours.weekly)
        day = {kDay};
    hours.on_holiday = HolidayRule::Normal;
    return hours;
}

/// 2026 as announced around the National Day.
Calendar calendar2026() {
    Calendar calendar;
    calendar.addYear(year{2026});
    for (unsigned day = 1; day <= 7; ++day) {
        const year_month_day date = year{2026} / 10 / day;
        calendar.addDay(date, {DayKind::Holiday, {"国庆节", "", ""}, weekday{sys_days{date}}});
    }
    calendar.addDay(year{2026} / 10 / 10, {DayKind::ShiftWorkday, {"国庆节", "", ""}, Friday});
    return calendar;
}

OpeningState stateAt(const OpeningHours& hours, const std::string& time, const std::vector<Closure>& closures = {}) {
    return resolveOpening(hours, nullptr, calendar2026(), closures, local(time));
}

Closure closureFrom(const std::string& from, std::optional<WallTime> until) {
    Closure closure;
    closure.closure_id = std::string("typhoon");
    closure.site = std::string("*");
    closure.closes = true;
    closure.severity = ClosureSeverity::Emergency;
    closure.from = local(from);
    closure.until = until;
    return closure;
}

} // namespace

TEST_CASE("the service day turns at 04:00, also at a month's end and on a Monday", "[service_day]") {
    struct Row {
        const char* moment;
        const char* day;
    };
    for (const auto& row : {Row{"2026-11-23T03:59", "2026-11-22"}, Row{"2026-11-23T04:00", "2026-11-23"}, // Monday
                            Row{"2026-12-01T03:59", "2026-11-30"}, Row{"2026-12-01T04:00", "2026-12-01"},
                            Row{"2027-01-01T00:00", "2026-12-31"}, Row{"2028-02-29T23:59", "2028-02-29"},
                            Row{"2028-03-01T03:59", "2028-02-29"}}) {
        INFO(row.moment);
        CHECK(serviceDayOf(local(row.moment)).text() == row.day);
    }
}

TEST_CASE("every minute of two years lies in exactly the service day that began before it", "[service_day][property]") {
    auto time = local("2026-11-01T00:00");
    for (int i = 0; i < 2 * 365 * 24; ++i, time += minutes{61}) {
        const auto day = serviceDayOf(time);
        REQUIRE(day.begins() <= time);
        REQUIRE(time < day.next().begins());
        REQUIRE(ServiceDay::parse(day.text()) == day);
    }
}

TEST_CASE("a weekday opens twice, says when it closes, and when it opens next", "[hours]") {
    const auto noon = stateAt(office(), "2026-11-23T12:30");
    CHECK_FALSE(noon.open);
    CHECK(noon.next == local("2026-11-23T14:00"));
    const auto open = stateAt(office(), "2026-11-23T17:59");
    CHECK(open.open);
    CHECK(open.until == local("2026-11-23T18:00"));
    CHECK_FALSE(stateAt(office(), "2026-11-23T18:00").open);
    CHECK(stateAt(office(), "2026-11-27T18:00").next ==
          local("2026-11-30T09:00")); // Friday to Monday, a month's last day
}

TEST_CASE("a holiday closes, a shift workday opens with the hours of its weekday", "[hours]") {
    CHECK_FALSE(stateAt(office(), "2026-10-01T10:00").open);
    CHECK(stateAt(office(), "2026-10-01T10:00").next == local("2026-10-08T09:00"));
    CHECK(stateAt(office(), "2026-10-10T10:00").open); // a Saturday
    CHECK_FALSE(stateAt(office(), "2026-10-17T10:00").open);

    auto hours = office();
    hours.on_holiday = HolidayRule::Short;
    hours.short_hours = {{std::chrono::hours{10}, std::chrono::hours{11}}};
    CHECK(stateAt(hours, "2026-10-04T10:30").open); // a Sunday within the holidays
    hours.on_holiday = HolidayRule::RoundTheClock;
    CHECK(stateAt(hours, "2026-10-04T03:00").open);
    hours.on_holiday = HolidayRule::Normal;
    CHECK(stateAt(hours, "2026-10-01T10:00").open); // a Thursday
}

TEST_CASE("a season replaces the week, an override the season, a closure everything", "[hours]") {
    auto hours = office();
    SeasonalLayer summer{year{2026} / 7 / 1, year{2026} / 8 / 31, {}};
    summer.weekly[1] = {{std::chrono::hours{18}, std::chrono::hours{21}}};
    hours.seasons = {summer};
    CHECK_FALSE(stateAt(hours, "2026-07-06T10:00").open);
    CHECK(stateAt(hours, "2026-07-06T20:00").open);
    CHECK(stateAt(hours, "2026-09-07T10:00").open);

    hours.overrides = {{year{2026} / 7 / 6, {kMorning}, {}}, {year{2026} / 10 / 2, {kMorning}, {}}};
    CHECK(stateAt(hours, "2026-07-06T10:00").open);
    CHECK_FALSE(stateAt(hours, "2026-07-06T20:00").open);
    CHECK(stateAt(hours, "2026-10-02T10:00").open); // over the holiday rule

    const std::vector<Closure> closures{closureFrom("2026-07-06T11:00", local("2026-07-13T19:00"))};
    CHECK(stateAt(hours, "2026-07-06T10:30", closures).until == local("2026-07-06T11:00"));
    const auto closed = stateAt(hours, "2026-07-06T11:00", closures);
    CHECK_FALSE(closed.open);
    CHECK(closed.closure->closure_id == "typhoon");
    CHECK(closed.next == local("2026-07-13T19:00"));
    CHECK_FALSE(stateAt(hours, "2026-07-06T11:00", {closureFrom("2026-07-06T11:00", {})}).next);
}

TEST_CASE("hours pass midnight and join into round the clock", "[hours]") {
    OpeningHours night;
    night.on_holiday = HolidayRule::Normal;
    night.weekly[0] = {{std::chrono::hours{22}, std::chrono::hours{26}}}; // Sunday 22:00 to Monday 02:00
    CHECK(stateAt(night, "2026-11-23T01:59").open);
    CHECK(stateAt(night, "2026-11-22T23:00").until == local("2026-11-23T02:00"));
    CHECK_FALSE(stateAt(night, "2026-11-23T02:00").open);

    for (const char* moment :
         {"2026-11-23T00:00", "2026-11-22T23:59", "2026-11-30T23:59", "2026-12-01T03:59", "2026-12-01T04:00"}) {
        const auto state = stateAt(roundTheClock(), moment);
        CHECK(state.open);
        CHECK_FALSE(state.until);
    }
}

TEST_CASE("a year that was not announced stays unknown, unless it makes no difference", "[hours]") {
    CHECK(stateAt(office(), "2026-12-30T10:00").certain);
    CHECK_FALSE(stateAt(office(), "2027-01-04T10:00").certain);
    CHECK_FALSE(stateAt(office(), "2026-12-31T18:30").certain); // the next opening lies in 2027
    CHECK(stateAt(roundTheClock(), "2027-01-04T10:00").certain);
    CHECK(stateAt(office(), "2027-01-04T10:00", {closureFrom("2027-01-01T00:00", {})}).certain);
}

TEST_CASE("a counter is open only while the house is", "[hours]") {
    OpeningHours counter;
    counter.on_holiday = HolidayRule::Normal;
    counter.weekly[1] = {{hours{8}, hours{10}}};
    const auto house = office();
    const auto at = [&](const char* time) { return resolveOpening(counter, &house, calendar2026(), {}, local(time)); };
    CHECK(at("2026-11-23T08:30").next == local("2026-11-23T09:00"));
    CHECK(at("2026-11-23T09:30").until == local("2026-11-23T10:00"));
    CHECK(at("2026-11-23T10:00").next == local("2026-11-30T09:00"));
}

TEST_CASE("what is said about the next change is true at that change", "[hours][property]") {
    auto hours = office();
    hours.weekly[6] = {{std::chrono::hours{20}, std::chrono::hours{27}}};
    hours.overrides = {{year{2026} / 10 / 3, {kMorning}, {}}};
    const std::vector<Closure> closures{closureFrom("2026-10-12T10:00", local("2026-10-13T15:00"))};
    auto time = local("2026-09-20T00:00");
    for (int i = 0; i < 4000; ++i, time += minutes{13}) {
        const auto state = resolveOpening(hours, nullptr, calendar2026(), closures, time);
        const auto change = state.open ? state.until : state.next;
        REQUIRE(change);
        REQUIRE(*change > time);
        REQUIRE(resolveOpening(hours, nullptr, calendar2026(), closures, *change - milliseconds{1}).open == state.open);
        REQUIRE(resolveOpening(hours, nullptr, calendar2026(), closures, *change).open != state.open);
    }
}
