// SPDX-License-Identifier: Apache-2.0
// A file as bytes without a copy of it: its pages are the kernel's to drop, so that a document of some megabytes costs
// no memory that has to be kept.
#pragma once
#include "sync/crypto/crypto.h"

#include <filesystem>
#include <optional>
#include <utility>

namespace onestop::tuf {

/// Read only; valid as long as this lives. The file must not be shortened meanwhile.
class MappedFile {
public:
    /// Absent when it cannot be read. An empty file has no bytes.
    static std::optional<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~MappedFile();

    crypto::BytesView bytes() const { return bytes_; }

private:
    explicit MappedFile(crypto::BytesView bytes) : bytes_(bytes) {}
    crypto::BytesView bytes_;
};

} // namespace onestop::tuf
