// SPDX-License-Identifier: Apache-2.0
// CWT claims (RFC 8392) in a signed code. The payload is re-read only after the signature held.
#include "sync/catalogue/staff_code.h"

#include <algorithm>
#include <stdexcept>

#include "sync/catalogue/cbor.h"
#include "sync/catalogue/signed_code.h"

namespace onestop::catalogue {

namespace {

constexpr std::int64_t kStaffIssuer = 1, kStaffExpires = 4, kStaffNotBefore = 5, kStaffIssued = 6, kStaffCodeId = 7;
constexpr std::int64_t kStaffSite = -70002, kStaffKiosk = -70004;
constexpr std::int64_t kMostKiosks = 99;

/// The seven claims in the one deterministic order, no other and none missing, for no longer than a code may live.
std::optional<StaffCodeClaims> readStaffClaims(std::span<const std::uint8_t> payload) {
    CborReader reader(payload);
    const auto key = [&](std::int64_t wanted) { return reader.integer() == wanted; };
    if (reader.map() != 7u || !key(kStaffIssuer)) return std::nullopt;
    const auto issuer = readClaimName(reader);
    if (!issuer || !key(kStaffExpires)) return std::nullopt;
    const auto expires = readClaimTime(reader);
    if (!expires || !key(kStaffNotBefore)) return std::nullopt;
    const auto not_before = readClaimTime(reader);
    if (!not_before || !key(kStaffIssued)) return std::nullopt;
    const auto issued = readClaimTime(reader);
    if (!issued || !key(kStaffCodeId)) return std::nullopt;
    const auto code_id = reader.bytes();
    if (!code_id || code_id->size() != 16 || !key(kStaffSite)) return std::nullopt;
    const auto site = readClaimName(reader);
    if (!site || !key(kStaffKiosk)) return std::nullopt;
    const auto kiosk = reader.integer();
    if (!kiosk || *kiosk < 1 || *kiosk > kMostKiosks || !reader.atEnd()) return std::nullopt;
    if (*expires - *not_before > kStaffCodeLongest) return std::nullopt;
    return StaffCodeClaims{
        *issuer, *expires, *not_before, *issued, crypto::toHex(*code_id), *site, static_cast<int>(*kiosk)};
}

crypto::Bytes writeStaffClaims(const StaffCodeClaims& claims) {
    const auto code_id = crypto::fromHex(claims.code_id);
    if (!code_id || code_id->size() != 16 || claims.kiosk < 1 || claims.kiosk > kMostKiosks)
        throw std::invalid_argument("staff code: expected an id of 32 hex digits and a kiosk from 1 to 99");
    CborWriter writer;
    writer.map(7);
    writer.integer(kStaffIssuer), writer.text(claims.issuer);
    writer.integer(kStaffExpires), writer.integer(claimSeconds(claims.expires));
    writer.integer(kStaffNotBefore), writer.integer(claimSeconds(claims.not_before));
    writer.integer(kStaffIssued), writer.integer(claimSeconds(claims.issued));
    writer.integer(kStaffCodeId), writer.bytes(*code_id);
    writer.integer(kStaffSite), writer.text(claims.site);
    writer.integer(kStaffKiosk), writer.integer(claims.kiosk);
    return writer.result();
}

} // namespace

std::string_view text(StaffCodeOutcome outcome) {
    switch (outcome) {
    case StaffCodeOutcome::Opens:
        return "opens";
    case StaffCodeOutcome::Unreadable:
        return "unreadable";
    case StaffCodeOutcome::UnknownKey:
        return "unknown_key";
    case StaffCodeOutcome::Forged:
        return "forged";
    case StaffCodeOutcome::Revoked:
        return "revoked";
    case StaffCodeOutcome::WrongSite:
        return "wrong_site";
    case StaffCodeOutcome::WrongKiosk:
        return "wrong_kiosk";
    case StaffCodeOutcome::NotYet:
        return "not_yet";
    case StaffCodeOutcome::Expired:
        return "expired";
    case StaffCodeOutcome::AlreadyUsed:
        return "already_used";
    case StaffCodeOutcome::NotKept:
        return "not_kept";
    }
    return "unreadable";
}

StaffCodeVerdict verifyStaffCode(std::string_view text, const StaffCodeRules& rules) {
    const auto code = readSignedCode(text, kStaffCodePrefix);
    if (!code) return {StaffCodeOutcome::Unreadable, {}};
    const auto key = std::ranges::find(rules.keys, code->kid, &CheckInKey::kid);
    if (key == rules.keys.end()) return {StaffCodeOutcome::UnknownKey, {}};
    if (!isSignedBy(*code, key->key)) return {StaffCodeOutcome::Forged, {}};
    const auto claims = readStaffClaims(code->payload);
    if (!claims) return {StaffCodeOutcome::Unreadable, {}};
    if (claims->issuer != key->issuer) return {StaffCodeOutcome::Forged, {}};

    const bool revoked = rules.revocations && (rules.revocations->tokens.contains(claims->code_id) ||
                                               rules.revocations->keys.contains(crypto::toHex(code->kid)));
    if (revoked) return {StaffCodeOutcome::Revoked, claims};
    if (claims->site != rules.site || claims->issuer != rules.site) return {StaffCodeOutcome::WrongSite, claims};
    if (claims->kiosk != rules.kiosk) return {StaffCodeOutcome::WrongKiosk, claims};
    if (rules.now < claims->not_before || rules.now < key->valid_from) return {StaffCodeOutcome::NotYet, claims};
    if (rules.now >= claims->expires || rules.now >= key->valid_to) return {StaffCodeOutcome::Expired, claims};
    return {StaffCodeOutcome::Opens, claims};
}

std::string makeStaffCode(const StaffCodeClaims& claims, std::span<const std::uint8_t> kid,
                          const crypto::PrivateKey& key) {
    return makeSignedCode(kStaffCodePrefix, writeStaffClaims(claims), kid, key);
}

} // namespace onestop::catalogue
