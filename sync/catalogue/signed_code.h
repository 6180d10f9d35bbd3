// SPDX-License-Identifier: Apache-2.0
// What the check-in code and the code of staff have in common: claims in COSE_Sign1 (RFC 9052, Ed25519), Base45, behind
// a prefix that says what it is (README.md has the bytes). Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/catalogue/cbor.h"
#include "sync/catalogue/service_day.h"
#include "sync/crypto/signature.h"

namespace onestop::catalogue {

/// As it was read: nothing of it is to be believed before isSignedBy().
struct SignedCode {
    crypto::Bytes kid;
    crypto::Bytes protected_header;
    crypto::Bytes payload;
    crypto::Bytes signature;
};

std::optional<SignedCode> readSignedCode(std::string_view text, std::string_view prefix);
bool isSignedBy(const SignedCode& code, const crypto::PublicKey& key);
std::string makeSignedCode(std::string_view prefix, std::span<const std::uint8_t> payload,
                           std::span<const std::uint8_t> kid, const crypto::PrivateKey& key);

/// Claims that several kinds of code have.
std::optional<WallTime> readClaimTime(CborReader& reader);
/// Not empty, at most 64 bytes.
std::optional<std::string> readClaimName(CborReader& reader);
std::int64_t claimSeconds(WallTime time);

} // namespace onestop::catalogue
