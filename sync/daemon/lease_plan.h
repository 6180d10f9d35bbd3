// SPDX-License-Identifier: Apache-2.0
// Which numbers to ask for: at most three ahead of each queue, for today and tomorrow; and which places of sessions:
// four ahead of each that can be booked (DESIGN 4.2). Pure.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/service_day.h"

namespace onestop::daemon {

inline constexpr int kHoldAhead = 3;

/// What is held of one queue on one day.
struct HeldNumbers {
    std::string business;
    std::vector<catalogue::NumberLease> leases;
    int mark = 0; ///< highest leased number given
};

/// The request for one day; nothing to ask: empty.
std::string leaseRequest(const catalogue::ServiceDay& day, std::span<const HeldNumbers> held);

struct LeasedNumbers {
    catalogue::ServiceDay day;
    std::string business;
    catalogue::NumberLease lease;
};
/// The hub's answer; the error says what was expected. Numbers outside 001–699 are refused.
tl::expected<std::vector<LeasedNumbers>, std::string> parseLeases(std::string_view json);

inline constexpr int kPlacesAhead = 4;

/// What this store has of one session that can be booked.
struct HeldPlaces {
    std::string activity_session_id;
    int granted = 0;  ///< ever
    int returned = 0; ///< ever
    int booked = 0;   ///< people of confirmed bookings
    int waiting = 0;  ///< people in the waiting line

    int free() const { return granted - returned - booked; }
};

/// Places that are not needed here: out of use first, then told to the hub.
int placesToReturn(const HeldPlaces& held);

/// The request for all sessions of which too little is held, or of which more was given back than `told` (by session)
/// says that the hub has heard of; nothing to ask: empty.
std::string placesRequest(std::string_view source, std::span<const HeldPlaces> held,
                          const std::map<std::string, int>& told);

struct LeasedPlaces {
    std::string activity_session_id;
    int granted = 0;
    int returned = 0;
};
/// The hub's answer; the error says what was expected.
tl::expected<std::vector<LeasedPlaces>, std::string> parsePlaces(std::string_view json);

} // namespace onestop::daemon
