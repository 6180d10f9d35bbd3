// SPDX-License-Identifier: Apache-2.0
// The logs of a kiosk's store, also of one that was set aside, as outboxes of the push.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/push/event_push.h"
#include "sync/store/event_log.h"

namespace onestop::daemon {

/// What is sent when all is acknowledged: nothing, or the newest event again, to hear what the hub holds.
enum class Repeat { Nothing, Newest };

/// Events of `owner` in `log` above what `acknowledgements` holds of that source; nothing when all is acknowledged.
/// The two are one store, but for a store that was set aside.
store::Result<std::optional<push::Batch>> nextBatch(store::Database& log, store::Database& acknowledgements,
                                                    store::Program owner, std::string_view site, std::string_view node,
                                                    std::size_t limit, Repeat repeat = Repeat::Nothing);

/// The same as the push sees it.
class LogOutbox final : public push::Outbox {
public:
    /// All but the texts outlive it. `doubted`: the hub may have been restored since it was last heard; it is asked
    /// what it holds, and has answered when this is false.
    LogOutbox(store::Database& log, store::Database& acknowledgements, store::Program owner, std::string site,
              std::string node, const events::Clock& clock, bool& doubted)
        : log_(log), acknowledgements_(acknowledgements), owner_(owner), site_(std::move(site)), node_(std::move(node)),
          clock_(clock), doubted_(doubted) {}
    store::Result<std::optional<push::Batch>> next(std::size_t limit) override;
    store::Result<std::optional<push::Batch>> behind(const push::Batch& sent, std::size_t limit) override;
    store::Result<void> acknowledge(const push::Batch& batch, std::uint64_t held) override;

private:
    store::Database& log_;
    store::Database& acknowledgements_;
    store::Program owner_;
    std::string site_, node_;
    const events::Clock& clock_;
    bool& doubted_;
};

/// Stores that were set aside beside `path` and may hold events that the hub never got, oldest first.
std::vector<std::string> setAsideStores(const std::string& path);

/// Nothing more can be had from it: the name it goes by from now on (`…salvaged-…`).
std::string salvagedName(const std::string& set_aside);

} // namespace onestop::daemon
