// SPDX-License-Identifier: Apache-2.0
// A small lobby's catalogue for tests of the screen: real kinds of items, invented titles, everything marked demo.
#pragma once

#include <memory>

#include "sync/catalogue/catalogue.h"

namespace onestop::tests {

/// Tuesday 24 November 2026, 10:32 in Kuichong.
events::WallTime demoNow();

/// The lobby is open Tuesday to Sunday 9:00–21:00, counters Tuesday to Saturday 9:00–12:00 and 14:00–18:00.
std::shared_ptr<const catalogue::Catalogue> demoCatalogue();
/// The same district as a post at the beach sees it: no counters, and the demo district's own sights and safety
/// notices.
std::shared_ptr<const catalogue::Catalogue> stationCatalogue();

/// More than any district has: 10,000 items with names of 35 characters, an activity with 300 sessions.
std::shared_ptr<const catalogue::Catalogue> hugeCatalogue();
/// Nothing but the site: no items, no activities, no other site, no calendar.
std::shared_ptr<const catalogue::Catalogue> emptyCatalogue();
/// The same district with more houses: elder-card is done in six of them, disabled-card in two and not here. In one the
/// power is off, in one it is done from 13:00 on.
std::shared_ptr<const catalogue::Catalogue> placesCatalogue();
/// The list of the month after the next has come early, this month's has not.
std::shared_ptr<const catalogue::Catalogue> futureCatalogue();

} // namespace onestop::tests
