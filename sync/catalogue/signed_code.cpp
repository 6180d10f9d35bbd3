// SPDX-License-Identifier: Apache-2.0
// COSE_Sign1 (RFC 9052, 4.2).
#include "sync/catalogue/signed_code.h"

#include "sync/catalogue/base45.h"

namespace onestop::catalogue {

namespace {

constexpr std::uint64_t kSign1Tag = 18;
constexpr std::int64_t kAlgorithm = 1, kEdDsa = -8, kKid = 4;
constexpr std::size_t kMaxCodeText = 512, kMaxCodeName = 64;
constexpr std::int64_t kLastSecond = 253'402'300'799; ///< end of the year 9999

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

} // namespace

std::optional<SignedCode> readSignedCode(std::string_view text, std::string_view prefix) {
    if (text.size() > kMaxCodeText || !text.starts_with(prefix)) return std::nullopt;
    const auto bytes = fromBase45(text.substr(prefix.size()));
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
    return SignedCode{std::move(*kid), copy(*header), copy(*payload), copy(*signature)};
}

bool isSignedBy(const SignedCode& code, const crypto::PublicKey& key) {
    return key.verify(toBeSigned(code.protected_header, code.payload), code.signature);
}

std::string makeSignedCode(std::string_view prefix, std::span<const std::uint8_t> payload,
                           std::span<const std::uint8_t> kid, const crypto::PrivateKey& key) {
    const auto header = protectedHeader(kid);
    const auto signature = key.sign(toBeSigned(header, payload));
    CborWriter writer;
    writer.tag(kSign1Tag);
    writer.array(4);
    writer.bytes(header);
    writer.map(0);
    writer.bytes(payload);
    writer.bytes(signature);
    return std::string(prefix) + toBase45(writer.result());
}

std::optional<WallTime> readClaimTime(CborReader& reader) {
    const auto seconds = reader.integer();
    if (!seconds || *seconds < 0 || *seconds > kLastSecond) return std::nullopt;
    return WallTime{std::chrono::seconds{*seconds}};
}

std::optional<std::string> readClaimName(CborReader& reader) {
    auto name = reader.text();
    if (!name || name->empty() || name->size() > kMaxCodeName) return std::nullopt;
    return name;
}

std::int64_t claimSeconds(WallTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

} // namespace onestop::catalogue
