// SPDX-License-Identifier: Apache-2.0
// CWT claims (RFC 8392) in a signed code. The payload is re-read only after the signature held.
#include "sync/catalogue/check_in_token.h"

#include <algorithm>
#include <stdexcept>

#include "sync/catalogue/cbor.h"
#include "sync/catalogue/signed_code.h"

namespace onestop::catalogue {

namespace {

constexpr std::int64_t kIssuer = 1, kExpires = 4, kNotBefore = 5, kIssued = 6, kTokenId = 7;
constexpr std::int64_t kSession = -70001, kSite = -70002, kPeople = -70003;

/// The eight claims in the one deterministic order (RFC 8949 4.2.1: by encoded key), no other and none missing.
std::optional<CheckInClaims> readClaims(std::span<const std::uint8_t> payload) {
    CborReader reader(payload);
    const auto key = [&](std::int64_t wanted) { return reader.integer() == wanted; };
    if (reader.map() != 8u || !key(kIssuer)) return std::nullopt;
    const auto issuer = readClaimName(reader);
    if (!issuer || !key(kExpires)) return std::nullopt;
    const auto expires = readClaimTime(reader);
    if (!expires || !key(kNotBefore)) return std::nullopt;
    const auto not_before = readClaimTime(reader);
    if (!not_before || !key(kIssued)) return std::nullopt;
    const auto issued = readClaimTime(reader);
    if (!issued || !key(kTokenId)) return std::nullopt;
    const auto token_id = reader.bytes();
    if (!token_id || token_id->size() != 16 || !key(kSession)) return std::nullopt;
    const auto session = readClaimName(reader);
    if (!session || !key(kSite)) return std::nullopt;
    const auto site = readClaimName(reader);
    if (!site || !key(kPeople)) return std::nullopt;
    const auto people = reader.integer();
    if (!people || *people < 1 || *people > 99 || !reader.atEnd()) return std::nullopt;
    return CheckInClaims{
        *issuer, *expires, *not_before, *issued, crypto::toHex(*token_id), *session, *site, static_cast<int>(*people)};
}

crypto::Bytes writeClaims(const CheckInClaims& claims) {
    const auto token_id = crypto::fromHex(claims.token_id);
    if (!token_id || token_id->size() != 16 || claims.people < 1 || claims.people > 99)
        throw std::invalid_argument("check-in token: expected an id of 32 hex digits and 1 to 99 people");
    CborWriter writer;
    writer.map(8);
    writer.integer(kIssuer), writer.text(claims.issuer);
    writer.integer(kExpires), writer.integer(claimSeconds(claims.expires));
    writer.integer(kNotBefore), writer.integer(claimSeconds(claims.not_before));
    writer.integer(kIssued), writer.integer(claimSeconds(claims.issued));
    writer.integer(kTokenId), writer.bytes(*token_id);
    writer.integer(kSession), writer.text(claims.activity_session_id);
    writer.integer(kSite), writer.text(claims.site);
    writer.integer(kPeople), writer.integer(claims.people);
    return writer.result();
}

/// Whether the session lies on another service day than now.
bool isOfAnotherDay(const CheckInClaims& claims, const CheckInRules& rules) {
    const auto today = serviceDayOf(rules.now);
    if (rules.session)
        if (const auto session = rules.session(claims.activity_session_id))
            return today < serviceDayOf(session->first) ||
                   serviceDayOf(session->second - std::chrono::milliseconds{1}) < today;
    return today < serviceDayOf(claims.not_before);
}

} // namespace

TokenVerdict verifyToken(std::string_view text, const CheckInRules& rules) {
    const auto envelope = readSignedCode(text, kTokenPrefix);
    if (!envelope) return {TokenOutcome::Unreadable, {}};
    const auto key =
        std::find_if(rules.keys.begin(), rules.keys.end(), [&](const CheckInKey& k) { return k.kid == envelope->kid; });
    if (key == rules.keys.end()) return {TokenOutcome::UnknownKey, {}};
    if (!isSignedBy(*envelope, key->key)) return {TokenOutcome::Forged, {}};
    const auto claims = readClaims(envelope->payload);
    if (!claims) return {TokenOutcome::Unreadable, {}};
    if (claims->issuer != key->issuer) return {TokenOutcome::Forged, {}};

    const bool revoked = rules.revocations && (rules.revocations->tokens.contains(claims->token_id) ||
                                               rules.revocations->keys.contains(crypto::toHex(envelope->kid)));
    if (revoked) return {TokenOutcome::Revoked, claims};
    if (claims->site != rules.site) return {TokenOutcome::WrongSite, claims};
    if (isOfAnotherDay(*claims, rules)) return {TokenOutcome::WrongDay, claims};
    if (rules.now < claims->not_before || rules.now < key->valid_from) return {TokenOutcome::NotYet, claims};
    if (rules.now >= claims->expires || rules.now >= key->valid_to) return {TokenOutcome::Expired, claims};
    return {TokenOutcome::Admitted, claims};
}

std::string makeToken(const CheckInClaims& claims, std::span<const std::uint8_t> kid, const crypto::PrivateKey& key) {
    return makeSignedCode(kTokenPrefix, writeClaims(claims), kid, key);
}

crypto::Bytes checkInKid(const crypto::PublicKey& key) {
    const auto digest = crypto::sha256(key.raw());
    return {digest.begin(), digest.begin() + 8};
}

} // namespace onestop::catalogue
