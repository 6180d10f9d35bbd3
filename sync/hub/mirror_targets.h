// SPDX-License-Identifier: Apache-2.0
// The files of a mirror's targets: each is written when it is exactly what was signed; a large one after its packed
// forms, so that whoever finds it finds them all. A packed form is taken when it makes the signed bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/hub/mirror_disk.h"
#include "sync/tuf/refresh.h"

namespace onestop::hub {

/// What a failure to fetch means.
tuf::TufFailureKind kindOf(tuf::FetchFailureKind kind);

/// Of one pull.
class MirrorTargets {
public:
    /// Both outlive it. A target of more than `most_bytes` is refused.
    MirrorTargets(MirrorDisk& disk, tuf::MetadataFetcher& above, std::uint64_t most_bytes);

    /// Does nothing when the file is here already and is right. A failure of kind Store or Unreachable is no fault of
    /// this target: the next would fare no better.
    tl::expected<void, tuf::TufFailure> take(const tuf::TargetInfo& target);
    /// Written so far.
    std::size_t files() const { return files_; }

private:
    tl::expected<std::optional<tuf::Bytes>, tuf::TufFailure> packedWhole(const tuf::TargetInfo& target,
                                                                         const std::string& name);
    tl::expected<void, tuf::TufFailure> takeDeltas(const tuf::TargetInfo& target, const std::string& name);
    tl::expected<tuf::Bytes, tuf::TufFailure> plain(const tuf::TargetInfo& target, const std::string& name);
    tl::expected<std::optional<tuf::Bytes>, tuf::TufFailure>
    unpackedForm(const tuf::TargetInfo& target, const std::string& name, tuf::BytesView older);
    tl::expected<void, tuf::TufFailure> write(const std::string& name, tuf::BytesView bytes);

    MirrorDisk& disk_;
    tuf::MetadataFetcher& above_;
    std::uint64_t most_bytes_;
    std::vector<std::string> here_; ///< names in the targets folder when the pull began
    std::size_t files_ = 0;
};

} // namespace onestop::hub
