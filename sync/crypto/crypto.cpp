// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind crypto.h; random bytes are the kernel's.
#include "sync/crypto/crypto.h"

#include "sync/crypto/algorithms.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

#include <algorithm>
#include <stdexcept>

namespace onestop::crypto {
namespace {

// Fetched once: an explicit fetch costs more than hashing a small event.
const EVP_MD* digestNamed(const char* name) {
    EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
    if (digest == nullptr) throw std::runtime_error(std::string("OpenSSL has no ") + name);
    return digest;
}
const EVP_MD* sha256Method() {
    static const EVP_MD* const method = digestNamed(kSha256);
    return method;
}
const EVP_MD* sha512Method() {
    static const EVP_MD* const method = digestNamed(kSha512);
    return method;
}
void require(int ok, const char* what) {
    if (ok != 1) throw std::runtime_error(std::string("OpenSSL failed: ") + what);
}
int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

Digest sha256(BytesView data) {
    Digest out;
    require(EVP_Digest(data.data(), data.size(), out.data(), nullptr, sha256Method(), nullptr), "SHA-256");
    return out;
}

Digest512 sha512(BytesView data) {
    Digest512 out;
    require(EVP_Digest(data.data(), data.size(), out.data(), nullptr, sha512Method(), nullptr), "SHA-512");
    return out;
}

Digest hmacSha256(BytesView key, BytesView data) {
    static constexpr std::uint8_t kEmptyKey = 0; // HMAC() takes a null key for "the key of last time"
    Digest out;
    const void* keyData = key.empty() ? &kEmptyKey : key.data();
    if (HMAC(sha256Method(), keyData, static_cast<int>(key.size()), data.data(), data.size(), out.data(), nullptr) ==
        nullptr) {
        throw std::runtime_error("OpenSSL failed: HMAC");
    }
    return out;
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    require(EVP_DigestInit_ex(context_.get(), sha256Method(), nullptr), "SHA-256");
}

void Sha256::update(BytesView data) { require(EVP_DigestUpdate(context_.get(), data.data(), data.size()), "SHA-256"); }

Digest Sha256::finish() {
    Digest out;
    require(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr), "SHA-256");
    require(EVP_DigestInit_ex(context_.get(), sha256Method(), nullptr), "SHA-256");
    return out;
}

std::string toHex(BytesView data) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(data.size() * 2);
    for (const std::uint8_t byte : data) {
        out.push_back(kDigits[byte >> 4]);
        out.push_back(kDigits[byte & 15]);
    }
    return out;
}

std::optional<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = nibble(text[i]);
        const int low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return out;
}

std::string toBase64Url(BytesView data) {
    static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    out.reserve((data.size() * 4 + 2) / 3);
    std::uint32_t buffer = 0;
    int bits = 0;
    for (const std::uint8_t byte : data) {
        buffer = (buffer << 8) | byte;
        for (bits += 8; bits >= 6; bits -= 6)
            out.push_back(kAlphabet[(buffer >> (bits - 6)) & 63]);
    }
    if (bits > 0) out.push_back(kAlphabet[(buffer << (6 - bits)) & 63]);
    return out;
}

static constexpr std::size_t kMostEntropy = 256; ///< bytes of one call: getentropy(3)

void fillRandom(std::span<std::uint8_t> out) {
    // Not RAND_bytes: it starts a whole OpenSSL, which the kiosk's first picture would wait for.
    for (std::size_t done = 0; done < out.size(); done += kMostEntropy)
        if (::getentropy(out.data() + done, std::min(kMostEntropy, out.size() - done)) != 0)
            throw std::runtime_error("the kernel gives no random bytes");
}

std::string randomToken(std::size_t bytes) {
    Bytes raw(bytes);
    fillRandom(raw);
    return toBase64Url(raw);
}

void wipe(std::span<std::uint8_t> data) { OPENSSL_cleanse(data.data(), data.size()); }

void wipe(std::string& text) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

bool sameSecret(BytesView a, BytesView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace onestop::crypto
