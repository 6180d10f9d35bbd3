// SPDX-License-Identifier: Apache-2.0
// Reading side of what syncd writes, for kiosk and hall display: the current catalogue, leases, queue, link.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/queue_state.h"
#include "sync/store/database.h"

namespace onestop::store {

struct CurrentCatalogue {
    std::uint64_t revision = 0;
    events::WallTime issued_at{};
    events::WallTime applied_at{};
};
/// Nothing until a catalogue has been applied.
Result<std::optional<CurrentCatalogue>> currentCatalogue(Database& database);

/// All targets of one revision.
Result<catalogue::Targets> readTargets(Database& database, std::uint64_t revision);

/// The current catalogue, parsed for `site`, with its revision; nothing until one has been applied.
Result<std::optional<catalogue::Catalogue>> readCatalogue(Database& database, std::string_view site);

/// Leases of one business and day, in order.
Result<std::vector<catalogue::NumberLease>> numberLeases(Database& database, const catalogue::ServiceDay& day,
                                                         std::string_view business);

struct ReceivedQueue {
    catalogue::QueueState state;
    events::WallTime received_at{};
};
/// Nothing until one was received.
Result<std::optional<ReceivedQueue>> receivedQueue(Database& database);

enum class LinkState { Online, Offline, Unreachable, Clock, Refused, LoginPage };
std::string_view text(LinkState link); ///< as in the schema
std::optional<LinkState> parseLinkState(std::string_view text);

/// What syncd says about itself. A heartbeat older than 15 s: it does not run.
struct SyncdState {
    events::WallTime heartbeat_at{};
    LinkState link = LinkState::Offline;
    events::WallTime link_since{};
    std::string reason; ///< a sentence for a technician
    std::optional<events::WallTime> last_push_at;
    std::optional<events::WallTime> last_pull_at;
    std::optional<events::WallTime> time_floor;
    std::optional<events::WallTime> retry_at;
    int failures = 0;
};
Result<std::optional<SyncdState>> syncdState(Database& database);

/// This machine's certificate, as syncd sees it. A type of its own: only the screen's staff page wants to know.
struct SyncdCertificate {
    std::optional<events::WallTime> not_after; ///< absent: this machine has none
    std::optional<events::WallTime> renews_at; ///< absent: it does not renew itself

    bool operator==(const SyncdCertificate&) const = default;
};
/// Nothing until a syncd that tells it has run on this store.
Result<std::optional<SyncdCertificate>> syncdCertificate(Database& database);

} // namespace onestop::store
