// SPDX-License-Identifier: Apache-2.0
// The trust decisions of a TUF client (specification 1.0.34, section 5.3 to 5.6), and nothing else:
// bytes and one fixed time in, trusted metadata or a reason out. No disk, network or clock, so that
// every attack is a unit test. The order of calls is the specification's; refresh.h drives it.
#pragma once
#include "sync/tuf/metadata.h"

#include <map>

namespace onestop::tuf {

/// Trusted metadata of one refresh. The time is fixed at the start (5.1). One thread.
class TrustedSet {
public:
    /// Starts from a root that this machine already trusts; it must verify itself.
    static tl::expected<TrustedSet, TufFailure> start(BytesView trustedRoot, Time now);

    /// The next root: signed by the old and the new keys, version exactly one higher. Not yet checked
    /// for expiry, so that a chain of old roots can be walked (5.3.4–5.3.9).
    tl::expected<void, TufFailure> updateRoot(BytesView bytes);

    enum class TimestampAnswer { New, Unchanged };
    /// Also checks that the final root has not expired (5.3.10). `Unchanged`: same version as the trusted
    /// one, the bytes are dropped. An expired timestamp still guards against rollback.
    tl::expected<TimestampAnswer, TufFailure> updateTimestamp(BytesView bytes);

    /// Where the snapshot's bytes come from: those of this machine's own store were checked against
    /// an older timestamp, so only their signature and version are looked at.
    enum class Origin { Repository, Store };
    tl::expected<void, TufFailure> updateSnapshot(BytesView bytes, Origin origin);

    /// Metadata of "targets" (delegator "root") or of a role that `delegator` delegates to.
    tl::expected<void, TufFailure> updateTargets(BytesView bytes, const std::string& role,
                                                 const std::string& delegator);
    /// Whether a role loaded earlier, through whatever path, also stands under this delegator.
    tl::expected<void, TufFailure> verifyLoaded(const std::string& role, const std::string& delegator) const;

    const Metadata& root() const { return root_; }
    const Root& rootRole() const { return std::get<Root>(root_.role); }
    const Metadata* timestamp() const { return timestamp_ ? &*timestamp_ : nullptr; }
    const Metadata* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }
    /// Null when the role was not loaded.
    const Metadata* targets(const std::string& role) const;
    /// What the snapshot says of a targets role; null when not listed.
    const MetaFile* listed(const std::string& role) const;
    /// Usable: the timestamp is trusted and has not expired.
    tl::expected<void, TufFailure> checkTimestamp() const;

private:
    TrustedSet(Metadata root, Time now) : now_(now), root_(std::move(root)) {}
    tl::expected<void, TufFailure> checkSnapshot() const;

    Time now_;
    Metadata root_;
    std::optional<Metadata> timestamp_;
    std::optional<Metadata> snapshot_;
    std::map<std::string, Metadata> targets_;
};

} // namespace onestop::tuf
