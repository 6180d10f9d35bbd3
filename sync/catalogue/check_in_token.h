// SPDX-License-Identifier: Apache-2.0
// The check-in code: CWT claims in COSE_Sign1 (Ed25519), Base45, prefix OS1:. Verified here without network; that a
// code was used already is decided by the store, which alone knows (README.md has the bytes).
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/catalogue/service_day.h"
#include "sync/crypto/signature.h"

namespace onestop::catalogue {

inline constexpr std::string_view kTokenPrefix = "OS1:";

struct CheckInClaims {
    std::string issuer;              ///< 1 iss: site_id of who signed
    WallTime expires{};              ///< 4 exp, whole seconds
    WallTime not_before{};           ///< 5 nbf
    WallTime issued{};               ///< 6 iat
    std::string token_id;            ///< 7 cti: 16 bytes as 32 hex digits
    std::string activity_session_id; ///< -70001
    std::string site;                ///< -70002: where it admits
    int people = 1;                  ///< -70003: 1…99
    bool operator==(const CheckInClaims&) const = default;
};

/// A key of check_in_keys.json.
struct CheckInKey {
    crypto::Bytes kid; ///< 8 bytes
    crypto::PublicKey key;
    std::string issuer; ///< site_id; a code of another issuer under this key is forged
    WallTime valid_from{};
    WallTime valid_to{};
};

struct Revocations {
    std::set<std::string> tokens; ///< token_id
    std::set<std::string> keys;   ///< kid in hex
};

enum class TokenOutcome { Admitted, Forged, Expired, NotYet, WrongSite, WrongDay, Revoked, UnknownKey, Unreadable };

/// What the verifier must know of this place and moment.
struct CheckInRules {
    std::string site;
    std::span<const CheckInKey> keys;
    const Revocations* revocations = nullptr; ///< null: none known
    WallTime now{};
    /// First and last moment of a session of this site's month; nothing when it is not in the catalogue.
    std::function<std::optional<std::pair<WallTime, WallTime>>(std::string_view activity_session_id)> session;
};

struct TokenVerdict {
    TokenOutcome outcome = TokenOutcome::Unreadable;
    std::optional<CheckInClaims> claims; ///< only when the signature held
};

/// In this order: readable, key known, signature, revoked, site, day, not yet, expired.
TokenVerdict verifyToken(std::string_view text, const CheckInRules& rules);

/// Makes the code. Times are cut to seconds; the token id must be 32 hex digits.
std::string makeToken(const CheckInClaims& claims, std::span<const std::uint8_t> kid, const crypto::PrivateKey& key);

/// The kid of a key: the first 8 bytes of SHA-256 over its raw 32 bytes.
crypto::Bytes checkInKid(const crypto::PublicKey& key);

} // namespace onestop::catalogue
