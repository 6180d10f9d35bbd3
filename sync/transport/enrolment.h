// SPDX-License-Identifier: Apache-2.0
// What kiosk and hub agree on for enrolment (EST, RFC 7030): the paths, the form of bodies and of HTTP Basic, and the
// code that a technician types or scans. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"

namespace onestop::transport {

inline constexpr std::string_view kEstAuthorities = "/.well-known/est/cacerts";
inline constexpr std::string_view kEstEnrol = "/.well-known/est/simpleenroll";
inline constexpr std::string_view kEstRenew = "/.well-known/est/simplereenroll";
inline constexpr std::string_view kEstRequestType = "application/pkcs10";
inline constexpr std::string_view kEstBundleType = "application/pkcs7-mime; smime-type=certs-only";

/// The problem type of a hub that has revoked the machine which asks.
inline constexpr std::string_view kShutOut = "urn:onestop:problem:revoked";

/// Base64 in lines of 64, as EST carries DER.
std::string toEstBody(crypto::BytesView der);
/// Nothing when it is not base64. White space is skipped.
std::optional<crypto::Bytes> fromEstBody(std::string_view body);

/// `Authorization: Basic …` (RFC 7617).
std::string basicAuthorization(std::string_view user, std::string_view password);
std::optional<std::pair<std::string, std::string>> parseBasicAuthorization(std::string_view header);

/// 32 letters and digits in groups of four, such as a person can type: 60 bits that are good once, 95 bits of the
/// authority's SHA-256 so that the code is never told to a stranger, and 5 bits that notice a slip of the finger.
struct EnrolmentCode {
    std::string secret; ///< 12 characters
    std::string pin;    ///< 19 characters

    std::string text() const;
    /// Whether this is the authority that the code speaks of.
    bool names(const crypto::Digest& authority_fingerprint) const;
};

inline constexpr std::size_t kEnrolmentSecretBytes = 8; ///< of which 60 bits are used
EnrolmentCode makeEnrolmentCode(std::span<const std::uint8_t, kEnrolmentSecretBytes> random,
                                const crypto::Digest& authority_fingerprint);
/// Small letters, blanks and hyphens as people type them; O is 0, I and L are 1. The failure says what to look at.
tl::expected<EnrolmentCode, std::string> parseEnrolmentCode(std::string_view text);

} // namespace onestop::transport
