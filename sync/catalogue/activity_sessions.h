// SPDX-License-Identifier: Apache-2.0
// Which activity is meant, here or at a neighbour, and its sessions: what its page and its paper say. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "sync/catalogue/catalogue.h"

namespace onestop::catalogue {

/// The activity of that id, this site's before a neighbour's; null when there is none.
const Activity* activityOf(const Catalogue& catalogue, std::string_view activity_id);

/// Its sessions in order of time, also those of the next month's list, where the same activity goes on.
std::vector<ActivitySession> sessionsOf(const Catalogue& catalogue, const Activity& activity);

} // namespace onestop::catalogue
