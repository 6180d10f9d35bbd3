// SPDX-License-Identifier: Apache-2.0
// One element of a target's list into its typed value, by what the target is about (target_hours.cpp, target_sites.cpp,
// …). Each throws Misfit at the first member that does not fit. README.md names the members.
#pragma once

#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/target_node.h"

namespace onestop::catalogue {

/// `schedules` (HSDS), `holiday`, `overrides` of one object; `usual` holds where `holiday` is not said.
OpeningHours openingHours(const TargetNode& node, HolidayRule usual);
/// A day that is not as its weekday says; it must be of the year `expected`.
void readCalendarDay(const TargetNode& node, std::chrono::year expected, Calendar& calendar);

Site readSite(const TargetNode& node);

/// A place that does not fit is left out and told in `left_out`: the item is done at the others all the same.
ServiceItem readItem(const TargetNode& node, std::vector<Misfit>& left_out);
Activity readActivity(const TargetNode& node);

Closure readClosure(const TargetNode& node);
Poster readPoster(const TargetNode& node);

Business readBusiness(const TargetNode& node);
CheckInKey readKey(const TargetNode& node);
/// The certificate that kiosks seal to, in PEM.
std::string readSealing(const TargetNode& node);

SoftwareRelease readRelease(const TargetNode& node);

} // namespace onestop::catalogue
