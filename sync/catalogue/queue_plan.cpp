// SPDX-License-Identifier: Apache-2.0
// Look-ups; a site has a handful of queues.
#include "sync/catalogue/queue_plan.h"

#include <algorithm>

namespace onestop::catalogue {

const Business* QueuePlan::business(std::string_view letter) const {
    const auto found =
        std::find_if(businesses.begin(), businesses.end(), [&](const Business& b) { return b.letter == letter; });
    return found == businesses.end() ? nullptr : &*found;
}

const Business* QueuePlan::businessOfItem(std::string_view item_id) const {
    const auto found = std::find_if(businesses.begin(), businesses.end(), [&](const Business& b) {
        return std::find(b.items.begin(), b.items.end(), item_id) != b.items.end();
    });
    return found == businesses.end() ? nullptr : &*found;
}

} // namespace onestop::catalogue
