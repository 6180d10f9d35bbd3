// SPDX-License-Identifier: Apache-2.0
// Nothing of one pull is on the disk before it is verified.
#include "sync/hub/mirror.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>

#include "sync/catalogue/software.h"
#include "sync/hub/mirror_metadata.h"
#include "sync/hub/mirror_targets.h"

namespace onestop::hub {

using pull::PullOutcome;
using tuf::TufFailure;
using tuf::TufFailureKind;

namespace {

/// What is put in place together. Hidden, so that the public door does not show it.
const std::string kNext = ".mirror/next/";
const std::string kNextTimestamp = kNext + "timestamp.json";

tl::unexpected<TufFailure> refuseAll(TufFailureKind kind, std::string why) {
    return tl::unexpected(TufFailure{kind, "cannot mirror: " + std::move(why)});
}

/// Remembers what came last: an expired role is genuine, and shown as it is above.
class LastFetched final : public tuf::MetadataFetcher {
public:
    explicit LastFetched(tuf::MetadataFetcher& above) : above_(above) {}
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchMetadata(const std::string& name, std::size_t most) override {
        auto bytes = above_.fetchMetadata(name, most);
        name_ = name;
        bytes_ = bytes ? *bytes : tuf::Bytes();
        return bytes;
    }
    tl::expected<tuf::Bytes, tuf::FetchFailure> fetchTarget(const std::string& name, std::size_t most) override {
        return above_.fetchTarget(name, most);
    }
    const std::string& name() const { return name_; }
    const tuf::Bytes& bytes() const { return bytes_; }

private:
    tuf::MetadataFetcher& above_;
    std::string name_;
    tuf::Bytes bytes_;
};

/// One pull.
class MirrorPull {
public:
    MirrorPull(MirrorDisk& disk, const MirrorLimits& limits, tuf::MetadataFetcher& above, const tuf::Bytes& root,
               tuf::Time now)
        : disk_(disk), limits_(limits), root_(root), now_(now), above_(above), shown_(disk, root, now),
          refresh_(above_, shown_, now, root, limits.metadata) {}

    tl::expected<void, TufFailure> run() {
        if (auto ok = refresh_.run(); !ok) return ok;
        if (!refresh_.trusted()->rootRole().consistentSnapshot)
            return refuseAll(TufFailureKind::Malformed, "without consistent snapshots old and new would mix");
        if (auto ok = completeRoots(); !ok) return ok;
        if (auto ok = loadRoles(); !ok) return ok;
        if (auto ok = checkSize(); !ok) return ok;
        if (auto ok = takeTargets(); !ok) return ok;
        return keepMetadata();
    }
    std::size_t files() const { return files_; }
    std::vector<std::string>& leftOut() { return left_out_; }
    std::uint64_t version() const { return refresh_.trusted()->timestamp()->version; }

private:
    tl::expected<void, TufFailure> completeRoots();
    tl::expected<void, TufFailure> loadRoles();
    tl::expected<void, TufFailure> takeFailed(const std::string& role, TufFailure failure);
    tl::expected<void, TufFailure> checkSize();
    tl::expected<void, TufFailure> takeTargets();
    tl::expected<void, TufFailure> keepMetadata();
    tl::expected<void, TufFailure> layReady();
    tl::expected<void, TufFailure> write(const std::string& name, tuf::BytesView bytes);

    MirrorDisk& disk_;
    const MirrorLimits& limits_;
    const tuf::Bytes& root_;
    tuf::Time now_;
    LastFetched above_;
    ShownMetadata shown_;
    tuf::Refresh refresh_;
    std::set<std::string> roles_; ///< loaded
    std::size_t files_ = 0;       ///< written
    std::vector<std::string> left_out_;
};

tl::expected<void, TufFailure> MirrorPull::write(const std::string& name, tuf::BytesView bytes) {
    if (auto ok = disk_.write(name, bytes); !ok) return tl::unexpected(TufFailure{TufFailureKind::Store, ok.error()});
    ++files_;
    return {};
}

/// Also those before the root of trust, for a kiosk that has an older one. Each must vouch for the next.
tl::expected<void, TufFailure> MirrorPull::completeRoots() {
    const auto own = tuf::parseMetadata(tuf::RoleType::Root, root_)->version;
    shown_.came()[tuf::metadataFileName(own, "root")] = root_;
    tuf::Bytes next = root_;
    for (auto version = own - 1; version > 0; --version) {
        const auto name = tuf::metadataFileName(version, "root");
        const auto vouches = [&](const tuf::Bytes& bytes) {
            auto trusted = tuf::TrustedSet::start(bytes, now_);
            return trusted && trusted->updateRoot(next);
        };
        if (auto here = disk_.read("metadata/" + name); here && vouches(*here)) {
            next = std::move(*here);
            continue;
        }
        auto bytes = above_.fetchMetadata(name, limits_.metadata.rootBytes);
        if (!bytes && bytes.error().kind == tuf::FetchFailureKind::NotFound) return {}; // it begins later there, too
        if (!bytes) return refuseAll(kindOf(bytes.error().kind), bytes.error().context);
        if (!vouches(*bytes)) return refuseAll(TufFailureKind::Unsigned, name + " does not vouch for the next root");
        shown_.came()[name] = next = std::move(*bytes);
    }
    return {};
}

/// Every role that the snapshot lists and that somebody delegates to.
tl::expected<void, TufFailure> MirrorPull::loadRoles() {
    roles_ = {"targets"};
    std::deque<std::string> delegators{"targets"};
    while (!delegators.empty()) {
        const auto delegator = std::move(delegators.front());
        delegators.pop_front();
        for (const auto& delegation :
             std::get<tuf::Targets>(refresh_.trusted()->targets(delegator)->role).delegations) {
            const auto& role = delegation.name;
            if (refresh_.trusted()->listed(role) == nullptr) continue; // a site that has not published yet
            if (auto loaded = refresh_.loadTargets(role, delegator); !loaded) {
                if (auto goes_on = takeFailed(role, std::move(loaded.error())); !goes_on) return goes_on;
            } else if (roles_.insert(role).second) {
                delegators.push_back(role);
            }
            if (roles_.size() > limits_.roles) return refuseAll(TufFailureKind::TooLong, "too many roles");
        }
    }
    return {};
}

/// A delegated role stops only its own targets.
tl::expected<void, TufFailure> MirrorPull::takeFailed(const std::string& role, TufFailure failure) {
    if (failure.kind == TufFailureKind::Unreachable) return tl::unexpected(std::move(failure));
    const auto name = tuf::metadataFileName(refresh_.trusted()->listed(role)->version, role);
    if (failure.kind == TufFailureKind::Expired) {
        if (above_.name() == name) shown_.came()[name] = above_.bytes();
    } else {
        left_out_.push_back(std::move(failure.context));
    }
    return {};
}

tl::expected<void, TufFailure> MirrorPull::checkSize() {
    std::uint64_t left = limits_.all_bytes;
    const auto fits = [&left](std::uint64_t bytes) { return bytes <= left && (left -= bytes, true); };
    bool all_fit = true;
    for (const auto& [name, bytes] : shown_.came())
        all_fit = all_fit && fits(bytes.size());
    for (const auto& role : roles_)
        for (const auto& [path, file] : std::get<tuf::Targets>(refresh_.trusted()->targets(role)->role).files)
            all_fit =
                all_fit && (catalogue::isBundlePath(path) || file.length > limits_.target_bytes || fits(file.length));
    if (all_fit) return {};
    return refuseAll(TufFailureKind::TooLong, "more than " + std::to_string(limits_.all_bytes) + " bytes are listed");
}

tl::expected<void, TufFailure> MirrorPull::takeTargets() {
    MirrorTargets targets(disk_, above_, limits_.target_bytes);
    for (const auto& role : roles_) {
        for (const auto& [path, file] : std::get<tuf::Targets>(refresh_.trusted()->targets(role)->role).files) {
            if (catalogue::isBundlePath(path)) continue; // bundle_mirror.h
            const auto taken = targets.take({path, file, role});
            if (taken) continue;
            const auto kind = taken.error().kind;
            if (kind == TufFailureKind::Unreachable || kind == TufFailureKind::Store)
                return tl::unexpected(taken.error());
            left_out_.push_back(taken.error().context);
        }
    }
    files_ += targets.files();
    return {};
}

tl::expected<void, TufFailure> MirrorPull::keepMetadata() {
    const auto isChange = [this](const auto& file) { return disk_.read("metadata/" + file.first) != file.second; };
    const auto snapshot = tuf::metadataFileName(refresh_.trusted()->snapshot()->version, "snapshot");
    bool together = false;
    for (const auto& file : shown_.came()) {
        if (!isChange(file)) continue;
        if (file.first == "timestamp.json" || rootVersionOf(file.first)) {
            together = true;
        } else if (file.first != snapshot) {
            if (auto ok = write("metadata/" + file.first, file.second); !ok) return ok;
        }
    }
    if (const auto came = shown_.came().find(snapshot); came != shown_.came().end() && isChange(*came))
        if (auto ok = write("metadata/" + snapshot, came->second); !ok) return ok;
    // Roots that do not go on from ours, as of a stick from elsewhere: every kiosk would stumble over them.
    for (const auto& name : disk_.list("metadata"))
        if (const auto version = rootVersionOf(name); version && *version > refresh_.trusted()->root().version)
            disk_.remove(name);
    return together ? layReady() : tl::expected<void, TufFailure>();
}

/// The timestamp last: with it there, all is there.
tl::expected<void, TufFailure> MirrorPull::layReady() {
    for (const auto& [name, bytes] : shown_.came())
        if (rootVersionOf(name))
            if (auto ok = write(kNext + name, bytes); !ok) return ok;
    const auto came = shown_.came().find("timestamp.json");
    const auto timestamp = came != shown_.came().end() ? std::optional(came->second) : disk_.read(kShownTimestamp);
    return write(kNextTimestamp, timestamp.value());
}

} // namespace

tl::expected<void, std::string> Mirror::recover() {
    std::vector<std::pair<std::uint64_t, std::string>> roots; // the older first
    for (const auto& name : disk_->list(kNext.substr(0, kNext.size() - 1)))
        if (const auto version = rootVersionOf(name)) roots.emplace_back(*version, name);
    std::sort(roots.begin(), roots.end());
    if (const auto timestamp = disk_->read(kNextTimestamp)) {
        for (const auto& [version, name] : roots)
            if (const auto bytes = disk_->read(name))
                if (auto ok = disk_->write("metadata/" + name.substr(kNext.size()), *bytes); !ok) return ok;
        if (auto ok = disk_->write(kShownTimestamp, *timestamp); !ok) return ok;
        disk_->remove(kNextTimestamp);
    }
    for (const auto& [version, name] : roots)
        disk_->remove(name);
    return {};
}

Mirrored Mirror::pull(tuf::MetadataFetcher& above, const tuf::Bytes& root, tuf::Time now,
                      std::chrono::milliseconds monotonic) {
    const auto rejected = [](std::string why) { return Mirrored{{PullOutcome::Rejected, std::move(why), {}}, {}}; };
    if (auto ok = recover(); !ok) return rejected(ok.error());
    MirrorPull pull(*disk_, limits_, above, root, now);
    if (const auto ok = pull.run(); !ok) {
        if (ok.error().kind != TufFailureKind::Unreachable) return rejected(ok.error().context);
        return {{PullOutcome::NotReached, ok.error().context, {}}, {}};
    }
    if (auto ok = recover(); !ok) return rejected(ok.error());
    sweep(monotonic);
    Mirrored mirrored{{}, std::move(pull.leftOut())};
    mirrored.outcome = pull.files() > 0 ? PullOutcome::Applied : PullOutcome::Unchanged;
    mirrored.sentence = "the mirror shows version " + std::to_string(pull.version()) + " of the repository above, " +
                        std::to_string(pull.files()) + " files are new";
    return mirrored;
}

/// What has been named by nothing for as long as the grace goes. A restart begins to count anew.
void Mirror::sweep(std::chrono::milliseconds monotonic) {
    const auto named = namedFiles(*disk_);
    if (!named) return;
    std::map<std::string, std::chrono::milliseconds> since;
    for (const char* folder : {"metadata", "targets"}) {
        for (const auto& name : disk_->list(folder)) {
            if (named->contains(name) || named->contains(unpackedName(name))) continue;
            const auto known = unnamed_since_.find(name);
            const auto begun = known == unnamed_since_.end() ? monotonic : known->second;
            if (monotonic - begun >= limits_.grace) {
                disk_->remove(name);
            } else {
                since.emplace(name, begun);
            }
        }
    }
    unnamed_since_ = std::move(since);
}

} // namespace onestop::hub
