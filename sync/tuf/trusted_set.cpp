// SPDX-License-Identifier: Apache-2.0
// Section numbers are those of the TUF specification 1.0.34.
#include "sync/tuf/trusted_set.h"

#include <string>

namespace onestop::tuf {
namespace {

using Checked = tl::expected<void, TufFailure>;

tl::unexpected<TufFailure> refuse(TufFailureKind kind, const std::string& role, const std::string& why) {
    return tl::unexpected(TufFailure{kind, "cannot trust " + role + ": " + why});
}

Checked checkSigned(const Metadata& metadata, const std::string& role, const Keys& keys, const RoleKeys& signers) {
    const std::uint32_t valid = countSignatures(metadata, keys, signers);
    if (valid >= signers.threshold) return {};
    return refuse(TufFailureKind::Unsigned, role,
                  std::to_string(valid) + " of " + std::to_string(signers.threshold) + " signatures hold");
}

Checked checkNotExpired(const Metadata& metadata, const std::string& role, Time now) {
    if (metadata.isExpired(now)) return refuse(TufFailureKind::Expired, role, "it has expired");
    return {};
}

Checked checkListed(BytesView bytes, const std::string& role, const MetaFile& listed) {
    if (listed.length && *listed.length != bytes.size()) {
        return refuse(TufFailureKind::Mismatch, role, "its length is not the signed one");
    }
    if (!listed.hashes.empty() && !hashesHold(bytes, listed.hashes)) {
        return refuse(TufFailureKind::Mismatch, role, "its hash is not the signed one");
    }
    return {};
}

Checked checkVersion(const Metadata& metadata, const std::string& role, const MetaFile& listed) {
    if (metadata.version == listed.version) return {};
    return refuse(TufFailureKind::Mismatch, role,
                  "it is version " + std::to_string(metadata.version) + ", the signed listing says " +
                      std::to_string(listed.version));
}

std::string fileName(const std::string& role) { return role + ".json"; }

} // namespace

tl::expected<TrustedSet, TufFailure> TrustedSet::start(BytesView trustedRoot, Time now) {
    auto root = parseMetadata(RoleType::Root, trustedRoot);
    if (!root) return tl::unexpected(root.error());
    const Root& role = std::get<Root>(root->role);
    if (auto ok = checkSigned(*root, "root", role.keys, role.root); !ok) return tl::unexpected(ok.error());
    return TrustedSet(std::move(*root), now);
}

tl::expected<void, TufFailure> TrustedSet::updateRoot(BytesView bytes) {
    auto next = parseMetadata(RoleType::Root, bytes);
    if (!next) return tl::unexpected(next.error());
    const Root& newRole = std::get<Root>(next->role);
    // 5.3.4: by a threshold of the old keys and by a threshold of its own.
    if (auto ok = checkSigned(*next, "root", rootRole().keys, rootRole().root); !ok) return ok;
    if (auto ok = checkSigned(*next, "root", newRole.keys, newRole.root); !ok) return ok;
    if (next->version != root_.version + 1) { // 5.3.5
        return refuse(TufFailureKind::Rollback, "root",
                      "version " + std::to_string(next->version) + " does not follow " + std::to_string(root_.version));
    }
    root_ = std::move(*next);
    return {};
}

tl::expected<TrustedSet::TimestampAnswer, TufFailure> TrustedSet::updateTimestamp(BytesView bytes) {
    if (auto ok = checkNotExpired(root_, "root", now_); !ok) return tl::unexpected(ok.error()); // 5.3.10
    auto next = parseMetadata(RoleType::Timestamp, bytes);
    if (!next) return tl::unexpected(next.error());
    if (auto ok = checkSigned(*next, "timestamp", rootRole().keys, rootRole().timestamp); !ok) {
        return tl::unexpected(ok.error()); // 5.4.2
    }
    if (timestamp_) { // 5.4.3
        if (next->version < timestamp_->version) {
            return refuse(TufFailureKind::Rollback, "timestamp", "a newer version was trusted before");
        }
        if (next->version == timestamp_->version) return TimestampAnswer::Unchanged;
        if (std::get<Timestamp>(next->role).snapshot.version < std::get<Timestamp>(timestamp_->role).snapshot.version) {
            return refuse(TufFailureKind::Rollback, "timestamp", "it names an older snapshot than was trusted before");
        }
    }
    timestamp_ = std::move(*next);
    if (auto ok = checkTimestamp(); !ok) return tl::unexpected(ok.error()); // 5.4.4
    return TimestampAnswer::New;
}

tl::expected<void, TufFailure> TrustedSet::checkTimestamp() const {
    if (!timestamp_) return refuse(TufFailureKind::NotFound, "timestamp", "none was loaded");
    return checkNotExpired(*timestamp_, "timestamp", now_);
}

tl::expected<void, TufFailure> TrustedSet::updateSnapshot(BytesView bytes, Origin origin) {
    if (auto ok = checkTimestamp(); !ok) return ok;
    const MetaFile& listed = std::get<Timestamp>(timestamp_->role).snapshot;
    if (origin == Origin::Repository) { // 5.5.2
        if (auto ok = checkListed(bytes, "snapshot", listed); !ok) return ok;
    }
    auto next = parseMetadata(RoleType::Snapshot, bytes);
    if (!next) return tl::unexpected(next.error());
    if (auto ok = checkSigned(*next, "snapshot", rootRole().keys, rootRole().snapshot); !ok) return ok; // 5.5.3
    if (snapshot_) {                                                                                    // 5.5.5
        const auto& nextMeta = std::get<Snapshot>(next->role).meta;
        for (const auto& [name, before] : std::get<Snapshot>(snapshot_->role).meta) {
            const auto now = nextMeta.find(name);
            if (now == nextMeta.end()) return refuse(TufFailureKind::Rollback, "snapshot", name + " was taken away");
            if (now->second.version < before.version) {
                return refuse(TufFailureKind::Rollback, "snapshot", name + " is older than was trusted before");
            }
        }
    }
    snapshot_ = std::move(*next);
    // After it is kept: an old or expired snapshot of the store still guards against rollback.
    return checkSnapshot();
}

tl::expected<void, TufFailure> TrustedSet::checkSnapshot() const {
    if (!snapshot_) return refuse(TufFailureKind::NotFound, "snapshot", "none was loaded");
    if (auto ok = checkNotExpired(*snapshot_, "snapshot", now_); !ok) return ok;                 // 5.5.6
    return checkVersion(*snapshot_, "snapshot", std::get<Timestamp>(timestamp_->role).snapshot); // 5.5.4
}

const MetaFile* TrustedSet::listed(const std::string& role) const {
    if (!snapshot_) return nullptr;
    const auto& meta = std::get<Snapshot>(snapshot_->role).meta;
    const auto found = meta.find(fileName(role));
    return found == meta.end() ? nullptr : &found->second;
}

const Metadata* TrustedSet::targets(const std::string& role) const {
    const auto found = targets_.find(role);
    return found == targets_.end() ? nullptr : &found->second;
}

namespace {

// The keys that a delegator lists for a role; null when it does not delegate to it.
struct Authority {
    const Keys* keys = nullptr;
    const RoleKeys* signers = nullptr;
};

Authority authorityOf(const TrustedSet& set, const std::string& role, const std::string& delegator) {
    if (delegator == "root") return {&set.rootRole().keys, &set.rootRole().targets};
    const Metadata* metadata = set.targets(delegator);
    if (metadata == nullptr) return {};
    const auto& targets = std::get<Targets>(metadata->role);
    for (const Delegation& delegation : targets.delegations) {
        if (delegation.name == role) return {&targets.keys, &delegation.signers};
    }
    return {};
}

} // namespace

tl::expected<void, TufFailure> TrustedSet::updateTargets(BytesView bytes, const std::string& role,
                                                         const std::string& delegator) {
    if (auto ok = checkSnapshot(); !ok) return ok;
    const MetaFile* meta = listed(role);
    if (meta == nullptr) return refuse(TufFailureKind::NotListed, role, "the snapshot does not list it");
    if (auto ok = checkListed(bytes, role, *meta); !ok) return ok; // 5.6.2
    const Authority authority = authorityOf(*this, role, delegator);
    if (authority.keys == nullptr)
        return refuse(TufFailureKind::NotListed, role, delegator + " does not delegate to it");
    auto next = parseMetadata(RoleType::Targets, bytes);
    if (!next) return tl::unexpected(next.error());
    if (auto ok = checkSigned(*next, role, *authority.keys, *authority.signers); !ok) return ok; // 5.6.3
    if (auto ok = checkVersion(*next, role, *meta); !ok) return ok;                              // 5.6.4
    if (auto ok = checkNotExpired(*next, role, now_); !ok) return ok;                            // 5.6.5
    targets_.insert_or_assign(role, std::move(*next));
    return {};
}

tl::expected<void, TufFailure> TrustedSet::verifyLoaded(const std::string& role, const std::string& delegator) const {
    const Metadata* loaded = targets(role);
    if (loaded == nullptr) return refuse(TufFailureKind::NotFound, role, "it was not loaded");
    const Authority authority = authorityOf(*this, role, delegator);
    if (authority.keys == nullptr)
        return refuse(TufFailureKind::NotListed, role, delegator + " does not delegate to it");
    return checkSigned(*loaded, role, *authority.keys, *authority.signers);
}

} // namespace onestop::tuf
