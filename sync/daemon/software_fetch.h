// SPDX-License-Identifier: Apache-2.0
// The software that this machine should run, fetched beside what it runs: a bundle of some hundred megabytes, a piece
// at a time, going on where it broke off, checked against what was signed and then laid ready for deploy/units'
// onestop-update, which installs it at night. What became of it is told to the hub from here.
//
// This program's, in <folder>/fetched/:
// - <hash>.….raucb.part
// - bundle.raucb
// - wanted.json: last, with it the rest is there
// - reported.json: the outcome.json that the hub was told of; with the id of an event behind it, it was if the log
// holds
//   that event
//
// Root's, in <folder>/:
// - trying.json: being installed, or started with the next boot
// - outcome.json: how that ended
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "sync/daemon/config.h"
#include "sync/events/clock.h"
#include "sync/pull/pull_thread.h"
#include "sync/pull/repository_fetcher.h"
#include "sync/store/event_log.h"
#include "sync/tuf/refresh.h"

namespace onestop::daemon {

/// A release that reached this machine, as it is signed.
struct WantedBundle {
    std::string version;
    tuf::TargetInfo target;
    std::string name; ///< of the file in the repository's targets folder
};

/// What a verified list says; nothing in it: nothing newer has reached this machine.
struct SoftwareNews {
    std::optional<WantedBundle> wanted;
};

/// Which bytes of which version.
struct BundleId {
    std::string version;
    std::string sha256; ///< hex
    bool operator==(const BundleId&) const = default;
};

enum class FetchStep { Nothing, Discard, Fetch };
/// Pure: what to do about `wanted` when `ready` lies there or is installed already, and `failed` was tried and went
/// back. The same bytes are not tried twice: a release that is to be tried again has to be published anew.
FetchStep fetchStep(const std::optional<BundleId>& wanted, const std::optional<BundleId>& ready,
                    const std::optional<BundleId>& failed);

/// What onestop-update wrote into outcome.json, as the event that tells the hub; absent: it says nothing known.
struct UpdateOutcome {
    BundleId bundle;
    bool installed = false;
    std::string reason; ///< of events' software.failed
    std::string part;   ///< empty: none is to blame
};
std::optional<UpdateOutcome> parseOutcome(std::string_view json);

/// Belongs to one thread, except stop().
class SoftwareFetch {
public:
    SoftwareFetch(const SyncdConfig& config, const events::Clock& clock);

    /// Brings `wanted` (absent: nothing newer has reached this machine) as far as it can.
    pull::Pulled fetch(const std::optional<WantedBundle>& wanted, store::EventLog& log, store::Database& database);
    /// Tells the hub how the last update ended, once, whatever kills it meanwhile; when store or disk cannot take it
    /// now, with the next call.
    void report(store::EventLog& log, store::Database& database);
    void stop() { fetcher_.stop(); }

private:
    pull::Pulled take(const WantedBundle& wanted, store::EventLog& log, store::Database& database);
    void discard();
    std::filesystem::path fetched(const char* name) const { return folder_ / "fetched" / name; }

    std::filesystem::path folder_;
    pull::RepositoryFetcher fetcher_;
};

} // namespace onestop::daemon
