// SPDX-License-Identifier: Apache-2.0
// Numbers leased ahead (DESIGN 4.2): a kiosk on line holds at most three of each queue, so that numbers follow arrival;
// 001–699 are the hub's to give, in order, each once a service day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"
#include "sync/store/database.h"

namespace onestop::hub {

inline constexpr int kMaxHold = 3;

/// What a kiosk asks: how many it may hold of each queue, and what it still holds.
struct LeaseRequest {
    struct Held {
        std::string business; ///< one letter
        int free = 0;         ///< numbers it has leased and not yet given
    };
    catalogue::ServiceDay service_day;
    int hold = kMaxHold;
    std::vector<Held> held;
};

enum class LeaseFault { NotARequest, WrongDay };
struct LeaseFailure {
    LeaseFault fault;
    std::string context;
};

/// {"service_day":"…","hold":3,"held":[{"business":"A","next":4,"last":6}]}; a queue of which nothing is held has
/// no `next` and `last`.
tl::expected<LeaseRequest, LeaseFailure> parseLeaseRequest(std::string_view json);

/// The lease after `high_water`, the highest number leased so far; nothing when enough is held or all are given.
std::optional<catalogue::NumberLease> nextLease(int high_water, int hold, int free);

/// Answers a request of `node`, in one transaction; the same key gets the same answer again. The day must be
/// today's or tomorrow's. The answer is {"leases":[{"service_day":…,"business":…,"first":…,"last":…}]}.
tl::expected<std::string, LeaseFailure> lease(store::Database& database, const std::string& node,
                                              const std::string& idempotency_key, const LeaseRequest& request,
                                              events::WallTime now);

} // namespace onestop::hub
