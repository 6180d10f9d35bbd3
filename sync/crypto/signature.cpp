// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind signature.h.
#include "sync/crypto/signature.h"

#include "sync/crypto/algorithms.h"
#include "sync/crypto/openssl_handle.h"
#include "sync/crypto/private_key_pem.h"

#include <array>
#include <cstring>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdexcept>

namespace onestop::crypto {
namespace {

struct FreeMdContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using MdContextPtr = std::unique_ptr<EVP_MD_CTX, FreeMdContext>;
using KeyPtr = std::shared_ptr<EVP_PKEY>;

KeyPtr own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

tl::unexpected<KeyFailure> failure(KeyFailureKind kind, std::string why) {
    ERR_clear_error();
    return tl::unexpected(KeyFailure{kind, "cannot read key: " + std::move(why)});
}

// What each TUF keytype and scheme asks of OpenSSL. `digest` null: the scheme hashes by itself.
struct Scheme {
    std::string_view name;
    std::string_view keytypes[3]; // securesystemslib has used several names for ECDSA keys
    const char* keyType;
    const char* group;
    const char* digest;
};
constexpr Scheme kSchemes[] = {
    {kSchemeEd25519, {"ed25519", "", ""}, kEd25519, nullptr, nullptr},
    {kSchemeEcdsaP256, {"ecdsa", "ecdsa-sha2-nistp256", ""}, kEc, kNistP256, kSha256},
    {kSchemeEcdsaP384, {"ecdsa", "ecdsa-sha2-nistp384", ""}, kEc, kNistP384, kSha384},
    {kSchemeRsaPssSha256, {"rsa", "", ""}, kRsa, nullptr, kSha256},
    {kSchemeRsaPssSha384, {"rsa", "", ""}, kRsa, nullptr, kSha384},
    {kSchemeRsaPssSha512, {"rsa", "", ""}, kRsa, nullptr, kSha512},
};

const Scheme* schemeNamed(std::string_view name) {
    for (const Scheme& scheme : kSchemes) {
        if (scheme.name == name) return &scheme;
    }
    return nullptr;
}

bool groupIs(const EVP_PKEY* key, const char* wanted) {
    std::array<char, 64> name{};
    return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), nullptr) == 1 &&
           std::strcmp(name.data(), wanted) == 0;
}

KeyPtr readPublicPem(std::string_view pem) {
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    EVP_PKEY* key = PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr);
    return key == nullptr ? KeyPtr() : own(key);
}

tl::expected<void, KeyFailure> checkFits(const EVP_PKEY* key, const Scheme& scheme) {
    if (EVP_PKEY_is_a(key, scheme.keyType) != 1 || (scheme.group != nullptr && !groupIs(key, scheme.group))) {
        return failure(KeyFailureKind::Malformed, "not a key for " + std::string(scheme.name));
    }
    if (std::strcmp(scheme.keyType, kRsa) == 0 && EVP_PKEY_get_bits(key) < kRsaBitsMin) {
        return failure(KeyFailureKind::TooWeak, "RSA below 2048 bits");
    }
    return {};
}

} // namespace

tl::expected<PublicKey, KeyFailure> PublicKey::fromTuf(std::string_view keytype, std::string_view scheme,
                                                       std::string_view publicValue) {
    const Scheme* known = schemeNamed(scheme);
    bool typeFits = false;
    if (known != nullptr && !keytype.empty()) {
        for (const std::string_view type : known->keytypes)
            typeFits = typeFits || type == keytype;
    }
    if (!typeFits) {
        return failure(KeyFailureKind::UnknownScheme,
                       "type " + std::string(keytype) + ", scheme " + std::string(scheme));
    }
    if (scheme == kSchemeEd25519) {
        const auto raw = fromHex(publicValue);
        if (!raw) return failure(KeyFailureKind::Malformed, "an Ed25519 key is 64 hexadecimal digits");
        return fromRaw(*raw);
    }
    KeyPtr key = readPublicPem(publicValue);
    if (!key) return failure(KeyFailureKind::Malformed, "not a public key in PEM");
    if (auto fits = checkFits(key.get(), *known); !fits) return tl::unexpected(fits.error());
    return PublicKey(std::move(key), std::string(scheme));
}

tl::expected<PublicKey, KeyFailure> PublicKey::fromRaw(BytesView ed25519) {
    if (ed25519.size() != kEd25519KeySize) return failure(KeyFailureKind::Malformed, "an Ed25519 key has 32 bytes");
    EVP_PKEY* key = EVP_PKEY_new_raw_public_key_ex(nullptr, kEd25519, nullptr, ed25519.data(), ed25519.size());
    if (key == nullptr) return failure(KeyFailureKind::Malformed, "not an Ed25519 key");
    return PublicKey(own(key), std::string(kSchemeEd25519));
}

tl::expected<PublicKey, KeyFailure> PublicKey::fromPem(std::string_view pem) {
    KeyPtr key = readPublicPem(pem);
    if (!key) return failure(KeyFailureKind::Malformed, "not a public key in PEM");
    for (const Scheme& scheme : kSchemes) {
        const auto fits = checkFits(key.get(), scheme);
        if (fits) return PublicKey(std::move(key), std::string(scheme.name));
        if (fits.error().kind == KeyFailureKind::TooWeak) return tl::unexpected(fits.error());
    }
    return failure(KeyFailureKind::UnknownScheme, "neither Ed25519, ECDSA P-256 or P-384, nor RSA");
}

bool PublicKey::verify(BytesView message, BytesView signature) const {
    const Scheme* scheme = schemeNamed(scheme_);
    const MdContextPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* keyContext = nullptr;
    bool holds =
        EVP_DigestVerifyInit_ex(context.get(), &keyContext, scheme->digest, nullptr, nullptr, key_.get(), nullptr) == 1;
    if (holds && std::strcmp(scheme->keyType, kRsa) == 0) {
        // Salt of any length: signers differ (RFC 8017 9.1 allows all), and the length adds no security here.
        holds = EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_AUTO) == 1;
    }
    holds = holds &&
            EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    if (!holds) ERR_clear_error();
    return holds;
}

Bytes PublicKey::raw() const {
    std::size_t size = kEd25519KeySize;
    Bytes out(size);
    if (scheme_ != kSchemeEd25519 || EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size) != 1) return {};
    return out;
}

PrivateKey PrivateKey::generate() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, kEd25519);
    if (key == nullptr) throw std::runtime_error("OpenSSL failed: making an Ed25519 key");
    return PrivateKey(own(key));
}

tl::expected<PrivateKey, KeyFailure> PrivateKey::fromPem(std::string_view pem, std::string_view passphrase) {
    KeyPtr key = readPrivateKeyPem(pem, passphrase);
    if (!key) {
        return failure(KeyFailureKind::WrongPassphrase, "the passphrase is wrong, or the file is not PKCS#8 in PEM");
    }
    if (EVP_PKEY_is_a(key.get(), kEd25519) != 1) {
        return failure(KeyFailureKind::UnknownScheme, "only Ed25519 keys sign here");
    }
    return PrivateKey(std::move(key));
}

std::string PrivateKey::toPem(std::string_view passphrase) const { return writePrivateKeyPem(key_.get(), passphrase); }

Bytes PrivateKey::sign(BytesView message) const {
    const MdContextPtr context(EVP_MD_CTX_new());
    std::size_t size = kEd25519SignatureSize;
    Bytes out(size);
    if (EVP_DigestSignInit_ex(context.get(), nullptr, nullptr, nullptr, nullptr, key_.get(), nullptr) != 1 ||
        EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) != 1) {
        throw std::runtime_error("OpenSSL failed: signing");
    }
    return out;
}

PublicKey PrivateKey::publicKey() const { return PublicKey(key_, std::string(kSchemeEd25519)); }

} // namespace onestop::crypto
