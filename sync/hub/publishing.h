// SPDX-License-Identifier: Apache-2.0
// POST /v1/publish: signed metadata of a site, of the duty desk or of the district, and its targets, checked against
// who may sign it, then bound into a new snapshot and timestamp with the two keys the hub holds. The hub can delay or
// forget; it cannot forge (DESIGN 4.4).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/clock.h"
#include "sync/hub/offered_files.h"
#include "sync/tuf/repository.h"

namespace onestop::hub {

/// What a publisher hands in.
struct Offer {
    std::string role; ///< of the delegation: "site-dapeng-kuichong", "closures"; or "targets", the district's own
    crypto::Bytes metadata;
    std::map<std::string, crypto::Bytes> targets; ///< by TUF path; the hub asks for what is left out and not there
};

struct Taken {
    std::uint64_t version = 0;
    std::vector<MissingFile> missing; ///< none: it is published; else it waits for these, and for the offer again
};

enum class OfferFault {
    NotAnOffer,  ///< the request is not as openapi.yaml says
    UnknownRole, ///< the trusted targets role delegates to nobody of that name
    NotSigned,   ///< not by enough keys of the delegation, or of the root
    Expired,     ///< nobody could use it any more
    Older,       ///< its version is not above the published one
    Outside,     ///< it lists a target that the delegation does not cover
    ShutsOut,    ///< its delegations name other keys than those that signed what is published
    WrongTarget, ///< a target's bytes are not those described
    NotAsked,    ///< no offer waits for such a file
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

/// Publishes, or says what is missing. An offer that was taken already is answered the same again.
tl::expected<Taken, OfferFailure> takeOffer(const std::filesystem::path& repository, const tuf::OnlineKeys& keys,
                                            const Offer& offer, events::WallTime now);

/// A piece of a file that an offer waits for; how much of it is held now. A piece that does not go on there is not
/// taken, so that any may be sent again. `range`: a Content-Range, "bytes 0-524287/25165824".
tl::expected<std::uint64_t, OfferFailure> takePiece(const std::filesystem::path& repository, std::string_view sha256,
                                                    std::string_view range, std::string_view bytes);

/// Reads <folder>/snapshot.pem and timestamp.pem (unencrypted PKCS#8, mode 0600: the hub opens them alone).
tl::expected<tuf::OnlineKeys, std::string> readOnlineKeys(const std::filesystem::path& folder);

/// Signs snapshot and timestamp anew when the timestamp has less than half of its time left; true when it did.
tl::expected<bool, std::string> renewTimestamp(const std::filesystem::path& repository, const tuf::OnlineKeys& keys,
                                               events::WallTime now);

} // namespace onestop::hub
