// SPDX-License-Identifier: Apache-2.0
// Versions come from the files that name them: timestamp, snapshot, roles.
#include "sync/hub/mirror_metadata.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "sync/tuf/packing.h"

namespace onestop::hub {

namespace {

constexpr std::string_view kMetadataFolder = "metadata/";

std::string shownName(std::uint64_t version, const std::string& role) {
    return std::string(kMetadataFolder) + tuf::metadataFileName(version, role);
}

/// Typed, not verified.
template <class Role>
std::optional<Role> readShown(const MirrorDisk& disk, const std::string& name, tuf::RoleType type) {
    const auto bytes = disk.read(name);
    if (!bytes) return std::nullopt;
    auto metadata = tuf::parseMetadata(type, *bytes);
    if (!metadata) return std::nullopt;
    return std::get<Role>(std::move(metadata->role));
}

std::optional<std::uint64_t> shownSnapshotVersion(const MirrorDisk& disk) {
    const auto timestamp = readShown<tuf::Timestamp>(disk, kShownTimestamp, tuf::RoleType::Timestamp);
    return timestamp ? std::optional(timestamp->snapshot.version) : std::nullopt;
}

std::optional<tuf::Snapshot> shownSnapshot(const MirrorDisk& disk) {
    const auto version = shownSnapshotVersion(disk);
    if (!version) return std::nullopt;
    return readShown<tuf::Snapshot>(disk, shownName(*version, "snapshot"), tuf::RoleType::Snapshot);
}

} // namespace

std::optional<tuf::Bytes> ShownMetadata::newestRoot() const {
    auto trusted = tuf::TrustedSet::start(root_, now_);
    if (!trusted) return std::nullopt;
    std::optional<tuf::Bytes> newest;
    while (auto next = disk_.read(shownName(trusted->root().version + 1, "root"))) {
        if (!trusted->updateRoot(*next)) break;
        newest = std::move(next);
    }
    return newest;
}

std::optional<tuf::Bytes> ShownMetadata::load(const std::string& role) {
    if (role == "root") return newestRoot();
    if (role == "timestamp") return disk_.read(kShownTimestamp);
    if (role == "snapshot") {
        const auto version = shownSnapshotVersion(disk_);
        return version ? disk_.read(shownName(*version, role)) : std::nullopt;
    }
    const auto snapshot = shownSnapshot(disk_);
    if (!snapshot) return std::nullopt;
    const auto listed = snapshot->meta.find(role + ".json");
    return listed == snapshot->meta.end() ? std::nullopt : disk_.read(shownName(listed->second.version, role));
}

tl::expected<void, std::string> ShownMetadata::save(const std::string& role, std::uint64_t version,
                                                    tuf::BytesView bytes) {
    came_[role == "timestamp" ? "timestamp.json" : tuf::metadataFileName(version, role)] = {bytes.begin(), bytes.end()};
    return {};
}

std::optional<std::uint64_t> rootVersionOf(const std::string& name) {
    constexpr std::string_view kEnding = ".root.json";
    std::string_view text = name;
    text.remove_prefix(std::min(text.size(), text.rfind('/') + 1));
    if (!text.ends_with(kEnding)) return std::nullopt;
    text.remove_suffix(kEnding.size());
    std::uint64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(version) : std::nullopt;
}

std::optional<std::set<std::string>> namedFiles(const MirrorDisk& disk) {
    const auto snapshot_version = shownSnapshotVersion(disk);
    const auto snapshot = shownSnapshot(disk);
    if (!snapshot) return std::nullopt;
    std::set<std::string> named{kShownTimestamp, shownName(*snapshot_version, "snapshot")};
    for (const auto& name : disk.list("metadata"))
        if (rootVersionOf(name)) named.insert(name);
    for (const auto& [file, listed] : snapshot->meta) {
        const auto name = shownName(listed.version, file.substr(0, file.rfind(".json")));
        named.insert(name);
        const auto role = readShown<tuf::Targets>(disk, name, tuf::RoleType::Targets);
        if (!role) continue; // one that was left out
        for (const auto& [path, target] : role->files)
            named.insert("targets/" + tuf::targetFileName({path, target, {}}, true));
    }
    return named;
}

std::string unpackedName(const std::string& name) {
    if (name.ends_with(tuf::kZstdEnding)) return name.substr(0, name.size() - tuf::kZstdEnding.size());
    const auto ending = tuf::deltaEnding(crypto::Digest{}).size();
    if (name.size() > ending && name.substr(name.size() - ending).starts_with(".dcz."))
        return name.substr(0, name.size() - ending);
    return name;
}

} // namespace onestop::hub
