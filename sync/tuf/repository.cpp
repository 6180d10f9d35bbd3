// SPDX-License-Identifier: Apache-2.0
// Files of a repository; the timestamp is written last, so that clients see the old one whole until then.
#include "sync/tuf/repository.h"

#include "sync/tuf/atomic_file.h"
#include "sync/tuf/packing.h"
#include "sync/tuf/refresh.h"
#include "sync/tuf/signing.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace onestop::tuf {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kOlderVersions = 3; // a kiosk that was off for longer takes the whole

tl::unexpected<TufFailure> refuse(TufFailureKind kind, std::string context) {
    return tl::unexpected(TufFailure{kind, std::move(context)});
}

std::string fileEnding(const std::string& role) {
    std::string ending = percentEncode(role, false);
    ending.insert(0, 1, '.');
    return ending += ".json";
}

// "<64 hex>.guide.json" beside `file`, newest first: older versions of the same target.
std::vector<fs::path> olderVersions(const fs::path& file) {
    const std::string ending = file.filename().string().substr(kHashDigits);
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path(), error)) {
        const std::string name = entry.path().filename().string();
        if (name.size() == kHashDigits + ending.size() && name.ends_with(ending) && entry.path() != file)
            found.emplace_back(entry.last_write_time(error), entry.path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> newest;
    for (std::size_t i = 0; i < std::min(found.size(), kOlderVersions); ++i)
        newest.push_back(found[i].second);
    return newest;
}

// The smaller forms of a large target, before the target itself: whoever sees it listed finds them all.
tl::expected<void, std::string> addPacked(const fs::path& file, BytesView bytes) {
    const auto whole = packWhole(bytes);
    if (!whole) return tl::unexpected(whole.error());
    if (auto ok = writeFileAtomically(file.string() + std::string(kZstdEnding), *whole); !ok) return ok;
    for (const fs::path& older : olderVersions(file)) {
        const auto former = readFile(older);
        if (!former || former->size() < bytes.size() / 2) continue; // little of it is in there
        const auto delta = packAgainst(*former, bytes);
        if (!delta) return tl::unexpected(delta.error());
        if (delta->size() >= whole->size()) continue; // nobody gains by it
        if (auto ok = writeFileAtomically(file.string() + deltaEnding(crypto::sha256(*former)), *delta); !ok) return ok;
    }
    return {};
}

// "12.site-a.json" → 12 when it is that role's file.
std::optional<std::uint64_t> versionIn(const std::string& fileName, const std::string& role) {
    const std::string ending = fileEnding(role);
    if (!fileName.ends_with(ending)) return std::nullopt;
    const char* last = fileName.data() + fileName.size() - ending.size();
    std::uint64_t version = 0;
    const auto [end, error] = std::from_chars(fileName.data(), last, version);
    if (error != std::errc() || end != last || version == 0) return std::nullopt;
    return version;
}

std::chrono::sys_seconds after(Time now, std::chrono::days validity) {
    return std::chrono::floor<std::chrono::seconds>(now) + validity;
}

// Gathers one role and everything it delegates to, each verified by its delegator.
struct Binder {
    const Repository& repository;
    json meta = json::object();

    tl::expected<void, TufFailure> add(const std::string& role, const Keys& keys, const RoleKeys& signers) {
        const auto stored = repository.newest(role);
        if (!stored) return refuse(TufFailureKind::NotFound, "cannot bind " + role + ": it was never published");
        const auto metadata = parseMetadata(RoleType::Targets, stored->bytes);
        if (!metadata) return tl::unexpected(metadata.error());
        if (metadata->version != stored->version) {
            return refuse(TufFailureKind::Mismatch, "cannot bind " + role + ": its file name says another version");
        }
        if (countSignatures(*metadata, keys, signers) < signers.threshold) {
            return refuse(TufFailureKind::Unsigned, "cannot bind " + role + ": its delegator's keys did not sign it");
        }
        meta[role + ".json"] = metaFileValue(stored->version, stored->bytes);
        const auto& targets = std::get<Targets>(metadata->role);
        for (const Delegation& delegation : targets.delegations) {
            if (meta.contains(delegation.name + ".json")) continue;
            if (!repository.newest(delegation.name)) continue; // a site that has not published yet
            if (auto ok = add(delegation.name, targets.keys, delegation.signers); !ok) return ok;
        }
        return {};
    }
};

} // namespace

tl::expected<void, std::string> Repository::prepare() {
    std::error_code error;
    for (const char* part : {"metadata", "targets"}) {
        fs::create_directories(folder_ / part, error);
        if (error) return tl::unexpected("cannot make " + (folder_ / part).string() + ": " + error.message());
    }
    return {};
}

std::optional<StoredMetadata> Repository::newest(const std::string& role) const {
    const fs::path metadata = folder_ / "metadata";
    if (role == "timestamp") {
        auto bytes = readFile(metadata / "timestamp.json");
        if (!bytes) return std::nullopt;
        const auto parsed = parseMetadata(RoleType::Timestamp, *bytes);
        if (!parsed) return std::nullopt;
        return StoredMetadata{parsed->version, std::move(*bytes)};
    }
    std::uint64_t newestVersion = 0;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(metadata, error)) {
        newestVersion = std::max(newestVersion, versionIn(entry.path().filename().string(), role).value_or(0));
    }
    if (newestVersion == 0) return std::nullopt;
    auto bytes = readFile(metadata / (std::to_string(newestVersion) + fileEnding(role)));
    if (!bytes) return std::nullopt;
    return StoredMetadata{newestVersion, std::move(*bytes)};
}

std::uint64_t Repository::nextVersion(const std::string& role) const {
    const auto stored = newest(role);
    return stored ? stored->version + 1 : 1;
}

tl::expected<void, std::string> Repository::addMetadata(const std::string& role, std::uint64_t version,
                                                        BytesView bytes) {
    const std::string name = role == "timestamp" ? "timestamp.json" : std::to_string(version) + fileEnding(role);
    return writeFileAtomically(folder_ / "metadata" / name, bytes);
}

tl::expected<void, std::string> Repository::addTarget(const std::string& targetPath, BytesView bytes) {
    const TargetInfo info{targetPath, {bytes.size(), {{"sha256", crypto::toHex(crypto::sha256(bytes))}}}, {}};
    const fs::path file = folder_ / "targets" / targetFileName(info, true);
    if (const auto there = readFile(file); there && isTarget(*there, info.file)) return {};
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) return tl::unexpected("cannot make " + file.parent_path().string() + ": " + error.message());
    if (bytes.size() >= kPackedFromBytes) {
        if (auto ok = addPacked(file, bytes); !ok) return ok;
    }
    return writeFileAtomically(file, bytes);
}

tl::expected<TargetFile, std::string> Repository::addTargetFile(const std::string& targetPath, const fs::path& source) {
    const auto digest = digestOfFile(source);
    if (!digest) return tl::unexpected("cannot read " + source.string());
    TargetInfo info{targetPath, {digest->length, {{"sha256", crypto::toHex(digest->sha256)}}}, {}};
    const fs::path file = folder_ / "targets" / targetFileName(info, true);
    if (isTargetFile(file, info.file)) return info.file;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) return tl::unexpected("cannot make " + file.parent_path().string() + ": " + error.message());
    const fs::path beside = file.string() + ".new";
    fs::copy_file(source, beside, fs::copy_options::overwrite_existing, error);
    if (error) return tl::unexpected("cannot write " + beside.string() + ": " + error.message());
    if (auto ok = putInPlace(beside, file); !ok) return tl::unexpected(ok.error());
    return info.file;
}

std::optional<Bytes> Repository::target(const std::string& targetPath, const TargetFile& file) const {
    auto bytes = readFile(folder_ / "targets" / targetFileName({targetPath, file, {}}, true));
    if (!bytes || !isTarget(*bytes, file)) return std::nullopt;
    return bytes;
}

tl::expected<void, TufFailure> Repository::bind(const OnlineKeys& keys, Time now, std::chrono::days snapshotValidity,
                                                std::chrono::days timestampValidity) {
    const auto storedRoot = newest("root");
    if (!storedRoot) return refuse(TufFailureKind::NoTrustedRoot, "cannot bind: there is no root.json");
    const auto root = parseMetadata(RoleType::Root, storedRoot->bytes);
    if (!root) return tl::unexpected(root.error());
    const auto& rootRole = std::get<Root>(root->role);
    Binder binder{*this};
    if (auto ok = binder.add("targets", rootRole.keys, rootRole.targets); !ok) return ok;

    const std::uint64_t snapshotVersion = nextVersion("snapshot");
    json snapshot = signedPart(RoleType::Snapshot, snapshotVersion, after(now, snapshotValidity));
    snapshot["meta"] = std::move(binder.meta);
    const Bytes snapshotBytes = signMetadata(snapshot, std::span(&keys.snapshot, 1));
    if (fs::exists(folder_ / "metadata" / "timestamp.json") && !newest("timestamp")) {
        // Starting again from 1 would look like a rollback to every client.
        return refuse(TufFailureKind::Malformed, "cannot bind: timestamp.json cannot be read, restore it first");
    }
    const std::uint64_t timestampVersion = nextVersion("timestamp");
    json timestamp = signedPart(RoleType::Timestamp, timestampVersion, after(now, timestampValidity));
    timestamp["meta"]["snapshot.json"] = metaFileValue(snapshotVersion, snapshotBytes);
    const Bytes timestampBytes = signMetadata(timestamp, std::span(&keys.timestamp, 1));

    // The timestamp last: until it is there, clients see the old repository whole.
    if (auto ok = addMetadata("snapshot", snapshotVersion, snapshotBytes); !ok) {
        return refuse(TufFailureKind::Store, ok.error());
    }
    if (auto ok = addMetadata("timestamp", timestampVersion, timestampBytes); !ok) {
        return refuse(TufFailureKind::Store, ok.error());
    }
    return {};
}

} // namespace onestop::tuf
