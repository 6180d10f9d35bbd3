// SPDX-License-Identifier: Apache-2.0
// Bundles of software from the repository above, for the kiosks of this site. On a thread of its own beside the mirror:
// one is hundreds of megabytes, and a closure must not wait for it. Which ones, the mirror has verified already; what
// comes is checked against that, and is in its place only when it is right. One that cannot be had keeps no other away.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "sync/events/clock.h"
#include "sync/hub/config.h"
#include "sync/hub/site_plan.h"
#include "sync/pull/pull_thread.h"
#include "sync/pull/repository_fetcher.h"

namespace onestop::hub {

/// A file of the targets folder above, of so many bytes at most, into this one.
using FetchToFile = std::function<tl::expected<void, tuf::FetchFailure>(const std::string& name, std::size_t most,
                                                                        const std::filesystem::path& file)>;
/// Brings what is not in `repository` yet, in the order given. A bundle that is missing above, is not what was signed
/// or has no room is named at the end and keeps no later one away; an address that does not answer ends it.
pull::Pulled bringBundles(std::span<const ListedBundle> listed, const std::filesystem::path& repository,
                          const FetchToFile& fetch);

class BundleMirror {
public:
    /// Begins at once; `config.mirror` is set.
    BundleMirror(const HubConfig& config, const events::Clock& clock);

    /// There may be a new one; any thread.
    void hint() { thread_.hint(std::chrono::milliseconds(0)); }

private:
    pull::Pulled pullOnce();

    std::filesystem::path repository_, root_;
    std::string site_;
    const events::Clock& clock_;
    pull::RepositoryFetcher above_;
    pull::PullThread thread_; ///< last: it uses all of the above
};

} // namespace onestop::hub
