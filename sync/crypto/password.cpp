// SPDX-License-Identifier: Apache-2.0
// The thin face over EVP_PBE_scrypt.
#include "sync/crypto/password.h"

#include <stdexcept>

#include <openssl/evp.h>

#include "sync/crypto/algorithms.h"

namespace onestop::crypto {

Digest passwordDigest(std::string_view password, BytesView salt) {
    Digest digest{};
    constexpr std::uint64_t kMemoryLimitBytes = 64 * 1024 * 1024;
    if (EVP_PBE_scrypt(password.data(), password.size(), salt.data(), salt.size(), kScryptN, kScryptR, kScryptP,
                       kMemoryLimitBytes, digest.data(), digest.size()) != 1) {
        throw std::runtime_error("OpenSSL cannot compute scrypt");
    }
    return digest;
}

static constexpr std::size_t kColon = 2 * kPasswordSaltBytes;

std::string passwordWord(std::string_view password, BytesView salt) {
    return toHex(salt) + ':' + toHex(passwordDigest(password, salt));
}

bool isPasswordWord(std::string_view word) {
    return word.size() == kColon + 1 + 2 * sizeof(Digest) && word[kColon] == ':' && fromHex(word.substr(0, kColon)) &&
           fromHex(word.substr(kColon + 1));
}

bool isPasswordOf(std::string_view password, std::string_view word) {
    if (!isPasswordWord(word)) return false;
    const auto salt = *fromHex(word.substr(0, kColon));
    return sameSecret(passwordDigest(password, salt), *fromHex(word.substr(kColon + 1)));
}

} // namespace onestop::crypto
