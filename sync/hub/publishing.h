// SPDX-License-Identifier: Apache-2.0
// POST /v1/publish: a site's signed metadata and its targets, checked against its delegation, then bound into a new
// snapshot and timestamp with the two keys the hub holds. The hub can delay or forget; it cannot forge (DESIGN 4.4).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/tuf/repository.h"

namespace onestop::hub {

/// What a publisher hands in.
struct Offer {
    std::string role; ///< of the delegation: "site-dapeng-kuichong", "closures"
    crypto::Bytes metadata;
    std::map<std::string, crypto::Bytes> targets; ///< by TUF path; those that are there already may be left out
};

enum class OfferFault {
    NotAnOffer,  ///< the request is not as openapi.yaml says
    UnknownRole, ///< the trusted targets role delegates to nobody of that name
    NotSigned,   ///< not by enough keys of the delegation
    Expired,     ///< nobody could use it any more
    Older,       ///< its version is not above the published one
    Outside,     ///< it lists a target that the delegation does not cover
    WrongTarget, ///< a target's bytes are not those described, or are missing
    NotStored,   ///< disk, or the rest of the repository does not hold together
};
std::string_view problemOf(OfferFault fault);
unsigned statusOf(OfferFault fault);

struct OfferFailure {
    OfferFault fault;
    std::string context;
};

/// {"role":"…","metadata":"<base64url>","targets":{"<path>":"<base64url>"}}
tl::expected<Offer, OfferFailure> parseOffer(std::string_view json);

/// The version that is published now. An offer that was taken already is answered the same again.
tl::expected<std::uint64_t, OfferFailure> takeOffer(const std::filesystem::path& repository,
                                                    const tuf::OnlineKeys& keys, const Offer& offer,
                                                    events::WallTime now);

/// Reads <folder>/snapshot.pem and timestamp.pem (unencrypted PKCS#8, mode 0600: the hub opens them alone).
tl::expected<tuf::OnlineKeys, std::string> readOnlineKeys(const std::filesystem::path& folder);

/// Signs snapshot and timestamp anew when the timestamp has less than half of its time left; true when it did.
tl::expected<bool, std::string> renewTimestamp(const std::filesystem::path& repository, const tuf::OnlineKeys& keys,
                                               events::WallTime now);

} // namespace onestop::hub
