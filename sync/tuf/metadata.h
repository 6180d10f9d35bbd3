// SPDX-License-Identifier: Apache-2.0
// TUF metadata as types (specification 1.0.34, section 4): parsed at the edge, so that the trust
// decisions in trusted_set.h never look at JSON. Parsing trusts nothing and verifies nothing.
#pragma once
#include "sync/crypto/signature.h"
#include "sync/tuf/failure.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace onestop::tuf {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;
using crypto::Bytes;
using crypto::BytesView;
/// Algorithm name ("sha256", "sha512") to lower-case hexadecimal digest.
using Hashes = std::map<std::string, std::string, std::less<>>;

/// Which keys may sign a role, and how many of them must.
struct RoleKeys {
    std::vector<std::string> keyids; ///< unique
    std::uint32_t threshold;         ///< at least 1
};

/// A key as a delegator lists it. Unknown types are kept without `key`: they never verify.
struct ListedKey {
    std::optional<crypto::PublicKey> key;
    std::string publicValue; ///< so that one key under two ids counts once
};
using Keys = std::map<std::string, ListedKey, std::less<>>;

/// What one piece of metadata says of another (timestamp → snapshot → targets).
struct MetaFile {
    std::uint64_t version;
    std::optional<std::uint64_t> length;
    Hashes hashes; ///< may be empty
};

struct Root {
    Keys keys;
    RoleKeys root, timestamp, snapshot, targets;
    bool consistentSnapshot;
};

struct Timestamp {
    MetaFile snapshot;
};

struct Snapshot {
    std::map<std::string, MetaFile, std::less<>> meta; ///< by file name: "targets.json"
};

struct TargetFile {
    std::uint64_t length; ///< bytes
    Hashes hashes;        ///< at least one of an algorithm that this program knows
};

struct Delegation {
    std::string name;
    RoleKeys signers;
    bool terminating;
    std::vector<std::string> paths;            ///< patterns; empty when prefixes are used
    std::vector<std::string> pathHashPrefixes; ///< of the SHA-256 of the target path, hexadecimal
    /// Whether this delegation speaks for the path.
    bool covers(std::string_view targetPath) const;
};

struct Targets {
    std::map<std::string, TargetFile, std::less<>> files; ///< by target path
    Keys keys;                                            ///< of the delegations
    std::vector<Delegation> delegations;                  ///< in the order of search
};

struct Signature {
    std::string keyid;
    Bytes signature; ///< empty when it was not hexadecimal
};

/// One metadata file: the signed part, typed, with the very bytes that the signatures are over.
struct Metadata {
    std::uint64_t version; ///< at least 1
    std::chrono::sys_seconds expires;
    std::variant<Root, Timestamp, Snapshot, Targets> role;
    std::vector<Signature> signatures; ///< unique keyids
    std::string signedBytes;           ///< canonical JSON of "signed"

    bool isExpired(Time now) const { return now >= expires; }
};

enum class RoleType { Root, Timestamp, Snapshot, Targets };

/// Reads one file as metadata of the wanted type; TufFailureKind::Malformed otherwise.
tl::expected<Metadata, TufFailure> parseMetadata(RoleType wanted, BytesView bytes);

/// The number of listed keys with a valid signature, counted as TUF 1.0 section 5.3.4 asks:
/// each key once, whatever ids it has.
std::uint32_t countSignatures(const Metadata& metadata, const Keys& keys, const RoleKeys& signers);

/// Whether bytes have every listed hash of a known algorithm, and at least one such is listed.
bool hashesHold(BytesView bytes, const Hashes& hashes);

/// TUF path patterns: `*` and `?` within one path segment (shell style, `[…]` too), case-sensitive.
bool matchesPattern(std::string_view targetPath, std::string_view pattern);

} // namespace onestop::tuf
