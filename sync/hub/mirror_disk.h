// SPDX-License-Identifier: Apache-2.0
// Where a mirror's files are: a folder as the public door shows it, or a simulated one that loses power.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"

namespace onestop::hub {

/// Names are relative, with '/' ("metadata/3.snapshot.json"). One thread writes.
class MirrorDisk {
public:
    virtual ~MirrorDisk() = default;
    virtual std::optional<crypto::Bytes> read(const std::string& name) const = 0;
    /// Whole at every instant: a kill or a power cut leaves the former file or this one. The error is a sentence.
    virtual tl::expected<void, std::string> write(const std::string& name, crypto::BytesView bytes) = 0;
    virtual void remove(const std::string& name) = 0;
    /// All files below a folder; none when there is no such folder.
    virtual std::vector<std::string> list(const std::string& folder) const = 0;
};

class FolderDisk final : public MirrorDisk {
public:
    explicit FolderDisk(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::optional<crypto::Bytes> read(const std::string& name) const override;
    tl::expected<void, std::string> write(const std::string& name, crypto::BytesView bytes) override;
    void remove(const std::string& name) override;
    std::vector<std::string> list(const std::string& folder) const override;

private:
    std::filesystem::path folder_;
};

} // namespace onestop::hub
