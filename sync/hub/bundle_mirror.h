// SPDX-License-Identifier: Apache-2.0
// Bundles of software from the repository above, for the kiosks of this site. On a thread of its own beside the mirror:
// one is hundreds of megabytes, and a closure must not wait for it. Which ones, the mirror has verified already; what
// comes is checked against that, and is in its place only when it is right.
#pragma once

#include <chrono>
#include <filesystem>

#include "sync/events/clock.h"
#include "sync/hub/config.h"
#include "sync/pull/pull_thread.h"
#include "sync/pull/repository_fetcher.h"

namespace onestop::hub {

class BundleMirror {
public:
    /// Begins at once; `config.mirror` is set.
    BundleMirror(const HubConfig& config, const events::Clock& clock);

    /// There may be a new one; any thread.
    void hint() { thread_.hint(std::chrono::milliseconds(0)); }

private:
    pull::Pulled pullOnce();

    std::filesystem::path repository_, root_;
    const events::Clock& clock_;
    pull::RepositoryFetcher above_;
    pull::PullThread thread_; ///< last: it uses all of the above
};

} // namespace onestop::hub
