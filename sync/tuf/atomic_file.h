// SPDX-License-Identifier: Apache-2.0
// Files that are whole at every instant: written beside, synced, renamed over, and the folder synced,
// so that a power cut leaves the old or the new one and never a half.
#pragma once
#include "sync/crypto/crypto.h"

#include <filesystem>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace onestop::tuf {

/// The error is a sentence: "cannot write <path>: why". `mode` as of chmod.
tl::expected<void, std::string> writeFileAtomically(const std::filesystem::path& path, crypto::BytesView bytes,
                                                    unsigned mode = 0644);

/// The last half of that, for a file that was written piece by piece: synced, renamed over `path`, the folder synced.
tl::expected<void, std::string> putInPlace(const std::filesystem::path& written, const std::filesystem::path& path);

struct FileDigest {
    std::uint64_t length = 0;
    crypto::Digest sha256{};
};
/// Read piece by piece, however long it is. Absent when it cannot be read.
std::optional<FileDigest> digestOfFile(const std::filesystem::path& path);

/// Absent when it cannot be read or has more than `maxBytes`.
std::optional<crypto::Bytes> readFile(const std::filesystem::path& path, std::size_t maxBytes = 64U << 20U);

} // namespace onestop::tuf
