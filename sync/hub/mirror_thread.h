// SPDX-License-Identifier: Apache-2.0
// The mirror at work: a thread that pulls from the repository above over HTTPS into the folder which the public door
// shows.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sync/events/clock.h"
#include "sync/hub/config.h"
#include "sync/hub/hub.h"
#include "sync/hub/mirror.h"
#include "sync/hub/mirror_disk.h"
#include "sync/pull/pull_thread.h"
#include "sync/pull/repository_fetcher.h"

namespace onestop::hub {

/// What a kill broke off; before the doors open. The error is a sentence.
tl::expected<void, std::string> recoverMirror(const std::filesystem::path& repository);

/// Large targets go on where they broke off, also after a restart.
class ResumingFetcher final : public tuf::MetadataFetcher {
public:
    /// `parts` is this class's alone; it is made when needed.
    ResumingFetcher(pull::RepositoryFetcher& above, std::filesystem::path parts)
        : above_(above), parts_(std::move(parts)) {}
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override;
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override;
    /// What is still in parts is wanted no more.
    void forgetParts();

private:
    pull::RepositoryFetcher& above_;
    std::filesystem::path parts_;
};

class MirrorThread {
public:
    /// Told after each pull, on the pulling thread; `news`: something came.
    using Told = std::function<void(MirrorStanding, bool news)>;
    /// Before the first pull; `config.mirror` is set.
    static MirrorStanding atStart(const HubConfig& config);
    /// Begins at once.
    MirrorThread(const HubConfig& config, const events::Clock& clock, Told told);

    /// There is something new above; any thread.
    void hint() { thread_.hint(std::chrono::milliseconds(0)); }

private:
    pull::Pulled pullOnce();
    void tell(const Mirrored& mirrored);

    std::filesystem::path root_;
    const events::Clock& clock_;
    Told told_;
    MirrorStanding standing_;
    FolderDisk disk_;
    Mirror mirror_;
    pull::RepositoryFetcher above_;
    ResumingFetcher resuming_;
    pull::PullThread thread_; ///< last: it uses all of the above
};

} // namespace onestop::hub
