// SPDX-License-Identifier: Apache-2.0
// Holidays and shift workdays as the state announces them, year by year. A year that was not published is unknown,
// and stays so: nothing is guessed (facts: the notice comes in October or November for the year after).
#pragma once

#include <chrono>
#include <map>
#include <set>

#include "sync/catalogue/localized.h"

namespace onestop::catalogue {

enum class DayKind { Normal, Holiday, ShiftWorkday, Unknown };

struct CalendarDay {
    DayKind kind = DayKind::Normal;
    LocalizedText name;                ///< 国庆节; empty on normal days
    std::chrono::weekday as_weekday{}; ///< whose hours hold; differs from the date's own on shift workdays only
};

class Calendar {
public:
    /// A year becomes known even without a single holiday in it.
    void addYear(std::chrono::year year) { years_.insert(year); }
    void addDay(std::chrono::year_month_day date, CalendarDay day) { days_[date] = std::move(day); }
    bool knows(std::chrono::year year) const { return years_.contains(year); }
    CalendarDay at(std::chrono::year_month_day date) const;

private:
    std::set<std::chrono::year> years_;
    std::map<std::chrono::year_month_day, CalendarDay> days_;
};

} // namespace onestop::catalogue
