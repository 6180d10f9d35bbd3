// SPDX-License-Identifier: Apache-2.0
// Which numbers to ask for: at most three ahead of each queue, for today and tomorrow (DESIGN 4.2). Pure.
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

} // namespace onestop::daemon
