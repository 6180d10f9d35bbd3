// SPDX-License-Identifier: Apache-2.0
// Numbers and places leased ahead: what lease_plan.h finds missing is asked for, and what comes is written. A hub that
// has none to give, or does not take the request, is asked again after a while; nobody waits for it.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <map>
#include <string>

#include "sync/catalogue/service_day.h"
#include "sync/daemon/config.h"
#include "sync/events/clock.h"
#include "sync/push/answered.h"
#include "sync/store/database.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

class LeasePost {
public:
    /// All three outlive it.
    LeasePost(const SyncdConfig& config, const events::Clock& clock, store::Database& database)
        : config_(config), clock_(clock), database_(database) {}

    /// Numbers of one day. A request keeps its key until it is answered, so that a repetition is granted once.
    transport::Task<push::Exchange> askNumbers(transport::HttpClient& hub, catalogue::ServiceDay day);
    /// Places of activity sessions; those that are not needed are given back.
    transport::Task<push::Exchange> askPlaces(transport::HttpClient& hub);

private:
    const SyncdConfig& config_;
    const events::Clock& clock_;
    store::Database& database_;
    std::map<std::string, std::string> keys_;                 ///< request → its Idempotency-Key
    std::map<std::string, events::WallTime> none_left_until_; ///< day → when to ask again
    std::map<std::string, int> returned_told_;                ///< session → what the hub has heard of
    std::pair<std::string, events::WallTime> places_asked_;   ///< request that was answered, when to ask it again
};

} // namespace onestop::daemon
