// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind certificate.h. Subjects are one common name; extensions are the same for every node.
#include "sync/crypto/certificate.h"

#include <array>
#include <ctime>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include "sync/crypto/algorithms.h"
#include "sync/crypto/openssl_handle.h"

namespace onestop::crypto {

namespace {

using RequestPtr = std::unique_ptr<X509_REQ, OpenSslFree<X509_REQ_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpenSslFree<X509_EXTENSION_free>>;
using BundlePtr = std::unique_ptr<PKCS7, OpenSslFree<PKCS7_free>>;
using KeyPtr = std::shared_ptr<EVP_PKEY>;

/// What can only fail in a broken installation.
void must(bool held) {
    if (!held) throw std::runtime_error("OpenSSL cannot make a certificate");
}

tl::unexpected<std::string> fault(std::string sentence) {
    ERR_clear_error();
    return tl::unexpected(std::move(sentence));
}

BioPtr over(std::string_view text) { return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

std::string_view contents(const BioPtr& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

KeyPtr keyOf(std::string_view pem) {
    KeyPtr key(PEM_read_bio_PrivateKey(over(pem).get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    ERR_clear_error();
    return key;
}

template <class T>
Bytes derOf(const T* object, int (*encode)(const T*, unsigned char**)) {
    unsigned char* out = nullptr;
    const int size = encode(object, &out);
    must(size > 0);
    Bytes bytes(out, out + size);
    OPENSSL_free(out);
    return bytes;
}

std::string commonNameOf(const X509_NAME* name) {
    std::array<char, 256> text{};
    const int size = X509_NAME_get_text_by_NID(const_cast<X509_NAME*>(name), NID_commonName, text.data(), text.size());
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

void setCommonName(X509_NAME* name, std::string_view text) {
    must(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()),
                                    -1, 0) == 1);
}

Digest keyDigest(const X509_PUBKEY* key) { return sha256(derOf(key, i2d_X509_PUBKEY)); }

CertificateTime timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    must(ASN1_TIME_to_tm(time, &parts) == 1);
    return CertificateTime(std::chrono::seconds(::timegm(&parts)));
}

void setTime(ASN1_TIME* field, CertificateTime time) {
    must(ASN1_TIME_set(field, static_cast<std::time_t>(time.time_since_epoch().count())) != nullptr);
}

} // namespace

std::string makeNodeKey() {
    const KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, kEc, kNistP256), EVP_PKEY_free);
    const BioPtr out(BIO_new(BIO_s_secmem()));
    must(key && PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return std::string(contents(out));
}

tl::expected<Bytes, std::string> makeCertificateRequest(std::string_view key_pem, std::string_view common_name) {
    const auto key = keyOf(key_pem);
    if (!key) return fault("cannot ask for a certificate: the key cannot be read");
    const RequestPtr request(X509_REQ_new());
    must(request && X509_REQ_set_pubkey(request.get(), key.get()) == 1);
    setCommonName(X509_REQ_get_subject_name(request.get()), common_name);
    must(X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0);
    return derOf<X509_REQ>(request.get(), i2d_X509_REQ);
}

tl::expected<CertificateRequest, std::string> readCertificateRequest(BytesView der) {
    const auto* at = der.data();
    const RequestPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    if (!request || at != der.data() + der.size()) return fault("expected a PKCS#10 request");
    EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
    std::array<char, 64> group{};
    if (!key || EVP_PKEY_is_a(key, kEc) != 1 ||
        EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(), nullptr) != 1 ||
        std::string_view(group.data()) != kNistP256)
        return fault("expected a key of ECDSA P-256");
    if (X509_REQ_verify(request.get(), key) != 1) return fault("the request is not signed by its own key");
    return CertificateRequest{commonNameOf(X509_REQ_get_subject_name(request.get())),
                              keyDigest(X509_REQ_get_X509_PUBKEY(request.get())), Bytes(der.begin(), der.end())};
}

Certificate Certificate::fromHandle(x509_st* counted) { return Certificate({counted, X509_free}); }

tl::expected<Certificate, std::string> Certificate::fromPem(std::string_view pem) {
    X509* certificate = PEM_read_bio_X509(over(pem).get(), nullptr, nullptr, nullptr);
    if (!certificate) return fault("expected a certificate in PEM");
    return fromHandle(certificate);
}

std::string Certificate::commonName() const { return commonNameOf(X509_get_subject_name(handle())); }
CertificateTime Certificate::notBefore() const { return timeOf(X509_get0_notBefore(handle())); }
CertificateTime Certificate::notAfter() const { return timeOf(X509_get0_notAfter(handle())); }
Digest Certificate::keySha256() const { return keyDigest(X509_get_X509_PUBKEY(handle())); }
Digest Certificate::fingerprint() const { return sha256(derOf<X509>(handle(), i2d_X509)); }

std::string Certificate::toPem() const {
    const BioPtr out(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_X509(out.get(), handle()) == 1);
    return std::string(contents(out));
}

bool Certificate::issuedBy(const Certificate& authority) const {
    const bool signed_by = X509_check_issued(authority.handle(), handle()) == X509_V_OK &&
                           X509_verify(handle(), X509_get0_pubkey(authority.handle())) == 1;
    ERR_clear_error();
    return signed_by;
}

bool Certificate::fits(std::string_view key_pem) const {
    const auto key = keyOf(key_pem);
    const bool same = key && X509_check_private_key(handle(), key.get()) == 1;
    ERR_clear_error();
    return same;
}

tl::expected<DeviceAuthority, std::string> DeviceAuthority::fromPem(std::string_view certificate,
                                                                    std::string_view key_pem) {
    auto own = Certificate::fromPem(certificate);
    if (!own) return tl::unexpected(own.error());
    auto key = keyOf(key_pem);
    if (!key) return fault("expected a private key in PEM");
    if (!own->fits(key_pem)) return fault("the key is not the one of the authority's certificate");
    if (X509_check_ca(own->handle()) != 1) return fault("the certificate is not an authority's");
    return DeviceAuthority(std::move(*own), std::move(key));
}

Certificate DeviceAuthority::issue(const CertificateRequest& request, CertificateTime not_before,
                                   CertificateTime not_after) const {
    const auto* at = request.der.data();
    const RequestPtr asked(d2i_X509_REQ(nullptr, &at, static_cast<long>(request.der.size())));
    auto made = Certificate::fromHandle(X509_new());
    X509* certificate = made.handle();
    must(asked && certificate && X509_set_version(certificate, X509_VERSION_3) == 1);
    std::array<std::uint8_t, 16> serial{};
    fillRandom(serial);
    serial[0] &= 0x7F; // a serial number is positive (RFC 5280 4.1.2.2)
    const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
    must(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
    must(X509_set_issuer_name(certificate, X509_get_subject_name(certificate_.handle())) == 1);
    setCommonName(X509_get_subject_name(certificate), request.common_name);
    must(X509_set_pubkey(certificate, X509_REQ_get0_pubkey(asked.get())) == 1);
    setTime(X509_getm_notBefore(certificate), not_before);
    setTime(X509_getm_notAfter(certificate), not_after);
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate_.handle(), certificate, nullptr, nullptr, 0);
    for (const auto& [id, value] : {std::pair{NID_basic_constraints, "critical,CA:FALSE"},
                                    {NID_key_usage, "critical,digitalSignature"},
                                    {NID_ext_key_usage, "clientAuth"},
                                    {NID_subject_key_identifier, "hash"},
                                    {NID_authority_key_identifier, "keyid"}}) {
        const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
        must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
    }
    must(X509_sign(certificate, key_.get(), EVP_sha256()) > 0);
    return made;
}

Bytes bundleCertificates(const std::vector<Certificate>& certificates) {
    const BundlePtr bundle(PKCS7_new());
    must(bundle && PKCS7_set_type(bundle.get(), NID_pkcs7_signed) == 1 &&
         PKCS7_content_new(bundle.get(), NID_pkcs7_data) == 1 && PKCS7_set_detached(bundle.get(), 1) == 1);
    for (const auto& certificate : certificates)
        must(PKCS7_add_certificate(bundle.get(), certificate.handle()) == 1);
    return derOf<PKCS7>(bundle.get(), i2d_PKCS7);
}

tl::expected<std::vector<Certificate>, std::string> readBundle(BytesView der) {
    const auto* at = der.data();
    const BundlePtr bundle(d2i_PKCS7(nullptr, &at, static_cast<long>(der.size())));
    if (!bundle || PKCS7_type_is_signed(bundle.get()) != 1 || bundle->d.sign == nullptr)
        return fault("expected certificates in PKCS#7");
    std::vector<Certificate> found;
    for (int i = 0; i < sk_X509_num(bundle->d.sign->cert); ++i) {
        X509* certificate = sk_X509_value(bundle->d.sign->cert, i);
        X509_up_ref(certificate);
        found.push_back(Certificate::fromHandle(certificate));
    }
    if (found.empty()) return fault("expected certificates in PKCS#7, there is none");
    return found;
}

} // namespace onestop::crypto
