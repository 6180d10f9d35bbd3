// SPDX-License-Identifier: Apache-2.0
// Section numbers are those of the TUF specification 1.0.34.
#include "sync/tuf/refresh.h"

#include "sync/tuf/atomic_file.h"

#include <algorithm>
#include <set>

namespace onestop::tuf {
namespace {

tl::unexpected<TufFailure> passOn(const FetchFailure& failure) {
    TufFailureKind kind = TufFailureKind::Unreachable;
    if (failure.kind == FetchFailureKind::NotFound) kind = TufFailureKind::NotFound;
    if (failure.kind == FetchFailureKind::TooLong) kind = TufFailureKind::TooLong;
    return tl::unexpected(TufFailure{kind, failure.context});
}

// A signed length may only lower the limit.
std::size_t lengthLimit(const MetaFile& listed, std::size_t most) {
    return listed.length ? static_cast<std::size_t>(std::min<std::uint64_t>(*listed.length, most)) : most;
}

} // namespace

std::string percentEncode(std::string_view text, bool keepSlashes) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || (keepSlashes && c == '/');
        if (plain) {
            out.push_back(c);
        } else {
            out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        }
    }
    return out;
}

bool isTarget(BytesView bytes, const TargetFile& file) {
    return bytes.size() == file.length && hashesHold(bytes, file.hashes);
}

bool isTargetFile(const std::filesystem::path& path, const TargetFile& file) {
    const auto listed = file.hashes.find("sha256");
    if (listed == file.hashes.end()) return false;
    const auto digest = digestOfFile(path);
    return digest && digest->length == file.length && crypto::toHex(digest->sha256) == listed->second;
}

std::string targetFileName(const TargetInfo& target, bool consistentSnapshot) {
    std::string name = target.path;
    if (consistentSnapshot && !target.file.hashes.empty()) {
        const std::size_t slash = name.rfind('/');
        name.insert(slash == std::string::npos ? 0 : slash + 1, target.file.hashes.begin()->second + ".");
    }
    return percentEncode(name, true);
}

std::string metadataFileName(std::uint64_t version, const std::string& role) {
    return std::to_string(version) + "." + percentEncode(role, false) + ".json";
}

Refresh::Refresh(MetadataFetcher& fetcher, MetadataStore& store, Time now, Bytes shippedRoot, Limits limits)
    : fetcher_(fetcher), store_(store), now_(now), shippedRoot_(std::move(shippedRoot)), limits_(limits) {}

tl::expected<void, TufFailure> Refresh::run() {
    if (auto ok = startFromTrustedRoot(); !ok) return ok;
    if (auto ok = updateRoots(); !ok) return ok;
    if (auto ok = updateTimestamp(); !ok) return ok;
    if (auto ok = updateSnapshot(); !ok) return ok;
    return loadTargets("targets", "root");
}

tl::expected<void, TufFailure> Refresh::startFromTrustedRoot() {
    set_.reset();
    std::string why = "none is stored";
    if (const auto stored = store_.load("root")) {
        auto set = TrustedSet::start(*stored, now_);
        if (set) {
            set_ = std::move(*set);
            return {};
        }
        why = set.error().context;
    }
    auto set = TrustedSet::start(shippedRoot_, now_);
    if (!set) {
        return tl::unexpected(TufFailure{TufFailureKind::NoTrustedRoot, "cannot start from a trusted root: stored: " +
                                                                            why + "; shipped: " + set.error().context});
    }
    set_ = std::move(*set);
    return save("root", set_->root().version, shippedRoot_);
}

tl::expected<void, TufFailure> Refresh::updateRoots() { // 5.3
    for (int i = 0; i < limits_.rootRotations; ++i) {
        const std::uint64_t next = set_->root().version + 1;
        const auto bytes = fetcher_.fetchMetadata(metadataFileName(next, "root"), limits_.rootBytes);
        if (!bytes) {
            if (bytes.error().kind == FetchFailureKind::NotFound) break; // 5.3.3: this is the newest
            return passOn(bytes.error());
        }
        if (auto ok = set_->updateRoot(*bytes); !ok) return ok;
        if (auto ok = save("root", next, *bytes); !ok) return ok; // 5.3.8
    }
    return {};
}

tl::expected<void, TufFailure> Refresh::updateTimestamp() { // 5.4
    // The stored one may be expired or signed by rotated keys: then it guards, or says nothing.
    if (const auto stored = store_.load("timestamp")) (void)set_->updateTimestamp(*stored);
    const auto bytes = fetcher_.fetchMetadata("timestamp.json", limits_.timestampBytes);
    if (!bytes) return passOn(bytes.error());
    const auto answer = set_->updateTimestamp(*bytes);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == TrustedSet::TimestampAnswer::Unchanged) return set_->checkTimestamp();
    return save("timestamp", set_->timestamp()->version, *bytes); // 5.4.5
}

tl::expected<void, TufFailure> Refresh::updateSnapshot() { // 5.5
    if (const auto stored = store_.load("snapshot")) {
        if (set_->updateSnapshot(*stored, TrustedSet::Origin::Store)) return {};
    }
    const MetaFile& listed = std::get<Timestamp>(set_->timestamp()->role).snapshot;
    const std::string name =
        set_->rootRole().consistentSnapshot ? metadataFileName(listed.version, "snapshot") : "snapshot.json";
    const auto bytes = fetcher_.fetchMetadata(name, lengthLimit(listed, limits_.snapshotBytes));
    if (!bytes) return passOn(bytes.error());
    if (auto ok = set_->updateSnapshot(*bytes, TrustedSet::Origin::Repository); !ok) return ok;
    return save("snapshot", set_->snapshot()->version, *bytes); // 5.5.7
}

tl::expected<void, TufFailure> Refresh::loadTargets(const std::string& role, const std::string& delegator) { // 5.6
    if (set_->targets(role) != nullptr) return set_->verifyLoaded(role, delegator);
    if (const auto stored = store_.load(role)) {
        if (set_->updateTargets(*stored, role, delegator)) return {};
    }
    const MetaFile* listed = set_->listed(role);
    if (listed == nullptr) {
        return tl::unexpected(
            TufFailure{TufFailureKind::NotListed, "cannot trust " + role + ": the snapshot does not list it"});
    }
    const std::string name = set_->rootRole().consistentSnapshot ? metadataFileName(listed->version, role)
                                                                 : percentEncode(role, false) + ".json";
    const auto bytes = fetcher_.fetchMetadata(name, lengthLimit(*listed, limits_.targetsBytes));
    if (!bytes) return passOn(bytes.error());
    if (auto ok = set_->updateTargets(*bytes, role, delegator); !ok) return ok;
    return save(role, set_->targets(role)->version, *bytes); // 5.6.6
}

tl::expected<std::optional<TargetInfo>, TufFailure> Refresh::find(const std::string& targetPath) { // 5.6.7
    struct Visit {
        std::string role, delegator;
    };
    std::vector<Visit> toVisit{{"targets", "root"}};
    std::set<std::string> visited;
    while (!toVisit.empty() && visited.size() < static_cast<std::size_t>(limits_.delegations)) {
        const Visit visit = std::move(toVisit.back());
        toVisit.pop_back();
        if (visited.contains(visit.role)) continue; // 5.6.7.1: a cycle
        if (auto ok = loadTargets(visit.role, visit.delegator); !ok) return tl::unexpected(ok.error());
        const auto& targets = std::get<Targets>(set_->targets(visit.role)->role);
        if (const auto file = targets.files.find(targetPath); file != targets.files.end()) {
            return TargetInfo{targetPath, file->second, visit.role};
        }
        visited.insert(visit.role);
        std::vector<Visit> children;
        for (const Delegation& delegation : targets.delegations) {
            if (!delegation.covers(targetPath)) continue;
            children.push_back({delegation.name, visit.role});
            if (delegation.terminating) { // nothing beyond this branch may speak for the path
                toVisit.clear();
                break;
            }
        }
        toVisit.insert(toVisit.end(), std::make_move_iterator(children.rbegin()),
                       std::make_move_iterator(children.rend()));
    }
    return std::nullopt;
}

tl::expected<Bytes, TufFailure> Refresh::download(const TargetInfo& target) { // 5.7
    const std::string name = targetFileName(target, set_->rootRole().consistentSnapshot);
    auto bytes = fetcher_.fetchTarget(name, static_cast<std::size_t>(target.file.length));
    if (!bytes) return passOn(bytes.error());
    if (!isTarget(*bytes, target.file)) {
        return tl::unexpected(TufFailure{TufFailureKind::Mismatch,
                                         "cannot take " + target.path + ": length or hash is not the signed one"});
    }
    return std::move(*bytes);
}

tl::expected<void, TufFailure> Refresh::save(const std::string& role, std::uint64_t version, BytesView bytes) {
    if (auto ok = store_.save(role, version, bytes); !ok) {
        return tl::unexpected(TufFailure{TufFailureKind::Store, "cannot keep " + role + " metadata: " + ok.error()});
    }
    return {};
}

} // namespace onestop::tuf
