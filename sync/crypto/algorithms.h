// SPDX-License-Identifier: Apache-2.0
// The one place that names cryptographic algorithms, as OpenSSL and TUF call them, so that an
// SM2/SM3/SM4 suite can be added beside these without searching the tree.
#pragma once
#include <cstddef>
#include <string_view>

namespace onestop::crypto {

inline constexpr const char* kSha256 = "SHA256";
inline constexpr const char* kSha384 = "SHA384";
inline constexpr const char* kSha512 = "SHA512";
inline constexpr const char* kEd25519 = "ED25519";
inline constexpr const char* kRsa = "RSA";
inline constexpr const char* kEc = "EC";
inline constexpr const char* kNistP256 = "prime256v1";
inline constexpr const char* kNistP384 = "secp384r1";
inline constexpr const char* kPrivateKeyCipher = "AES-256-CBC"; // of encrypted PKCS#8 files (PBES2)
inline constexpr int kPrivateKeyIterations = 600'000;           // PBKDF2, OWASP 2023
// Passwords of staff: scrypt, OWASP 2023 (32 MiB).
inline constexpr unsigned long kScryptN = 1UL << 15;
inline constexpr unsigned long kScryptR = 8;
inline constexpr unsigned long kScryptP = 1;
inline constexpr std::size_t kEd25519KeySize = 32;
inline constexpr std::size_t kEd25519SignatureSize = 64;
inline constexpr int kRsaBitsMin = 2048;
// Sealed records: CMS AuthEnvelopedData (RFC 5083), the content key by RSAES-OAEP with SHA-256; answers under a key of
// the query code's.
inline constexpr unsigned kSealingRsaBits = 3072; // 128 bits of security until 2030 and beyond (NIST SP 800-57)
inline constexpr const char* kSealingCipher = "AES-256-GCM";
inline constexpr const char* kAnswerCipher = "AES-256-GCM";
inline constexpr std::size_t kAnswerNonceSize = 12;
inline constexpr std::size_t kAnswerTagSize = 16;

// Signature schemes as TUF metadata names them (TUF 1.0 section 4.2).
inline constexpr std::string_view kSchemeEd25519 = "ed25519";
inline constexpr std::string_view kSchemeEcdsaP256 = "ecdsa-sha2-nistp256";
inline constexpr std::string_view kSchemeEcdsaP384 = "ecdsa-sha2-nistp384";
inline constexpr std::string_view kSchemeRsaPssSha256 = "rsassa-pss-sha256";
inline constexpr std::string_view kSchemeRsaPssSha384 = "rsassa-pss-sha384";
inline constexpr std::string_view kSchemeRsaPssSha512 = "rsassa-pss-sha512";

} // namespace onestop::crypto
