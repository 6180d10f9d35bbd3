// SPDX-License-Identifier: Apache-2.0
// A district's folder (keys/ and repository/) and what its desk does with it: who may sign what
// (DESIGN 4.4), new targets, new keys. Needs no network.
#pragma once
#include "sync/publish/key_ring.h"
#include "sync/tuf/repository.h"

#include <chrono>
#include <map>
#include <nlohmann/json_fwd.hpp>

namespace onestop::publish {

using Time = tuf::Time;
using Outcome = tl::expected<void, std::string>; ///< the error is a sentence
/// Target path to its bytes; absent bytes take the target away.
using TargetChanges = std::map<std::string, std::optional<std::string>>;
/// Target path to the file that holds its bytes, which are too many for the memory.
using TargetFiles = std::map<std::string, std::filesystem::path>;

/// How long signatures hold. Short where the key is near people, long where a ceremony is needed.
inline constexpr std::chrono::days kRootValidity{365};
inline constexpr std::chrono::days kTargetsValidity{120};
inline constexpr std::chrono::days kSiteValidity{70}; // its month, the next, and a week's grace
inline constexpr std::chrono::days kClosuresValidity{7};
inline constexpr std::chrono::days kSnapshotValidity{30};
inline constexpr std::chrono::days kTimestampValidity{14};
inline constexpr std::chrono::days kSealingValidity{3 * 365}; // written in the certificate; what counts is sealing.json

/// "site-dapeng-kuichong": the role that publishes sites/dapeng-kuichong/*.
std::string siteRole(const std::string& site);
/// Lower-case letters, digits and single hyphens: safe in paths, roles and certificates.
bool isSiteId(std::string_view text);

/// One desk at a time works in a folder.
class District {
public:
    District(const std::filesystem::path& folder, std::string passphrase, Time now);

    /// Makes all keys (root 2 of 3, targets, closures, snapshot, timestamp) and the first metadata. Refuses a
    /// folder that has a root already.
    Outcome init();
    /// Makes the site's publishing and check-in keys and delegates sites/<site>/* to it.
    Outcome addSite(const std::string& site);
    bool hasSite(const std::string& site) const;
    bool isMade() const { return repository_.newest("root").has_value(); }

    /// Writes changed targets and signs a new version of the role: "targets", "closures" or a siteRole().
    Outcome setTargets(const std::string& role, const TargetChanges& changes, const TargetFiles& files = {});
    /// A new snapshot and timestamp over all that was signed: from here on clients see it.
    Outcome bind();

    /// A new key instead of the named one ("root-2", "targets", "closures", "snapshot", "timestamp",
    /// "site-<site>"); what the old one signed is signed anew. Needs bind() after.
    Outcome rotate(const std::string& key);

    /// check_in_keys.json for setTargets("targets", …): all check-in keys in use here, and what was published beside
    /// them (a kiosk's own key), but the one with the kid `revoked`.
    tl::expected<std::string, std::string> checkInKeys(Time validFrom, Time validTo, std::string_view revoked = {});

    /// A new key that opens sealed records ("sealing"; the old one is put aside, for what was sealed to it), and
    /// sealing.json for setTargets("targets", …).
    tl::expected<std::string, std::string> makeSealing();

    /// The present bytes of a target of the role; absent when it has none.
    std::optional<std::string> target(const std::string& role, const std::string& path) const;

    /// All targets of a role by path, as they are published; one whose file is gone, or too large for the memory
    /// (software), is left out.
    std::map<std::string, std::string> targets(const std::string& role) const;

    KeyRing& keys() { return keys_; }
    const tuf::Repository& repository() const { return repository_; }
    Time now() const { return now_; }

private:
    tl::expected<nlohmann::json, std::string> signedPartOf(const std::string& role) const;
    Outcome sign(const std::string& role, nlohmann::json part, std::chrono::days validity,
                 std::vector<crypto::PrivateKey> signers);
    Outcome signWithOwnKey(const std::string& role, nlohmann::json part);
    Outcome signRoot(nlohmann::json part);
    Outcome delegate(nlohmann::json& part, const std::string& role, const std::string& pattern,
                     const crypto::PublicKey& key);
    Outcome rotateInRoot(const std::string& key, const std::string& role);
    Outcome rotateDelegated(const std::string& role);

    KeyRing keys_;
    tuf::Repository repository_;
    Time now_;
};

} // namespace onestop::publish
