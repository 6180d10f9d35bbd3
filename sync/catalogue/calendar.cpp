// SPDX-License-Identifier: Apache-2.0
// A published day, a normal day of a published year, or an unknown one.
#include "sync/catalogue/calendar.h"

namespace onestop::catalogue {

CalendarDay Calendar::at(std::chrono::year_month_day date) const {
    if (const auto found = days_.find(date); found != days_.end()) return found->second;
    return {
        knows(date.year()) ? DayKind::Normal : DayKind::Unknown, {}, std::chrono::weekday{std::chrono::sys_days{date}}};
}

} // namespace onestop::catalogue
