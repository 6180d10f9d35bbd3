// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/mirror_thread.h"

#include <spdlog/spdlog.h>

#include "sync/push/answered.h"
#include "sync/tuf/atomic_file.h"
#include "sync/tuf/packing.h"

namespace onestop::hub {

namespace {

constexpr const char* kParts = ".mirror/parts";

std::string inOneLine(const std::vector<std::string>& sentences) {
    std::string line;
    for (const auto& sentence : sentences)
        line += (line.empty() ? "" : "; ") + sentence;
    return line;
}

} // namespace

tl::expected<void, std::string> recoverMirror(const std::filesystem::path& repository) {
    FolderDisk disk(repository);
    return Mirror(disk).recover();
}

tl::expected<tuf::Bytes, tuf::FetchFailure> ResumingFetcher::fetchMetadata(const std::string& name, std::size_t most) {
    return above_.fetchMetadata(name, most);
}

tl::expected<tuf::Bytes, tuf::FetchFailure> ResumingFetcher::fetchTarget(const std::string& name, std::size_t most) {
    if (most < tuf::kPackedFromBytes) return above_.fetchTarget(name, most);
    std::error_code error;
    std::filesystem::create_directories(parts_, error);
    const auto part = parts_ / std::filesystem::path(name).filename(); // it begins with its hash
    if (auto fetched = above_.fetchFile(name, most, part); !fetched) return tl::unexpected(fetched.error());
    auto bytes = tuf::readFile(part);
    std::filesystem::remove(part.string() + ".etag", error);
    std::filesystem::remove(part, error);
    if (bytes) return std::move(*bytes);
    return tl::unexpected(tuf::FetchFailure{tuf::FetchFailureKind::Unreachable, "cannot read " + part.string()});
}

void ResumingFetcher::forgetParts() {
    std::error_code ignored;
    std::filesystem::remove_all(parts_, ignored);
}

MirrorStanding MirrorThread::atStart(const HubConfig& config) {
    return {"https://" + config.mirror->url.authority() + config.mirror->url.path, {}, "just started"};
}

MirrorThread::MirrorThread(const HubConfig& config, const events::Clock& clock, Told told)
    : root_(config.root), clock_(clock),
      told_(std::move(told)), standing_{"https://" + config.mirror->url.authority() + config.mirror->url.path,
                                        {},
                                        "just started"},
      disk_(config.repository), mirror_(disk_), above_(*config.mirror, clock),
      resuming_(above_, config.repository / kParts),
      thread_([this] { return pullOnce(); }, [this] { above_.stop(); }, push::chance) {}

pull::Pulled MirrorThread::pullOnce() {
    auto mirrored =
        mirror_.pull(resuming_, tuf::readFile(root_).value_or(tuf::Bytes()), clock_.now(), clock_.monotonic());
    if (mirrored.reached()) {
        resuming_.forgetParts();
    } else {
        mirrored.retry_after = above_.retryAfter();
    }
    tell(mirrored);
    return mirrored;
}

void MirrorThread::tell(const Mirrored& mirrored) {
    const auto fault = mirrored.reached() ? inOneLine(mirrored.left_out) : mirrored.sentence;
    // What is not reached or taken at all is in the log already, by the thread.
    if (mirrored.reached() && !fault.empty() && fault != standing_.fault) spdlog::warn("left out: {}", fault);
    standing_.fault = fault;
    if (mirrored.reached()) standing_.verified_at = clock_.now();
    told_(standing_, mirrored.outcome == pull::PullOutcome::Applied);
}

} // namespace onestop::hub
