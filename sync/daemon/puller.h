// SPDX-License-Identifier: Apache-2.0
// One pull of the signed catalogue: TUF refresh over HTTPS, every wanted target verified, written in slices and
// switched by one row. A role or a target that cannot be had keeps what stood before; the rest goes on (DESIGN 4.4).
#pragma once

#include <optional>
#include <string>

#include "sync/daemon/config.h"
#include "sync/daemon/large_target.h"
#include "sync/daemon/software_fetch.h"
#include "sync/daemon/syncd_rows.h"
#include "sync/events/clock.h"
#include "sync/pull/pull_thread.h"
#include "sync/pull/repository_fetcher.h"
#include "sync/tuf/refresh.h"

namespace onestop::daemon {

using pull::PullOutcome;

struct PullReport : pull::Pulled {
    std::optional<events::WallTime> issued; ///< Applied: newest `issued` of the verified targets
    std::optional<SoftwareNews> software{}; ///< absent: nothing was heard of it
};

/// Blocking; belongs to one thread, except stop().
class Puller {
public:
    /// `clock` gives the time of the checks, raised to its floor.
    Puller(SyncdConfig config, const events::SystemClock& clock);

    PullReport pull(store::Database& database, store::EventLog& log);
    /// Ends what is under way; any thread.
    void stop();

private:
    PullReport pullTargets(store::Database& database, store::EventLog& log, tuf::Refresh& refresh,
                           events::WallTime now);
    std::optional<SoftwareNews> softwareNews(store::Database& database, tuf::Refresh& refresh) const;
    PullReport rejected(store::Database& database, store::EventLog& log, const tuf::TufFailure& failure);
    /// What one pull gathers.
    struct Gathered {
        VerifiedTargets targets;
        bool changed = false;
        std::optional<tuf::TufFailure> missed; ///< of what this site needs
    };
    void gather(store::Database& database, tuf::Refresh& refresh, const std::string& path, Gathered& gathered,
                const std::map<std::string, crypto::Digest>& here, std::optional<tuf::TufFailure>& missed);
    tl::expected<std::optional<VerifiedTarget>, tuf::TufFailure> verifiedTarget(store::Database& database,
                                                                                tuf::Refresh& refresh,
                                                                                const std::string& path,
                                                                                const crypto::Digest* former);
    store::Result<PullReport> apply(store::Database& database, store::EventLog& log, const VerifiedTargets& targets);

    SyncdConfig config_;
    const events::SystemClock& clock_;
    pull::RepositoryFetcher fetcher_;
    LargeTargets large_;
    std::string last_rejection_; ///< the same fault is reported once
};

} // namespace onestop::daemon
