// SPDX-License-Identifier: Apache-2.0
// Trusted metadata as files in one folder ("root.json"); the daemon keeps it in SQLite instead.
#pragma once
#include "sync/tuf/refresh.h"

#include <filesystem>

namespace onestop::tuf {

/// Role names become file names by percent-encoding, so no role can leave the folder.
class FileStore : public MetadataStore {
public:
    explicit FileStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::optional<Bytes> load(const std::string& role) override;
    tl::expected<void, std::string> save(const std::string& role, std::uint64_t version, BytesView bytes) override;

private:
    std::filesystem::path folder_;
};

} // namespace onestop::tuf
