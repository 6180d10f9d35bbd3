// SPDX-License-Identifier: Apache-2.0
// Digests, random bytes and text forms for the whole of sync/ and kiosk/: a thin, typed face of
// OpenSSL 3, so that nothing else includes it for hashing. Any thread. A failure inside OpenSSL
// here means a broken installation: it ends the program (std::runtime_error), never a wrong result.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct evp_md_ctx_st;

namespace onestop::crypto {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;
using Digest512 = std::array<std::uint8_t, 64>;

/// The bytes of a text, unchanged.
inline BytesView bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
/// The bytes seen as text, unchanged; the caller knows that they are text.
inline std::string_view textOf(BytesView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

Digest sha256(BytesView data);
Digest512 sha512(BytesView data);
Digest hmacSha256(BytesView key, BytesView data);

/// SHA-256 of data that arrives in pieces. Movable, not copyable.
class Sha256 {
public:
    Sha256();
    void update(BytesView data);
    /// The digest of everything so far; the object starts afresh.
    Digest finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Lower-case hexadecimal.
std::string toHex(BytesView data);
/// Absent when the text is not an even number of hexadecimal digits (either case).
std::optional<Bytes> fromHex(std::string_view text);
/// RFC 4648 section 5 without padding.
std::string toBase64Url(BytesView data);

/// Unpredictable bytes from the operating system's generator.
void fillRandom(std::span<std::uint8_t> out);
/// An unguessable name: `bytes` random bytes as base64url (16 bytes → 22 characters).
std::string randomToken(std::size_t bytes);

/// Overwrites in a way that the compiler may not leave out.
void wipe(std::span<std::uint8_t> data);
/// Overwrites and empties.
void wipe(std::string& text);

/// Compares in a time that does not depend on where the two differ.
bool sameSecret(BytesView a, BytesView b);

} // namespace onestop::crypto
