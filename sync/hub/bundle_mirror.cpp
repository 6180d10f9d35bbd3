// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/bundle_mirror.h"

#include "sync/hub/site_plan.h"
#include "sync/hub/static_files.h"
#include "sync/push/answered.h"
#include "sync/tuf/atomic_file.h"

namespace onestop::hub {

namespace fs = std::filesystem;
using pull::Pulled;
using pull::PullOutcome;

namespace {

constexpr const char* kBundleParts = ".mirror/bundles";
/// A repository that gives other bytes than were signed is left alone for so long.
constexpr std::chrono::hours kAfterWrongBundle{1};
/// What stays free beside a bundle: the database and the journal go on.
constexpr std::uintmax_t kSpareBytes = 256 * 1024 * 1024;

/// By its length: it was whole when it was put there, and kiosks check it themselves.
bool isHere(const fs::path& file, const tuf::TargetFile& listed) {
    std::error_code missing;
    return fs::file_size(file, missing) == listed.length && !missing;
}

} // namespace

BundleMirror::BundleMirror(const HubConfig& config, const events::Clock& clock)
    : repository_(config.repository), root_(config.root), clock_(clock), above_(*config.mirror, clock),
      thread_([this] { return pullOnce(); }, [this] { above_.stop(); }, push::chance) {}

Pulled BundleMirror::pullOnce() {
    const auto listed = listedBundles(repository_, root_, clock_.now());
    if (!listed) return {PullOutcome::Unchanged, listed.error(), {}}; // the mirror has nothing yet
    std::error_code error;
    std::string came_paths;
    for (const auto& bundle : *listed) {
        const auto file = repository_ / "targets" / bundle.name;
        if (!staysBelow(bundle.name) || isHere(file, bundle.target.file)) continue;
        fs::create_directories(repository_ / kBundleParts, error);
        fs::create_directories(file.parent_path(), error);
        const auto space = fs::space(repository_, error);
        if (error || space.available < bundle.target.file.length + kSpareBytes)
            return {PullOutcome::Rejected, "no room for " + bundle.target.path, kAfterWrongBundle};
        const auto part = repository_ / kBundleParts / file.filename(); // begins with its hash
        const auto most = static_cast<std::size_t>(bundle.target.file.length);
        if (const auto came = above_.fetchFile(bundle.name, most, part); !came)
            return {PullOutcome::NotReached, came.error().context, above_.retryAfter()};
        const bool right = tuf::isTargetFile(part, bundle.target.file);
        if (right)
            if (const auto placed = tuf::putInPlace(part, file); !placed)
                return {PullOutcome::Rejected, placed.error(), {}};
        fs::remove_all(repository_ / kBundleParts, error); // with what was of others
        if (!right)
            return {PullOutcome::Rejected, bundle.target.path + " is not what was signed: refused", kAfterWrongBundle};
        came_paths += (came_paths.empty() ? "" : ", ") + bundle.target.path;
    }
    if (came_paths.empty()) return {PullOutcome::Unchanged, "all bundles are here", {}};
    return {PullOutcome::Applied, came_paths + ": here for the kiosks of this site", {}};
}

} // namespace onestop::hub
