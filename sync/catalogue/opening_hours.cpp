// SPDX-License-Identifier: Apache-2.0
// The resolver: first the hours of each local date by DESIGN 5's order, then all of them on one line of time, joined
// over midnight and cut by closures; the answer is read off that line.
#include "sync/catalogue/opening_hours.h"

#include <algorithm>

namespace onestop::catalogue {

using namespace std::chrono;

/// How far ahead an opening is looked for; one day back because hours may pass midnight.
static constexpr int kDaysAhead = 14;
static const Interval kWholeDay{minutes{0}, hours{24}};

static const Intervals& patternOn(const OpeningHours& hours, year_month_day date, weekday as) {
    for (const auto& season : hours.seasons)
        if (season.valid_from <= date && date <= season.valid_to) return season.weekly[as.c_encoding()];
    return hours.weekly[as.c_encoding()];
}

static Intervals onHoliday(const OpeningHours& hours, year_month_day date, weekday own) {
    switch (hours.on_holiday) {
    case HolidayRule::Closed:
        return {};
    case HolidayRule::Short:
        return hours.short_hours;
    case HolidayRule::RoundTheClock:
        return {kWholeDay};
    case HolidayRule::Normal:
        break;
    }
    return patternOn(hours, date, own);
}

/// Whether the day's kind makes no difference: then an unpublished year is no reason to be unsure.
static bool sameWhateverTheDay(const OpeningHours& hours, year_month_day date, weekday own) {
    const auto& usual = patternOn(hours, date, own);
    if (onHoliday(hours, date, own) != usual) return false;
    for (unsigned day = 0; day < 7; ++day)
        if (patternOn(hours, date, weekday{day}) != usual) return false;
    return true;
}

DayHours hoursOn(const OpeningHours& hours, const Calendar& calendar, year_month_day date) {
    for (const auto& dated : hours.overrides)
        if (dated.date == date) return {dated.intervals, true};
    const weekday own{sys_days{date}};
    const auto day = calendar.at(date);
    switch (day.kind) {
    case DayKind::Holiday:
        return {onHoliday(hours, date, own), true};
    case DayKind::ShiftWorkday:
        return {patternOn(hours, date, day.as_weekday), true};
    case DayKind::Unknown:
        return {patternOn(hours, date, own), sameWhateverTheDay(hours, date, own)};
    case DayKind::Normal:
        break;
    }
    return {patternOn(hours, date, own), true};
}

namespace {

struct Span {
    WallTime from;
    WallTime to;
};

/// Open spans around `now`, in order, apart from each other.
struct Line {
    std::vector<Span> spans;
    WallTime end;        ///< nothing is known beyond
    WallTime sure_until; ///< the calendar is known to here
};

} // namespace

static Line openLine(const OpeningHours& hours, const Calendar& calendar, WallTime now) {
    const auto today = floor<days>(localTime(now));
    Line line{{}, wallTime(LocalTime{today + days{kDaysAhead}}), wallTime(LocalTime{today + days{kDaysAhead}})};
    for (int offset = -1; offset < kDaysAhead; ++offset) {
        const auto date = today + days{offset};
        const auto day = hoursOn(hours, calendar, year_month_day{date});
        const auto midnight = wallTime(LocalTime{date});
        if (!day.certain) line.sure_until = std::min(line.sure_until, midnight);
        for (const auto& interval : day.intervals)
            line.spans.push_back({midnight + interval.opens, midnight + interval.closes});
    }
    std::sort(line.spans.begin(), line.spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
    std::vector<Span> joined;
    for (const auto& span : line.spans) {
        if (!joined.empty() && span.from <= joined.back().to)
            joined.back().to = std::max(joined.back().to, span.to);
        else
            joined.push_back(span);
    }
    line.spans = std::move(joined);
    return line;
}

static void cut(std::vector<Span>& spans, WallTime from, WallTime to) {
    std::vector<Span> left;
    for (const auto& span : spans) {
        if (span.from < from) left.push_back({span.from, std::min(span.to, from)});
        if (span.to > to) left.push_back({std::max(span.from, to), span.to});
    }
    spans = std::move(left);
}

static std::vector<Span> both(const std::vector<Span>& first, const std::vector<Span>& second) {
    std::vector<Span> common;
    for (const auto& a : first)
        for (const auto& b : second)
            if (std::max(a.from, b.from) < std::min(a.to, b.to))
                common.push_back({std::max(a.from, b.from), std::min(a.to, b.to)});
    return common;
}

OpeningState resolveOpening(const OpeningHours& hours, const OpeningHours* within, const Calendar& calendar,
                            std::span<const Closure> closures, WallTime now) {
    Line line = openLine(hours, calendar, now);
    if (within) {
        const Line house = openLine(*within, calendar, now);
        line.spans = both(line.spans, house.spans);
        line.sure_until = std::min(line.sure_until, house.sure_until);
    }
    OpeningState state;
    for (const auto& closure : closures) {
        if (!closure.closes) continue;
        // Without an end it holds as far as the line goes, also for hours that pass its last midnight.
        const auto until = closure.until.value_or(line.end + days{2});
        if (until <= closure.from) continue;
        cut(line.spans, closure.from, until);
        if (closure.from <= now && (!closure.until || now < *closure.until) &&
            (!state.closure || closure.severity > state.closure->severity))
            state.closure = closure;
    }
    const auto current =
        std::find_if(line.spans.begin(), line.spans.end(), [&](const Span& s) { return s.from <= now && now < s.to; });
    state.open = current != line.spans.end();
    if (state.open && current->to < line.end) state.until = current->to;
    if (!state.open) {
        const auto next =
            std::find_if(line.spans.begin(), line.spans.end(), [&](const Span& s) { return s.from > now; });
        if (next != line.spans.end()) state.next = next->from;
    }
    // A closure in force is certain; otherwise what is said must lie before the first unknown day ends it.
    const auto said = state.open ? state.until.value_or(now) : state.next.value_or(now);
    state.certain = state.closure.has_value() || (now < line.sure_until && said <= line.sure_until);
    return state;
}

bool OpeningState::operator==(const OpeningState& other) const {
    const auto id = [](const OpeningState& state) { return state.closure ? state.closure->closure_id : std::string(); };
    return open == other.open && certain == other.certain && until == other.until && next == other.next &&
           id(*this) == id(other);
}

} // namespace onestop::catalogue
