// SPDX-License-Identifier: Apache-2.0
// What a resident leaves for the district's desk, sealed so that nobody on the way can open it (CMS AuthEnvelopedData
// to the district's certificate), and the desk's answer, sealed to who holds the query code. Any thread; no disk, no
// clock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/crypto/certificate.h"
#include "sync/crypto/crypto.h"

namespace onestop::crypto {

/// Whom records are sealed to. Its dates are not looked at: the signed target that brings it is what makes it valid.
class SealingCertificate {
public:
    /// Refused, with a sentence, unless the key is RSA of 3072 bits or more.
    static tl::expected<SealingCertificate, std::string> fromPem(std::string_view pem);

    /// CMS in DER. Nothing of `plain` is left in memory here when it returns.
    Bytes seal(BytesView plain) const;
    std::string toPem() const { return certificate_.toPem(); }

private:
    explicit SealingCertificate(Certificate certificate) : certificate_(std::move(certificate)) {}
    Certificate certificate_;
};

/// The other half, on the desk's disk only.
class SealingKey {
public:
    static SealingKey generate();
    /// PKCS#8 in PEM.
    static tl::expected<SealingKey, std::string> fromPem(std::string_view pem, std::string_view passphrase);

    std::string toPem(std::string_view passphrase) const;
    /// Self-signed, for sealing.json.
    SealingCertificate certificate(std::string_view common_name, CertificateTime not_before,
                                   CertificateTime not_after) const;
    /// A sentence when it was sealed to another key, or a byte of it was changed.
    tl::expected<Bytes, std::string> open(BytesView sealed) const;

private:
    explicit SealingKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    std::shared_ptr<evp_pkey_st> key_;
};

/// Whether these bytes, to the last, are CMS AuthEnvelopedData: what a hub can see of a sealed record.
bool isSealed(BytesView bytes);

/// Nonce, ciphertext, tag. It opens only with the same key and for the same record.
Bytes sealAnswer(std::string_view text, const Digest& answer_key, std::string_view record_id);
/// Nothing when it is another record's, another key's, or was changed.
std::optional<std::string> openAnswer(BytesView sealed, const Digest& answer_key, std::string_view record_id);

} // namespace onestop::crypto
