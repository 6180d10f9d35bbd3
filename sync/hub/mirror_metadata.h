// SPDX-License-Identifier: Apache-2.0
// What a mirror trusts is what it shows: there is no second copy that could differ. What comes from above waits in
// memory until all of it is verified.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sync/hub/mirror_disk.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

/// Trust begins at the root of the settings each time, and goes up along the chain of roots that is shown.
class ShownMetadata final : public tuf::MetadataStore {
public:
    /// All outlive it.
    ShownMetadata(const MirrorDisk& disk, const tuf::Bytes& root, tuf::Time now)
        : disk_(disk), root_(root), now_(now) {}

    std::optional<tuf::Bytes> load(const std::string& role) override;
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t version, tuf::BytesView bytes) override;

    /// What came, by file name ("3.snapshot.json"), and is not on the disk yet.
    std::map<std::string, tuf::Bytes>& came() { return came_; }

private:
    std::optional<tuf::Bytes> newestRoot() const;

    const MirrorDisk& disk_;
    const tuf::Bytes& root_;
    tuf::Time now_;
    std::map<std::string, tuf::Bytes> came_;
};

inline constexpr const char* kShownTimestamp = "metadata/timestamp.json";

/// "metadata/7.root.json" is 7; nothing for any other name.
std::optional<std::uint64_t> rootVersionOf(const std::string& name);

/// What the timestamp of this disk names, directly or through snapshot and roles, the timestamp and all roots too.
/// Nothing when timestamp or snapshot cannot be read: then nobody knows what is wanted.
std::optional<std::set<std::string>> namedFiles(const MirrorDisk& disk);
/// The file that a packed form belongs to: "guide.json" of "guide.json.zst" and "guide.json.dcz.<hash>"; any other name
/// as it is.
std::string unpackedName(const std::string& name);

} // namespace onestop::hub
