// SPDX-License-Identifier: Apache-2.0
// Each kiosk as a technician asks about it, the one that needs a visit first.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/events/clock.h"
#include "sync/hub/hub.h"

namespace onestop::hub {

/// Which software a machine runs, which it should, and how its last update went.
struct NodeSoftware {
    std::string running, compatible;
    std::string wanted;     ///< a newer release that has reached it; empty: none
    std::string updated_to; ///< the version that the rest is about; empty: none yet
    std::string progress;   ///< "fetched", "installed" or "failed"
    std::string reason, part, updated_at;

    /// The newest that it was given did not hold, it is not to have another, and nobody brought a newer one by hand.
    bool failed() const;
};

struct FleetNode {
    std::string node;
    bool online = false; ///< its state stream is open now
    events::WallTime last_contact{};
    std::string version;
    std::string catalogue_issued_at;
    std::map<std::string, std::string> devices;  ///< device → state, "ready" is well
    int anomalies = 0;                           ///< noted today
    std::optional<std::int64_t> clock_ahead_s{}; ///< against ours, when it last sent something; empty: not told
    std::int64_t waiting = 0;                    ///< events that it had not sent by then
    std::string waiting_since{};                 ///< none of them happened before; empty: none waits
    std::optional<NodeSoftware> software{};      ///< absent: this machine's software is not the district's
};

/// 0: nothing to do. Silent for ten minutes counts most, then a device that does not serve or an update that failed,
/// then anomalies. A kiosk of another site is heard of through its hub only when something happened there: its silence
/// says nothing. A clock more than two minutes off, or events that have waited for an hour, count as an anomaly each.
int urgency(const FleetNode& node, events::WallTime now);

/// JSON: {"upstream":{…} or null,"mirror":{…} or null,"nodes":[…]}, most urgent first.
std::string fleetDocument(Hub& hub);

} // namespace onestop::hub
