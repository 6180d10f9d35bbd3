// SPDX-License-Identifier: Apache-2.0
// Places of a session leased ahead (DESIGN 4.2): a kiosk holds a few that nobody has booked yet, all kiosks together
// never more than the session has. Both counts of a lease only grow, so that a request may be lost, repeated or come
// late, and no place is ever lent twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/activity.h"
#include "sync/events/clock.h"
#include "sync/hub/floor.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// A kiosk holds at most so many places that are neither booked nor waited for.
inline constexpr int kMostPlacesAhead = 4;

/// What a kiosk asks for one session: how many places in all it would like to have been granted, how many of them it
/// has ever given back.
struct PlaceRequest {
    std::string activity_session_id;
    int wanted = 0;
    int returned = 0;
};
struct PlacesRequest {
    std::string source; ///< the kiosk's log, whose epoch is the store that holds the places
    std::vector<PlaceRequest> sessions;
};

/// {"source":"urn:onestop:…","sessions":[{"activity_session_id":"…","wanted":4,"returned":0}]}; the error says what was
/// expected.
tl::expected<PlacesRequest, std::string> parsePlacesRequest(std::string_view json);

/// What is known of one session when a kiosk asks.
struct PlaceCount {
    int capacity = 0;
    int lent = 0;    ///< to all sources together, less what they gave back
    int granted = 0; ///< ever, to the one that asks
    int returned = 0;
    int used = 0; ///< people of its bookings, confirmed or waiting, as far as they have come up
};

/// How many places in all are granted to the one that asks; never fewer than before, and `lent` never above the
/// capacity by it.
int placesGranted(const PlaceCount& count, int wanted);

/// Answers in one transaction: {"places":[{"activity_session_id":"…","granted":4,"returned":0}]}, a line for each
/// session asked for. Sessions that are not in the plan or not bookable now are granted nothing more.
/// Precondition: the source is the peer's own. Throws DatabaseFailed.
std::string leasePlaces(store::Database& database, const SitePlan& plan, const PlacesRequest& request,
                        events::WallTime now);

/// After a restore: sessions that could be booked before `now` get no further places.
void pausePlaces(store::Database& database, events::WallTime now);

} // namespace onestop::hub
