// SPDX-License-Identifier: Apache-2.0
// A large target on this machine: the smallest form that the repository has of it, unpacked piece by piece into a file
// and checked there against what was signed. Nothing holds the document in memory.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "sync/tuf/refresh.h"

namespace onestop::daemon {

/// The version that stands here already, as a file.
struct OlderVersion {
    crypto::Digest sha256{};
    std::filesystem::path file;
};

class LargeTargets {
public:
    /// See RepositoryFetcher::fetchFile.
    using Fetch = std::function<tl::expected<void, tuf::FetchFailure>(const std::string& name, std::size_t most,
                                                                      const std::filesystem::path& file)>;
    /// `folder` is this class's alone; it is made when needed.
    LargeTargets(std::filesystem::path folder, Fetch fetch) : folder_(std::move(folder)), fetch_(std::move(fetch)) {}

    /// `name` is the target's file in the repository's targets folder. Asks for what changed against `older`, then for
    /// the packed whole, then for the plain file: each may be missing, or not make what was signed. The file given back
    /// is exactly the signed one.
    tl::expected<std::filesystem::path, tuf::TufFailure> take(const tuf::TargetInfo& target, const std::string& name,
                                                              const std::optional<OlderVersion>& older);
    /// Where an older version may be put for take().
    tl::expected<std::filesystem::path, std::string> placeFor(const crypto::Digest& older);
    /// Everything in the folder goes: it is in the store now, or wanted no more.
    void clear();

private:
    tl::expected<std::filesystem::path, tuf::TufFailure> unpack(const tuf::TargetInfo& target,
                                                                const std::filesystem::path& part,
                                                                const std::filesystem::path& older, bool packed);
    std::filesystem::path folder_;
    Fetch fetch_;
};

} // namespace onestop::daemon
