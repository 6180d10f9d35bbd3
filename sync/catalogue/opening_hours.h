// SPDX-License-Identifier: Apache-2.0
// When a lobby, a counter, an item or an activity room is open. Pure: rules, calendar, closures and a moment in, state
// out. Order (DESIGN 5): emergency closure > dated override > holiday rule > shift workday > seasonal layer > weekly.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/catalogue/calendar.h"
#include "sync/catalogue/localized.h"
#include "sync/catalogue/service_day.h"

namespace onestop::catalogue {

/// From midnight of the local date on which it begins; `closes` may pass 24 h (22:00–26:00 is until 2 in the morning).
struct Interval {
    std::chrono::minutes opens{};
    std::chrono::minutes closes{};                     ///< > opens, at most opens + 24 h
    auto operator<=>(const Interval&) const = default; // NOLINT(modernize-use-nullptr): clang 14 sees a 0
};
using Intervals = std::vector<Interval>;

/// Index: std::chrono::weekday::c_encoding(), Sunday = 0.
using WeeklyPattern = std::array<Intervals, 7>;

/// Holds in its span instead of the weekly pattern (错时 hours of a summer).
struct SeasonalLayer {
    std::chrono::year_month_day valid_from{};
    std::chrono::year_month_day valid_to{}; ///< inclusive
    WeeklyPattern weekly;
};

enum class HolidayRule { Closed, Short, Normal, RoundTheClock };

struct DatedOverride {
    std::chrono::year_month_day date{};
    Intervals intervals; ///< empty: closed
    LocalizedText reason;
};

struct OpeningHours {
    WeeklyPattern weekly;
    std::vector<SeasonalLayer> seasons;
    HolidayRule on_holiday = HolidayRule::Closed;
    Intervals short_hours; ///< with HolidayRule::Short
    std::vector<DatedOverride> overrides;
};

enum class ClosureSeverity { Info, Warning, Emergency };

/// A closure or urgent notice from its own signed target.
struct Closure {
    std::string closure_id;
    std::string site; ///< "*": every site
    LocalizedText reason;
    LocalizedText shelter; ///< what to do or where to go; may be empty
    ClosureSeverity severity = ClosureSeverity::Info;
    bool closes = false; ///< false: a notice only
    /// It is about this machine of the site alone, which does not work.
    std::string cert_machine;
    WallTime from{};
    std::optional<WallTime> until; ///< absent: until it is withdrawn

    bool concerns(std::string_view site_id) const { return site == "*" || site == site_id; }
};

struct OpeningState {
    bool open = false;
    /// False when the year's calendar is not published and it would make a difference: the screen says so.
    bool certain = true;
    std::optional<WallTime> until;  ///< open: when it closes; absent when no end is in sight
    std::optional<WallTime> next;   ///< closed: when it opens; absent when not within 14 days
    std::optional<Closure> closure; ///< closed by this
    bool operator==(const OpeningState&) const;
};

/// The hours of one local date, before closures, and whether they are certain.
struct DayHours {
    Intervals intervals;
    bool certain = true;
};
DayHours hoursOn(const OpeningHours& hours, const Calendar& calendar, std::chrono::year_month_day date);

/// `closures`: those of this site that close it. `within`: the hours of the house around it (a counter is open only
/// while the lobby is); null: none. Looks 14 days ahead.
OpeningState resolveOpening(const OpeningHours& hours, const OpeningHours* within, const Calendar& calendar,
                            std::span<const Closure> closures, WallTime now);

} // namespace onestop::catalogue
