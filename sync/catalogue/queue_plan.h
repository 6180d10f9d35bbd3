// SPDX-License-Identifier: Apache-2.0
// Which queues a site has: a letter each, its items and its counters.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/catalogue/localized.h"
#include "sync/catalogue/opening_hours.h"

namespace onestop::catalogue {

struct Business {
    std::string letter; ///< "A" … "Z"
    LocalizedText name;
    std::vector<std::string> items; ///< item_id
    std::vector<int> counters;
    std::optional<OpeningHours> hours;     ///< absent: the site's
    std::optional<int> quota;              ///< tickets a day; absent: no limit
    std::chrono::minutes service_time{10}; ///< a first guess for the wait, until services were seen
};

struct QueuePlan {
    std::vector<Business> businesses;

    const Business* business(std::string_view letter) const;
    const Business* businessOfItem(std::string_view item_id) const;
};

} // namespace onestop::catalogue
