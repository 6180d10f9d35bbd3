// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/bundle_mirror.h"

#include <algorithm>
#include <optional>

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

pull::Pulled leftOut(std::string sentence, std::optional<std::chrono::seconds> pause = {}) {
    return {PullOutcome::Rejected, std::move(sentence), pause};
}

/// One bundle into its place; anything but Applied is why it is not there.
Pulled bring(const ListedBundle& bundle, const fs::path& repository, const FetchToFile& fetch) {
    const auto file = repository / "targets" / bundle.name;
    const auto& path = bundle.target.path;
    std::error_code error;
    fs::create_directories(repository / kBundleParts, error);
    fs::create_directories(file.parent_path(), error);
    const auto space = fs::space(repository, error);
    if (error || space.available < bundle.target.file.length + kSpareBytes)
        return leftOut("no room for " + path, kAfterWrongBundle);
    const auto part = repository / kBundleParts / file.filename(); // begins with its hash
    if (const auto came = fetch(bundle.name, static_cast<std::size_t>(bundle.target.file.length), part); !came) {
        if (came.error().kind == tuf::FetchFailureKind::Unreachable)
            return {PullOutcome::NotReached, came.error().context, {}};
        return leftOut(came.error().context);
    }
    fs::remove(part.string() + ".etag", error);
    if (!tuf::isTargetFile(part, bundle.target.file)) {
        fs::remove(part, error);
        return leftOut(path + " is not what was signed: refused", kAfterWrongBundle);
    }
    if (const auto placed = tuf::putInPlace(part, file); !placed) return leftOut(placed.error());
    return {PullOutcome::Applied, path, {}};
}

} // namespace

Pulled bringBundles(std::span<const ListedBundle> listed, const fs::path& repository, const FetchToFile& fetch) {
    std::optional<Pulled> fault; // the first, with the longest pause of all
    std::string came;
    for (const auto& bundle : listed) {
        if (!staysBelow(bundle.name) || isHere(repository / "targets" / bundle.name, bundle.target.file)) continue;
        auto brought = bring(bundle, repository, fetch);
        if (brought.outcome == PullOutcome::Applied) {
            came += (came.empty() ? "" : ", ") + brought.sentence;
            continue;
        }
        const bool is_over = brought.outcome == PullOutcome::NotReached;
        if (fault)
            fault->retry_after = std::max(fault->retry_after, brought.retry_after);
        else
            fault = std::move(brought);
        if (is_over) break;
    }
    if (!came.empty()) came += ": here for the kiosks of this site";
    if (fault) {
        if (!came.empty()) fault->sentence = came + "; " + fault->sentence;
        return *fault;
    }
    std::error_code ignored;
    fs::remove_all(repository / kBundleParts, ignored); // with what is wanted no more
    if (came.empty()) return {PullOutcome::Unchanged, "all bundles are here", {}};
    return {PullOutcome::Applied, came, {}};
}

BundleMirror::BundleMirror(const HubConfig& config, const events::Clock& clock)
    : repository_(config.repository), root_(config.root), site_(config.site), clock_(clock),
      above_(*config.mirror, clock), thread_([this] { return pullOnce(); }, [this] { above_.stop(); }, push::chance) {}

Pulled BundleMirror::pullOnce() {
    const auto listed = listedBundles(repository_, root_, site_, clock_.now());
    if (!listed) return {PullOutcome::Unchanged, listed.error(), {}}; // the mirror has nothing yet
    std::optional<std::chrono::seconds> asked_for;
    auto pulled = bringBundles(*listed, repository_, [&](const auto& name, auto most, const auto& file) {
        auto came = above_.fetchFile(name, most, file);
        if (!came) asked_for = above_.retryAfter();
        return came;
    });
    if (!pulled.reached()) pulled.retry_after = std::max(pulled.retry_after, asked_for);
    return pulled;
}

} // namespace onestop::hub
