// SPDX-License-Identifier: Apache-2.0
// The code of staff: signed by the site's hub for one kiosk and a few minutes, it opens the staff's pages there instead
// of the PIN. Verified without network against staff_keys.json, whose keys sign nothing else: a kiosk's key of check-in
// codes lies in a lobby and must not open kiosks (README.md has the bytes). Pure; that a code was used is known to the
// kiosk alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/catalogue/check_in_token.h"

namespace onestop::catalogue {

inline constexpr std::string_view kStaffCodePrefix = "OS1S:";
/// How long a hub makes it good for, and before its moment by as much as two clocks may differ.
inline constexpr std::chrono::minutes kStaffCodeLife{5}, kStaffCodeSkew{2};
/// No code that was meant for longer opens anything, whoever signed it.
inline constexpr std::chrono::minutes kStaffCodeLongest{10};

struct StaffCodeClaims {
    std::string issuer;    ///< 1 iss: site_id of the hub
    WallTime expires{};    ///< 4 exp, whole seconds
    WallTime not_before{}; ///< 5 nbf
    WallTime issued{};     ///< 6 iat
    std::string code_id;   ///< 7 cti: 16 bytes as 32 hex digits
    std::string site;      ///< -70002: where it opens
    int kiosk = 1;         ///< -70004: which one there, 1…99
    bool operator==(const StaffCodeClaims&) const = default;
};

enum class StaffCodeOutcome {
    Opens,
    Unreadable,
    UnknownKey,
    Forged,
    Revoked,
    WrongSite,
    WrongKiosk,
    NotYet,
    Expired,
    AlreadyUsed, ///< said by the kiosk, which keeps the ids
    NotKept      ///< good, but the kiosk cannot write down that it is used
};

/// As the event log names it (events.toml, staff.refused).
std::string_view text(StaffCodeOutcome outcome);

/// What the verifier must know of this place and moment.
struct StaffCodeRules {
    std::string site;
    int kiosk = 1;
    std::span<const CheckInKey> keys;         ///< of staff_keys.json
    const Revocations* revocations = nullptr; ///< null: none known
    WallTime now{};
};

struct StaffCodeVerdict {
    StaffCodeOutcome outcome = StaffCodeOutcome::Unreadable;
    std::optional<StaffCodeClaims> claims; ///< only when the signature held
};

/// In this order: readable, key known, signature, revoked, site, kiosk, not yet, expired.
StaffCodeVerdict verifyStaffCode(std::string_view text, const StaffCodeRules& rules);

/// Makes the code. Times are cut to seconds; the id must be 32 hex digits.
std::string makeStaffCode(const StaffCodeClaims& claims, std::span<const std::uint8_t> kid,
                          const crypto::PrivateKey& key);

} // namespace onestop::catalogue
