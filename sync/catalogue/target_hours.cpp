// SPDX-License-Identifier: Apache-2.0
// When: opening hours (schedules of HSDS, holidays, dated overrides) and the calendar that they are resolved by.
#include <algorithm>
#include <array>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

using namespace std::chrono;

namespace {

/// "09:00" … "24:00", and past midnight up to "48:00".
minutes clockTime(const TargetNode& node) {
    const auto& text = node.text();
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4)) {
        const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
        if (hour * 60 + minute <= 48 * 60 && minute < 60) return hours{hour} + minutes{minute};
    }
    node.misfit("a time like 09:00");
}

/// A closing that is not after the opening is on the next day.
Interval interval(const TargetNode& opens, const TargetNode& closes) {
    Interval interval{clockTime(opens), clockTime(closes)};
    if (interval.opens >= hours{24}) opens.misfit("a time before 24:00");
    if (interval.closes <= interval.opens) interval.closes += hours{24};
    if (interval.closes - interval.opens > hours{24}) closes.misfit("at most 24 hours after the opening");
    return interval;
}

Intervals intervals(const TargetNode& list) {
    Intervals found;
    for (const auto& entry : list.list())
        found.push_back(interval(entry.at("opens_at"), entry.at("closes_at")));
    std::sort(found.begin(), found.end());
    return found;
}

constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

std::optional<unsigned> dayIndex(std::string_view code) {
    for (unsigned i = 0; i < 7; ++i)
        if (kDays[i] == code) return i;
    return std::nullopt;
}

/// "MO,TU": which days of the week; every day without the member.
std::vector<unsigned> weekdays(const TargetNode& schedule) {
    if (!schedule.has("byday")) return {0, 1, 2, 3, 4, 5, 6};
    const auto node = schedule.at("byday");
    std::vector<unsigned> days;
    std::string_view rest = node.text();
    while (true) {
        const auto comma = rest.find(',');
        const auto day = dayIndex(rest.substr(0, comma));
        if (!day) node.misfit("days like MO,TU,WE");
        days.push_back(*day);
        if (comma == rest.npos) return days;
        rest.remove_prefix(comma + 1);
    }
}

WeeklyPattern& patternFor(OpeningHours& hours, const TargetNode& schedule) {
    if (!schedule.has("valid_from") && !schedule.has("valid_to")) return hours.weekly;
    const auto from = schedule.at("valid_from").date(), to = schedule.at("valid_to").date();
    if (to < from) schedule.at("valid_to").misfit("a date not before valid_from");
    for (auto& season : hours.seasons)
        if (season.valid_from == from && season.valid_to == to) return season.weekly;
    hours.seasons.push_back({from, to, {}});
    return hours.seasons.back().weekly;
}

void readHoliday(const TargetNode& holiday, OpeningHours& hours) {
    static constexpr std::array<std::pair<std::string_view, HolidayRule>, 3> kRules{
        {{"closed", HolidayRule::Closed}, {"normal", HolidayRule::Normal}, {"24h", HolidayRule::RoundTheClock}}};
    if (holiday.isText()) {
        hours.on_holiday = holiday.choice(kRules);
        return;
    }
    hours.on_holiday = HolidayRule::Short;
    hours.short_hours = intervals(holiday);
}

} // namespace

OpeningHours openingHours(const TargetNode& node, HolidayRule usual) {
    OpeningHours hours;
    hours.on_holiday = usual;
    for (const auto& schedule : node.at("schedules").list()) {
        auto& pattern = patternFor(hours, schedule);
        for (const auto day : weekdays(schedule))
            pattern[day].push_back(interval(schedule.at("opens_at"), schedule.at("closes_at")));
    }
    if (node.has("holiday")) readHoliday(node.at("holiday"), hours);
    if (node.has("overrides"))
        for (const auto& dated : node.at("overrides").list())
            hours.overrides.push_back(
                {dated.at("date").date(), intervals(dated.at("hours")), dated.localizedIn("reason")});
    return hours;
}

void readCalendarDay(const TargetNode& node, year expected, Calendar& calendar) {
    const auto date = node.at("date").date();
    if (date.year() != expected) node.at("date").misfit("a date of " + std::to_string(static_cast<int>(expected)));
    CalendarDay day;
    day.name.zh_hans = node.at("name").text();
    day.kind = node.at("isOffDay").truth() ? DayKind::Holiday : DayKind::ShiftWorkday;
    day.as_weekday = weekday{sys_days{date}};
    if (day.kind == DayKind::ShiftWorkday) {
        const auto as = dayIndex(node.at("as_weekday").text());
        if (!as) node.at("as_weekday").misfit("a day like MO, whose hours hold");
        day.as_weekday = weekday{*as};
    }
    calendar.addDay(date, std::move(day));
}

} // namespace onestop::catalogue
