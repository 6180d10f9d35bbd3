// SPDX-License-Identifier: Apache-2.0
// The TUF client's workflow (specification 1.0.34, section 5): which file to ask for next, what to
// keep, where a target is described. Network and disk are two interfaces; time is an argument.
#pragma once
#include "sync/tuf/trusted_set.h"

#include <cstddef>
#include <filesystem>

namespace onestop::tuf {

enum class FetchFailureKind { NotFound, TooLong, Unreachable };

struct FetchFailure {
    FetchFailureKind kind;
    std::string context; ///< "cannot fetch timestamp.json: why"
};

/// The repository as any static web server shows it. Names are already percent-encoded, relative to
/// the metadata or the targets folder ("3.snapshot.json", "sites/a/<sha256>.2026-11.json").
class MetadataFetcher {
public:
    virtual ~MetadataFetcher() = default;
    /// Must stop and answer TooLong as soon as more than maxLength bytes arrive (endless data).
    virtual tl::expected<Bytes, FetchFailure> fetchMetadata(const std::string& name, std::size_t maxLength) = 0;
    virtual tl::expected<Bytes, FetchFailure> fetchTarget(const std::string& name, std::size_t maxLength) = 0;
};

/// Trusted metadata on this machine, by role name (any text, "/" and ".." included). What was saved
/// last is what load gives, also after a power cut in the middle of save (the old or the new, whole).
class MetadataStore {
public:
    virtual ~MetadataStore() = default;
    virtual std::optional<Bytes> load(const std::string& role) = 0;
    /// The error says why it could not be kept.
    virtual tl::expected<void, std::string> save(const std::string& role, std::uint64_t version, BytesView bytes) = 0;
};

/// Upper bounds (bytes, counts) against a hostile server; python-tuf's defaults.
struct Limits {
    std::size_t rootBytes = 512'000;
    std::size_t timestampBytes = 16'384;
    std::size_t snapshotBytes = 2'000'000;
    std::size_t targetsBytes = 5'000'000;
    int rootRotations = 256;
    int delegations = 32; ///< roles visited in one search
};

/// Where and what a target is.
struct TargetInfo {
    std::string path;
    TargetFile file;
    std::string role; ///< the role that vouches for it: "targets" or a delegated one
};

/// One refresh at one fixed time, and the look-ups and downloads that belong to it. One thread.
class Refresh {
public:
    /// `shippedRoot` is the root of trust of the image, used while the store holds none.
    Refresh(MetadataFetcher& fetcher, MetadataStore& store, Time now, Bytes shippedRoot, Limits limits = {});

    /// Root, timestamp, snapshot, targets. What was trusted on the way stays saved when a later step fails.
    tl::expected<void, TufFailure> run();

    /// Searches targets and its delegations, depth first, in order (5.6.7). Needs a successful run().
    /// Absent: nobody vouches for the path. A failure concerns only the roles on the way to this path.
    tl::expected<std::optional<TargetInfo>, TufFailure> find(const std::string& targetPath);

    /// One role that `delegator`, which is loaded, delegates to, without a path to search for: for who keeps the
    /// repository whole. Needs a successful run().
    tl::expected<void, TufFailure> loadTargets(const std::string& role, const std::string& delegator);

    /// Fetches and checks length and hashes; the bytes are exactly the signed ones.
    tl::expected<Bytes, TufFailure> download(const TargetInfo& target);

    /// Trusted metadata so far; null before run().
    const TrustedSet* trusted() const { return set_ ? &*set_ : nullptr; }

private:
    tl::expected<void, TufFailure> startFromTrustedRoot();
    tl::expected<void, TufFailure> updateRoots();
    tl::expected<void, TufFailure> updateTimestamp();
    tl::expected<void, TufFailure> updateSnapshot();
    tl::expected<void, TufFailure> save(const std::string& role, std::uint64_t version, BytesView bytes);

    MetadataFetcher& fetcher_;
    MetadataStore& store_;
    Time now_;
    Bytes shippedRoot_;
    Limits limits_;
    std::optional<TrustedSet> set_;
};

/// Whether the bytes are the target that `file` describes (length and every known hash).
bool isTarget(BytesView bytes, const TargetFile& file);

/// The same of a file, by length and SHA-256, read piece by piece; false also when it is not there.
bool isTargetFile(const std::filesystem::path& path, const TargetFile& file);

/// The name of a target in the repository's targets folder: with consistent snapshots
/// "sites/a/<hash>.list.json" for "sites/a/list.json"; percent-encoded.
std::string targetFileName(const TargetInfo& target, bool consistentSnapshot);

/// The name of one version of a role in the metadata folder: "3.snapshot.json".
std::string metadataFileName(std::uint64_t version, const std::string& role);

/// Percent-encodes everything but unreserved characters (RFC 3986 2.3), "/" included unless kept.
std::string percentEncode(std::string_view text, bool keepSlashes);

} // namespace onestop::tuf
