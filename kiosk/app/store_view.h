// SPDX-License-Identifier: Apache-2.0
// What syncd has brought, as the screen sees it: catalogue, queue, link, opening hours. Kiosk and hall read it alike.
#pragma once

#include <optional>
#include <string>

#include "kiosk/flows/lobby.h"
#include "sync/store/database.h"

namespace onestop::app {

/// A heartbeat older than this: syncd does not run.
constexpr std::chrono::seconds kHeartbeatPatience{15};

class StoreView {
public:
    StoreView(std::string site, int kiosk, std::string help_phone);

    /// Reads what has changed since the last call into `state`; true when anything a page may show did. Without a
    /// database, and where a part cannot be read, the last known stays and the link says that syncd is silent.
    bool refresh(store::Database* database, const events::Clock& clock, flows::LobbyState& state);

    /// The moment passes: minute of the clock, opening state. Cheap; to be called at every tick.
    bool refreshTime(const events::Clock& clock, flows::LobbyState& state);

private:
    bool refreshCatalogue(store::Database& database, flows::LobbyState& state);
    bool refreshQueue(store::Database& database, flows::LobbyState& state);
    bool refreshLink(store::Database* database, const events::Clock& clock, flows::LobbyState& state);
    bool refreshCertificate(store::Database& database, flows::LobbyState& state);
    void complain(const store::StoreFailure& failure);

    std::string site_;
    int kiosk_;
    std::string help_phone_;
    std::string last_complaint_;
    std::chrono::sys_time<std::chrono::minutes> opening_minute_{};
    std::uint64_t opening_revision_ = 0;
    bool first_ = true;
};

} // namespace onestop::app
