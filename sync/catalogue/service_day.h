// SPDX-License-Identifier: Apache-2.0
// The service day: it begins at 04:00 local time, so that the numbers of a late evening belong to that evening.
// Local time is Asia/Shanghai: UTC+8 without daylight saving, so no time-zone database is needed.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "sync/events/clock.h"

namespace onestop::catalogue {

using events::WallTime;
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

inline constexpr std::chrono::hours kZoneOffset{8};
inline constexpr std::chrono::hours kDayBegins{4};

struct ServiceDay {
    std::chrono::year_month_day date{};

    /// "2026-11-23"
    std::string text() const;
    static std::optional<ServiceDay> parse(std::string_view text);
    ServiceDay next() const;
    /// 04:00 local of this day.
    WallTime begins() const;
    auto operator<=>(const ServiceDay&) const = default; // NOLINT(modernize-use-nullptr): clang 14 sees a 0
};

LocalTime localTime(WallTime time);
WallTime wallTime(LocalTime time);
ServiceDay serviceDayOf(WallTime time);

/// "2026-11-23" or "2026-11": dates as the catalogue writes them.
std::string dateText(std::chrono::year_month_day date);
std::string monthText(std::chrono::year_month month);
std::optional<std::chrono::year_month_day> parseDate(std::string_view text);
std::optional<std::chrono::year_month> parseMonth(std::string_view text);

} // namespace onestop::catalogue
