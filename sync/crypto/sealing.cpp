// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind sealing.h.
#include "sync/crypto/sealing.h"

#include <ctime>
#include <limits>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "sync/crypto/algorithms.h"
#include "sync/crypto/openssl_handle.h"
#include "sync/crypto/private_key_pem.h"

namespace onestop::crypto {

namespace {

using CmsPtr = std::unique_ptr<CMS_ContentInfo, OpenSslFree<CMS_ContentInfo_free>>;
using CipherPtr = std::unique_ptr<EVP_CIPHER, OpenSslFree<EVP_CIPHER_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, OpenSslFree<EVP_CIPHER_CTX_free>>;

void mustSeal(bool held) {
    if (!held) throw std::runtime_error("OpenSSL cannot seal");
}

bool isStrongRsa(const EVP_PKEY* key) {
    return key != nullptr && EVP_PKEY_is_a(key, kRsa) == 1 &&
           EVP_PKEY_get_bits(key) >= static_cast<int>(kSealingRsaBits);
}

CmsPtr parseCms(BytesView bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return {};
    const unsigned char* at = bytes.data();
    CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
    const bool whole = cms && at == bytes.data() + bytes.size() &&
                       OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_id_smime_ct_authEnvelopedData;
    ERR_clear_error();
    if (!whole) cms.reset();
    return cms;
}

/// Bound into every answer, so that one cannot stand for another's.
std::string answerLabel(std::string_view record_id) { return "onestop answer 1 " + std::string(record_id); }

} // namespace

// --- records ------------------------------------------------------------------------------------------------------

tl::expected<SealingCertificate, std::string> SealingCertificate::fromPem(std::string_view pem) {
    auto certificate = Certificate::fromPem(pem);
    if (!certificate) return tl::unexpected(certificate.error());
    if (!isStrongRsa(X509_get0_pubkey(certificate->handle()))) {
        ERR_clear_error();
        return tl::unexpected(std::string("not a certificate to seal to: RSA of 3072 bits or more was expected"));
    }
    return SealingCertificate(std::move(*certificate));
}

Bytes SealingCertificate::seal(BytesView plain) const {
    const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, kSealingCipher, nullptr));
    const CmsPtr cms(CMS_encrypt(nullptr, nullptr, cipher.get(), CMS_BINARY | CMS_PARTIAL));
    mustSeal(cipher && cms);
    CMS_RecipientInfo* recipient =
        CMS_add1_recipient_cert(cms.get(), certificate_.handle(), CMS_KEY_PARAM | CMS_USE_KEYID);
    mustSeal(recipient != nullptr);
    EVP_PKEY_CTX* wrapping = CMS_RecipientInfo_get0_pkey_ctx(recipient);
    mustSeal(EVP_PKEY_CTX_set_rsa_padding(wrapping, RSA_PKCS1_OAEP_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_oaep_md(wrapping, EVP_sha256()) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(wrapping, EVP_sha256()) == 1);
    // Not CMS_final(): it copies the content through a buffer on the stack that nobody wipes.
    const BioPtr content(CMS_dataInit(cms.get(), nullptr));
    mustSeal(content &&
             BIO_write(content.get(), plain.data(), static_cast<int>(plain.size())) == static_cast<int>(plain.size()));
    mustSeal(BIO_flush(content.get()) == 1 && CMS_dataFinal(cms.get(), content.get()) == 1);
    unsigned char* out = nullptr;
    const int size = i2d_CMS_ContentInfo(cms.get(), &out);
    mustSeal(size > 0);
    Bytes sealed(out, out + size);
    OPENSSL_free(out);
    return sealed;
}

SealingKey SealingKey::generate() {
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, kRsa, static_cast<std::size_t>(kSealingRsaBits));
    mustSeal(key != nullptr);
    return SealingKey({key, EVP_PKEY_free});
}

tl::expected<SealingKey, std::string> SealingKey::fromPem(std::string_view pem, std::string_view passphrase) {
    auto key = readPrivateKeyPem(pem, passphrase);
    if (!key) return tl::unexpected(std::string("the passphrase is wrong, or the file is not PKCS#8 in PEM"));
    if (!isStrongRsa(key.get())) return tl::unexpected(std::string("RSA of 3072 bits or more was expected"));
    return SealingKey(std::move(key));
}

std::string SealingKey::toPem(std::string_view passphrase) const { return writePrivateKeyPem(key_.get(), passphrase); }

SealingCertificate SealingKey::certificate(std::string_view common_name, CertificateTime not_before,
                                           CertificateTime not_after) const {
    const auto made = Certificate::fromHandle(X509_new());
    X509* certificate = made.handle();
    mustSeal(certificate != nullptr && X509_set_version(certificate, X509_VERSION_3) == 1);
    Digest serial{};
    fillRandom(serial);
    mustSeal(
        BN_to_ASN1_INTEGER(std::unique_ptr<BIGNUM, OpenSslFree<BN_free>>(BN_bin2bn(serial.data(), 16, nullptr)).get(),
                           X509_get_serialNumber(certificate)) != nullptr);
    X509_NAME* name = X509_get_subject_name(certificate);
    mustSeal(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                        reinterpret_cast<const unsigned char*>(common_name.data()),
                                        static_cast<int>(common_name.size()), -1, 0) == 1 &&
             X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key_.get()) == 1);
    const auto set = [](ASN1_TIME* field, CertificateTime time) {
        mustSeal(ASN1_TIME_set(field, static_cast<std::time_t>(time.time_since_epoch().count())) != nullptr);
    };
    set(X509_getm_notBefore(certificate), not_before);
    set(X509_getm_notAfter(certificate), not_after);
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    // The records name their recipient by the key's identifier.
    for (const auto& [kind, value] :
         {std::pair(NID_subject_key_identifier, "hash"), std::pair(NID_key_usage, "critical,keyEncipherment")}) {
        const std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>> extension(
            X509V3_EXT_conf_nid(nullptr, &context, kind, value));
        mustSeal(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
    }
    mustSeal(X509_sign(certificate, key_.get(), EVP_sha256()) > 0);
    auto fits = SealingCertificate::fromPem(made.toPem());
    mustSeal(fits.has_value());
    return std::move(*fits);
}

tl::expected<Bytes, std::string> SealingKey::open(BytesView sealed) const {
    const auto cms = parseCms(sealed);
    if (!cms) return tl::unexpected(std::string("this is not a sealed record"));
    const BioPtr out(BIO_new(BIO_s_secmem()));
    const bool opened = CMS_decrypt(cms.get(), key_.get(), nullptr, nullptr, out.get(), CMS_BINARY) == 1;
    ERR_clear_error();
    if (!opened) return tl::unexpected(std::string("it was sealed to another key, or was changed on the way"));
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return Bytes(data, data + size);
}

bool isSealed(BytesView bytes) { return parseCms(bytes) != nullptr; }

// --- answers ------------------------------------------------------------------------------------------------------

Bytes sealAnswer(std::string_view text, const Digest& answer_key, std::string_view record_id) {
    const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, kAnswerCipher, nullptr));
    const CipherContextPtr context(EVP_CIPHER_CTX_new());
    const std::string label = answerLabel(record_id);
    Bytes sealed(kAnswerNonceSize + text.size() + kAnswerTagSize);
    const auto nonce = std::span(sealed).first(kAnswerNonceSize);
    fillRandom(nonce);
    int size = 0;
    mustSeal(
        cipher && EVP_EncryptInit_ex2(context.get(), cipher.get(), answer_key.data(), nonce.data(), nullptr) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &size, bytesOf(label).data(), static_cast<int>(label.size())) == 1 &&
        EVP_EncryptUpdate(context.get(), sealed.data() + kAnswerNonceSize, &size, bytesOf(text).data(),
                          static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), sealed.data() + kAnswerNonceSize + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kAnswerTagSize),
                            sealed.data() + sealed.size() - kAnswerTagSize) == 1);
    return sealed;
}

std::optional<std::string> openAnswer(BytesView sealed, const Digest& answer_key, std::string_view record_id) {
    constexpr std::size_t kOverhead = kAnswerNonceSize + kAnswerTagSize;
    if (sealed.size() < kOverhead || sealed.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return std::nullopt;
    const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, kAnswerCipher, nullptr));
    const CipherContextPtr context(EVP_CIPHER_CTX_new());
    const std::string label = answerLabel(record_id);
    const auto body = sealed.subspan(kAnswerNonceSize, sealed.size() - kOverhead);
    Bytes tag(sealed.end() - static_cast<std::ptrdiff_t>(kAnswerTagSize), sealed.end());
    std::string text(body.size(), '\0');
    int size = 0;
    mustSeal(
        cipher && EVP_DecryptInit_ex2(context.get(), cipher.get(), answer_key.data(), sealed.data(), nullptr) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &size, bytesOf(label).data(), static_cast<int>(label.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1);
    auto* out = reinterpret_cast<unsigned char*>(text.data());
    const bool holds = EVP_DecryptUpdate(context.get(), out, &size, body.data(), static_cast<int>(body.size())) == 1 &&
                       EVP_DecryptFinal_ex(context.get(), out + size, &size) == 1;
    if (holds) return text;
    ERR_clear_error();
    wipe(text);
    return std::nullopt;
}

} // namespace onestop::crypto
