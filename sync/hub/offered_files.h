// SPDX-License-Identifier: Apache-2.0
// Files of an offer that are too large for one request (a bundle of software has hundreds of megabytes): the offer,
// whose signatures hold, waits in the repository's hidden folder until they have come in pieces. Nothing else is let
// in, and nobody is shown any of it before the offer is published.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/tuf/metadata.h"

namespace onestop::hub {

/// A file that is listed, was not sent and is not there.
struct MissingFile {
    std::string path;       ///< of TUF
    std::string sha256;     ///< hex; under this name its pieces come
    std::uint64_t held = 0; ///< bytes; from here on they are wanted
};

/// To be used by one at a time (SigningTurn in publishing.cpp).
class OfferedFiles {
public:
    explicit OfferedFiles(const std::filesystem::path& repository) : folder_(repository / ".offered") {}

    /// The offer waits from now on, in place of an earlier one of its role. Its signatures hold.
    tl::expected<void, std::string> await(const std::string& role, const crypto::Bytes& metadata);
    /// Nothing of the role waits any more.
    void forget(const std::string& role);

    /// What some offer that waits lists under this hash.
    std::optional<tuf::TargetFile> awaited(std::string_view sha256) const;
    std::uint64_t held(std::string_view sha256) const;
    std::filesystem::path part(std::string_view sha256) const { return folder_ / (std::string(sha256) + ".part"); }
    /// Adds bytes behind those that are held, which are `first` many. The error is a sentence.
    tl::expected<void, std::string> append(std::string_view sha256, const tuf::TargetFile& file, std::uint64_t first,
                                           std::string_view bytes);

private:
    std::filesystem::path offerOf(const std::string& role) const;
    void removeUnlisted();

    std::filesystem::path folder_;
};

} // namespace onestop::hub
