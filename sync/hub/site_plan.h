// SPDX-License-Identifier: Apache-2.0
// The hub's own look into the repository it shows: verified like any kiosk does, for the names and counters of its
// queues. The hub is not trusted, and does not trust its own disk either (DESIGN 4.4).
#pragma once

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/hub/floor.h"

namespace onestop::hub {

/// Reads sites, guide, the lists of this service day's and the next one's month, and the queue plan of `site`. `root`:
/// the root of trust.
tl::expected<SitePlan, std::string> readSitePlan(const std::filesystem::path& repository,
                                                 const std::filesystem::path& root, const std::string& site,
                                                 events::WallTime now);

} // namespace onestop::hub
