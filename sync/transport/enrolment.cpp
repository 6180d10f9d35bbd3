// SPDX-License-Identifier: Apache-2.0
// Crockford's base32: no letter that looks like a digit.
#include "sync/transport/enrolment.h"

#include <algorithm>
#include <cctype>

#include <openssl/evp.h>

namespace onestop::transport {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSecretChars = 12, kPinChars = 19, kCodeChars = kSecretChars + kPinChars + 1;
constexpr std::size_t kLineBytes = 48; ///< 64 characters

/// The first `count` times five bits.
std::string base32(crypto::BytesView bytes, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        unsigned value = 0;
        for (std::size_t bit = i * 5; bit < i * 5 + 5; ++bit)
            value = value << 1U | (bytes[bit / 8] >> (7 - bit % 8) & 1U);
        text += kAlphabet[value];
    }
    return text;
}

std::string pinOf(const crypto::Digest& fingerprint) { return base32(fingerprint, kPinChars); }
/// A weighted sum over the field of 32 elements (x⁵ + x² + 1): no single wrong character goes unnoticed, and no two
/// neighbours that have changed places.
std::string checkOf(std::string_view text) {
    unsigned sum = 0;
    for (const char character : text) {
        sum ^= static_cast<unsigned>(kAlphabet.find(character));
        sum <<= 1U;
        if (sum & 32U) sum ^= 0b100101U;
    }
    return std::string(1, kAlphabet[sum]);
}

/// As it is written on the slip; nothing for what is in no code.
std::optional<char> written(char typed) {
    const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(typed)));
    const char meant = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
    if (kAlphabet.find(meant) == std::string_view::npos) return std::nullopt;
    return meant;
}

} // namespace

std::string toEstBody(crypto::BytesView der) {
    std::string body;
    for (std::size_t at = 0; at < der.size(); at += kLineBytes) {
        const auto line = der.subspan(at, std::min(kLineBytes, der.size() - at));
        std::string text((line.size() + 2) / 3 * 4, '\0');
        std::string room(text.size() + 1, '\0'); // EVP_EncodeBlock ends with a NUL
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(room.data()), line.data(), static_cast<int>(line.size()));
        body.append(room, 0, text.size());
        body += "\r\n";
    }
    return body;
}

std::optional<crypto::Bytes> fromEstBody(std::string_view body) {
    std::string text;
    std::copy_if(body.begin(), body.end(), std::back_inserter(text),
                 [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    const auto padding = static_cast<std::size_t>(text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0);
    // EVP_DecodeBlock takes padding anywhere and skips what it likes: only the alphabet comes through here.
    const auto body_chars = std::string_view(text).substr(0, text.size() - padding);
    if (!std::all_of(body_chars.begin(), body_chars.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '/'; }))
        return std::nullopt;
    crypto::Bytes bytes(text.size() / 4 * 3);
    if (EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) != static_cast<int>(bytes.size()))
        return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

std::string basicAuthorization(std::string_view user, std::string_view password) {
    auto body = toEstBody(crypto::bytesOf(std::string(user) + ':' + std::string(password)));
    std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
    return "Basic " + body;
}

std::optional<std::pair<std::string, std::string>> parseBasicAuthorization(std::string_view header) {
    constexpr std::string_view kBasic = "Basic ";
    constexpr std::size_t kLongest = 512;
    if (header.size() > kLongest || !header.starts_with(kBasic)) return std::nullopt;
    const auto bytes = fromEstBody(header.substr(kBasic.size()));
    if (!bytes) return std::nullopt;
    const auto text = crypto::textOf(*bytes);
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return std::pair(std::string(text.substr(0, colon)), std::string(text.substr(colon + 1)));
}

std::string EnrolmentCode::text() const {
    const auto all = secret + pin;
    const auto checked = all + checkOf(all);
    std::string out;
    for (std::size_t i = 0; i < checked.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += '-';
        out += checked[i];
    }
    return out;
}

bool EnrolmentCode::names(const crypto::Digest& authority_fingerprint) const {
    return pin == pinOf(authority_fingerprint);
}

EnrolmentCode makeEnrolmentCode(std::span<const std::uint8_t, kEnrolmentSecretBytes> random,
                                const crypto::Digest& authority_fingerprint) {
    return {base32(random, kSecretChars), pinOf(authority_fingerprint)};
}

tl::expected<EnrolmentCode, std::string> parseEnrolmentCode(std::string_view text) {
    std::string code;
    for (const char typed : text) {
        if (typed == ' ' || typed == '-' || typed == '\n' || typed == '\r') continue;
        const auto meant = written(typed);
        if (!meant) return tl::unexpected(std::string("the code has a character that no code has: look again"));
        code += *meant;
    }
    if (code.size() != kCodeChars)
        return tl::unexpected("expected a code of 8 groups of 4, got " + std::to_string(code.size()) + " characters");
    if (checkOf(code.substr(0, kCodeChars - 1)) != code.substr(kCodeChars - 1))
        return tl::unexpected(std::string("a character of the code is wrong: compare it with the slip"));
    return EnrolmentCode{code.substr(0, kSecretChars), code.substr(kSecretChars, kPinChars)};
}

} // namespace onestop::transport
