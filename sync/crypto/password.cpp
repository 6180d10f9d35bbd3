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

} // namespace onestop::crypto
