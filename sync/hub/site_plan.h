// SPDX-License-Identifier: Apache-2.0
// The hub's own look into the repository it shows: verified like any kiosk does, for the names and counters of its
// queues. The hub is not trusted, and does not trust its own disk either (DESIGN 4.4).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/catalogue/activity.h"
#include "sync/catalogue/queue_plan.h"
#include "sync/catalogue/software.h"
#include "sync/events/clock.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

/// What the catalogue says about this site. Without a catalogue every counter serves every queue.
struct SitePlan {
    std::string site_name;
    catalogue::QueuePlan queues;
    std::vector<int> counters{1, 2, 3};
    std::map<std::string, std::string, std::less<>> items;                   ///< item_id → name, simplified Chinese
    std::map<std::string, catalogue::ActivitySession, std::less<>> sessions; ///< of this site, by activity_session_id

    std::vector<catalogue::SoftwareRelease> releases; ///< of the software, whoever they are for

    bool serves(int counter, std::string_view business) const;
    std::string businessName(std::string_view business) const;
    std::string itemName(std::string_view item_id) const;
};

/// Reads sites, guide, the lists of this service day's and the next one's month, and the queue plan of `site`. `root`:
/// the root of trust.
tl::expected<SitePlan, std::string> readSitePlan(const std::filesystem::path& repository,
                                                 const std::filesystem::path& root, const std::string& site,
                                                 events::WallTime now);

/// A bundle of software that software.json lists, as it is signed.
struct ListedBundle {
    tuf::TargetInfo target;
    std::string name; ///< of its file in the targets folder
};
/// Of the releases that have reached a machine of `site`, the newest first.
tl::expected<std::vector<ListedBundle>, std::string> listedBundles(const std::filesystem::path& repository,
                                                                   const std::filesystem::path& root,
                                                                   const std::string& site, events::WallTime now);

} // namespace onestop::hub
