// SPDX-License-Identifier: Apache-2.0
// The folder of static files that any web server may show: metadata/ and targets/. Whoever holds the
// online keys (the district's hub, or the publisher for a demo) binds what others signed into a new
// snapshot and timestamp here, and takes nothing in that its delegator did not allow.
#pragma once
#include "sync/crypto/signature.h"
#include "sync/tuf/metadata.h"

#include <filesystem>

namespace onestop::tuf {

/// One role's newest file in the folder.
struct StoredMetadata {
    std::uint64_t version;
    Bytes bytes;
};

struct OnlineKeys {
    crypto::PrivateKey snapshot;
    crypto::PrivateKey timestamp;
};

/// A repository with consistent snapshots. One process writes at a time.
class Repository {
public:
    explicit Repository(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Makes metadata/ and targets/ when they are missing.
    tl::expected<void, std::string> prepare();

    std::optional<StoredMetadata> newest(const std::string& role) const;
    /// Newest version of a role plus one; 1 when there is none.
    std::uint64_t nextVersion(const std::string& role) const;
    /// Writes "<version>.<role>.json" ("timestamp.json" for the timestamp).
    tl::expected<void, std::string> addMetadata(const std::string& role, std::uint64_t version, BytesView bytes);

    /// Writes targets/<folder>/<sha256>.<name>, a large one packed too (packing.h); one that is there is left alone.
    tl::expected<void, std::string> addTarget(const std::string& targetPath, BytesView bytes);
    /// The same from a file of any size, not packed: what is that large is packed already.
    tl::expected<TargetFile, std::string> addTargetFile(const std::string& targetPath,
                                                        const std::filesystem::path& source);
    /// The bytes of a target as its role describes it; absent when the file is missing or altered.
    std::optional<Bytes> target(const std::string& targetPath, const TargetFile& file) const;

    /// Checks the newest file of every targets role against its delegator, then signs a new snapshot that lists
    /// them all and a new timestamp. Refuses when one of them would be refused by a client (expiry aside).
    tl::expected<void, TufFailure> bind(const OnlineKeys& keys, Time now, std::chrono::days snapshotValidity,
                                        std::chrono::days timestampValidity);

private:
    std::filesystem::path folder_;
};

} // namespace onestop::tuf
