// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind private_key_pem.h.
#include "sync/crypto/private_key_pem.h"

#include "sync/crypto/algorithms.h"
#include "sync/crypto/openssl_handle.h"

#include <cstring>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <stdexcept>

namespace onestop::crypto {
namespace {

// The passphrase callback's argument.
int givePassphrase(char* buffer, int size, int /*writing*/, void* argument) {
    const auto& passphrase = *static_cast<const std::string_view*>(argument);
    if (passphrase.size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(buffer, passphrase.data(), passphrase.size());
    return static_cast<int>(passphrase.size());
}

} // namespace

std::shared_ptr<evp_pkey_st> readPrivateKeyPem(std::string_view pem, std::string_view passphrase) {
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, &passphrase);
    ERR_clear_error();
    if (key == nullptr) return {};
    return {key, EVP_PKEY_free};
}

std::string writePrivateKeyPem(const evp_pkey_st* key, std::string_view passphrase) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    int ok = 0;
    if (passphrase.empty()) {
        ok = PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    } else {
        // Not PEM_write_bio_PKCS8PrivateKey: its PBKDF2 count (2,048) is too low for a stolen stick.
        EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, kPrivateKeyCipher, nullptr);
        PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key);
        X509_SIG* sealed = PKCS8_encrypt_ex(-1, cipher, passphrase.data(), static_cast<int>(passphrase.size()), nullptr,
                                            0, kPrivateKeyIterations, info, nullptr, nullptr);
        if (sealed != nullptr) ok = PEM_write_bio_PKCS8(bio.get(), sealed);
        X509_SIG_free(sealed);
        PKCS8_PRIV_KEY_INFO_free(info);
        EVP_CIPHER_free(cipher);
    }
    if (ok != 1) throw std::runtime_error("OpenSSL failed: writing a private key");
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace onestop::crypto
