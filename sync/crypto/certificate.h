// SPDX-License-Identifier: Apache-2.0
// What makes a machine a node: its key, the request for a certificate (PKCS#10), the authority that signs it, and the
// bundle it comes back in (PKCS#7, certificates only). A typed face of OpenSSL 3; any thread; no disk, no clock.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/crypto/crypto.h"

struct evp_pkey_st;
struct x509_st;

namespace onestop::crypto {

using CertificateTime = std::chrono::sys_seconds;

/// A key of a node: ECDSA P-256, PKCS#8 in PEM without passphrase (it has to start by itself).
std::string makeNodeKey();

/// PKCS#10 (DER) for `common_name`, signed with the key. The failure is a sentence.
tl::expected<Bytes, std::string> makeCertificateRequest(std::string_view key_pem, std::string_view common_name);

struct CertificateRequest {
    std::string common_name;
    Digest key_sha256{}; ///< of the SubjectPublicKeyInfo
    Bytes der;
};
/// Holds only when the request is signed by the key that it names (whoever asks has it).
tl::expected<CertificateRequest, std::string> readCertificateRequest(BytesView der);

class Certificate {
public:
    /// The first certificate of a PEM text.
    static tl::expected<Certificate, std::string> fromPem(std::string_view pem);
    static Certificate fromHandle(x509_st* counted); ///< takes over the reference

    std::string commonName() const; ///< empty when there is none
    CertificateTime notBefore() const;
    CertificateTime notAfter() const;
    Digest keySha256() const;   ///< of the SubjectPublicKeyInfo
    Digest fingerprint() const; ///< SHA-256 of the certificate
    std::string toPem() const;
    /// Whether the authority's key signed it (its dates are not looked at) and it is the authority's to sign.
    bool issuedBy(const Certificate& authority) const;
    /// Whether the private key in PEM belongs to it.
    bool fits(std::string_view key_pem) const;

    x509_st* handle() const { return certificate_.get(); }

private:
    explicit Certificate(std::shared_ptr<x509_st> certificate) : certificate_(std::move(certificate)) {}
    std::shared_ptr<x509_st> certificate_;
};

/// Signs certificates of nodes: client authentication, digital signature, no authority over others.
class DeviceAuthority {
public:
    /// Fails when the key is not the certificate's, or the certificate is no authority's.
    static tl::expected<DeviceAuthority, std::string> fromPem(std::string_view certificate, std::string_view key);

    const Certificate& certificate() const { return certificate_; }
    Certificate issue(const CertificateRequest& request, CertificateTime not_before, CertificateTime not_after) const;

private:
    DeviceAuthority(Certificate certificate, std::shared_ptr<evp_pkey_st> key)
        : certificate_(std::move(certificate)), key_(std::move(key)) {}
    Certificate certificate_;
    std::shared_ptr<evp_pkey_st> key_;
};

/// PKCS#7 of certificates only (RFC 7030 4.1.3), DER.
Bytes bundleCertificates(const std::vector<Certificate>& certificates);
/// At least one certificate, or a sentence.
tl::expected<std::vector<Certificate>, std::string> readBundle(BytesView der);

} // namespace onestop::crypto
