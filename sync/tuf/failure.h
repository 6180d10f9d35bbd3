// SPDX-License-Identifier: Apache-2.0
// Why metadata or a target was not taken: one closed set for the whole TUF client.
#pragma once
#include <string>
#include <tl/expected.hpp>

namespace onestop::tuf {

enum class TufFailureKind {
    NoTrustedRoot, ///< neither a stored nor a shipped root that verifies itself
    Unreachable,   ///< the repository did not answer
    NotFound,      ///< the repository does not have a file that signed metadata promises
    TooLong,       ///< more bytes than the role's limit or the signed length
    Malformed,     ///< not metadata of the expected role (TUF 1.0 section 4)
    Unsigned,      ///< fewer valid signatures than the threshold
    Rollback,      ///< a lower version than one that was trusted before, or a role taken away
    Mismatch,      ///< version, length or hash differs from what the signed listing says (mix-and-match)
    Expired,       ///< genuine but out of date (freeze)
    NotListed,     ///< a delegated role that the snapshot does not list
    Store,         ///< trusted metadata could not be kept on this machine
};

struct TufFailure {
    TufFailureKind kind;
    std::string context; ///< "cannot trust snapshot: why"
};

/// The failure's name as it goes into events and logs: "unsigned", "rollback", …
const char* nameOf(TufFailureKind kind);

} // namespace onestop::tuf
