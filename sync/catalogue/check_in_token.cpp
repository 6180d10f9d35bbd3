// SPDX-License-Identifier: Apache-2.0
// COSE_Sign1 (RFC 9052, 4.2) around CWT claims (RFC 8392). The payload is re-read only after the signature held.
#include "sync/catalogue/check_in_token.h"

#include <algorithm>
#include <stdexcept>

#include "sync/catalogue/base45.h"
#include "sync/catalogue/cbor.h"

namespace onestop::catalogue {

namespace {

constexpr std::uint64_t kSign1Tag = 18;
constexpr std::int64_t kAlgorithm = 1, kEdDsa = -8, kKid = 4;
constexpr std::int64_t kIssuer = 1, kExpires = 4, kNotBefore = 5, kIssued = 6, kTokenId = 7;
constexpr std::int64_t kSession = -70001, kSite = -70002, kPeople = -70003;
constexpr std::size_t kMaxCodeText = 512, kMaxCodeName = 64;
constexpr std::int64_t kLastSecond = 253'402'300'799; ///< end of the year 9999

struct Signed {
    crypto::Bytes kid;
    crypto::Bytes protected_header;
    crypto::Bytes payload;
    crypto::Bytes signature;
};

crypto::Bytes copy(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

/// Sig_structure: what is really signed.
crypto::Bytes toBeSigned(std::span<const std::uint8_t> protected_header, std::span<const std::uint8_t> payload) {
    CborWriter writer;
    writer.array(4);
    writer.text("Signature1");
    writer.bytes(protected_header);
    writer.bytes({});
    writer.bytes(payload);
    return writer.result();
}

crypto::Bytes protectedHeader(std::span<const std::uint8_t> kid) {
    CborWriter writer;
    writer.map(2);
    writer.integer(kAlgorithm);
    writer.integer(kEdDsa);
    writer.integer(kKid);
    writer.bytes(kid);
    return writer.result();
}

std::optional<crypto::Bytes> readKid(std::span<const std::uint8_t> header) {
    CborReader reader(header);
    if (reader.map() != 2u || reader.integer() != kAlgorithm || reader.integer() != kEdDsa || reader.integer() != kKid)
        return std::nullopt;
    const auto kid = reader.bytes();
    if (!kid || !reader.atEnd()) return std::nullopt;
    return copy(*kid);
}

std::optional<Signed> readEnvelope(std::string_view text) {
    if (text.size() > kMaxCodeText || !text.starts_with(kTokenPrefix)) return std::nullopt;
    const auto bytes = fromBase45(text.substr(kTokenPrefix.size()));
    if (!bytes) return std::nullopt;
    CborReader reader(*bytes);
    if (reader.tag() != kSign1Tag || reader.array() != 4u) return std::nullopt;
    const auto header = reader.bytes();
    if (!header || reader.map() != 0u) return std::nullopt;
    const auto payload = reader.bytes();
    const auto signature = reader.bytes();
    if (!payload || !signature || !reader.atEnd()) return std::nullopt;
    auto kid = readKid(*header);
    if (!kid) return std::nullopt;
    return Signed{std::move(*kid), copy(*header), copy(*payload), copy(*signature)};
}

std::optional<WallTime> readTime(CborReader& reader) {
    const auto seconds = reader.integer();
    if (!seconds || *seconds < 0 || *seconds > kLastSecond) return std::nullopt;
    return WallTime{std::chrono::seconds{*seconds}};
}

std::optional<std::string> readName(CborReader& reader) {
    auto name = reader.text();
    if (!name || name->empty() || name->size() > kMaxCodeName) return std::nullopt;
    return name;
}

/// The eight claims in the one deterministic order (RFC 8949 4.2.1: by encoded key), no other and none missing.
std::optional<CheckInClaims> readClaims(std::span<const std::uint8_t> payload) {
    CborReader reader(payload);
    const auto key = [&](std::int64_t wanted) { return reader.integer() == wanted; };
    if (reader.map() != 8u || !key(kIssuer)) return std::nullopt;
    const auto issuer = readName(reader);
    if (!issuer || !key(kExpires)) return std::nullopt;
    const auto expires = readTime(reader);
    if (!expires || !key(kNotBefore)) return std::nullopt;
    const auto not_before = readTime(reader);
    if (!not_before || !key(kIssued)) return std::nullopt;
    const auto issued = readTime(reader);
    if (!issued || !key(kTokenId)) return std::nullopt;
    const auto token_id = reader.bytes();
    if (!token_id || token_id->size() != 16 || !key(kSession)) return std::nullopt;
    const auto session = readName(reader);
    if (!session || !key(kSite)) return std::nullopt;
    const auto site = readName(reader);
    if (!site || !key(kPeople)) return std::nullopt;
    const auto people = reader.integer();
    if (!people || *people < 1 || *people > 99 || !reader.atEnd()) return std::nullopt;
    return CheckInClaims{
        *issuer, *expires, *not_before, *issued, crypto::toHex(*token_id), *session, *site, static_cast<int>(*people)};
}

std::int64_t seconds(WallTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

crypto::Bytes writeClaims(const CheckInClaims& claims) {
    const auto token_id = crypto::fromHex(claims.token_id);
    if (!token_id || token_id->size() != 16 || claims.people < 1 || claims.people > 99)
        throw std::invalid_argument("check-in token: expected an id of 32 hex digits and 1 to 99 people");
    CborWriter writer;
    writer.map(8);
    writer.integer(kIssuer), writer.text(claims.issuer);
    writer.integer(kExpires), writer.integer(seconds(claims.expires));
    writer.integer(kNotBefore), writer.integer(seconds(claims.not_before));
    writer.integer(kIssued), writer.integer(seconds(claims.issued));
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
    const auto envelope = readEnvelope(text);
    if (!envelope) return {TokenOutcome::Unreadable, {}};
    const auto key =
        std::find_if(rules.keys.begin(), rules.keys.end(), [&](const CheckInKey& k) { return k.kid == envelope->kid; });
    if (key == rules.keys.end()) return {TokenOutcome::UnknownKey, {}};
    if (!key->key.verify(toBeSigned(envelope->protected_header, envelope->payload), envelope->signature))
        return {TokenOutcome::Forged, {}};
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
    const auto header = protectedHeader(kid);
    const auto payload = writeClaims(claims);
    const auto signature = key.sign(toBeSigned(header, payload));
    CborWriter writer;
    writer.tag(kSign1Tag);
    writer.array(4);
    writer.bytes(header);
    writer.map(0);
    writer.bytes(payload);
    writer.bytes(signature);
    return std::string(kTokenPrefix) + toBase45(writer.result());
}

crypto::Bytes checkInKid(const crypto::PublicKey& key) {
    const auto digest = crypto::sha256(key.raw());
    return {digest.begin(), digest.begin() + 8};
}

} // namespace onestop::catalogue
