// SPDX-License-Identifier: Apache-2.0
// Signing keys: whatever TUF metadata and check-in codes are verified with, and the Ed25519 keys
// that the publisher signs with. Any thread; both classes are cheap to copy (shared, immutable).
#pragma once
#include "sync/crypto/crypto.h"

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

struct evp_pkey_st;

namespace onestop::crypto {

enum class KeyFailureKind {
    UnknownScheme,   ///< a keytype and scheme that this program does not know
    Malformed,       ///< not a key of the type it claims to be
    TooWeak,         ///< RSA below 2048 bits
    WrongPassphrase, ///< or the file is damaged: PKCS#8 cannot tell the two apart
};

struct KeyFailure {
    KeyFailureKind kind;
    std::string context; ///< "cannot read key: why"
};

/// A key that verifies. The scheme is part of it: a signature by another scheme never holds.
class PublicKey {
public:
    /// From the three values of a key in TUF metadata: keytype, scheme, keyval.public.
    static tl::expected<PublicKey, KeyFailure> fromTuf(std::string_view keytype, std::string_view scheme,
                                                       std::string_view publicValue);
    /// Ed25519 from its 32 bytes.
    static tl::expected<PublicKey, KeyFailure> fromRaw(BytesView ed25519);
    /// SubjectPublicKeyInfo in PEM; the scheme follows from the type (RSA: PSS with SHA-256).
    static tl::expected<PublicKey, KeyFailure> fromPem(std::string_view pem);

    /// True only when `signature` was made over exactly `message` with this key's private half.
    bool verify(BytesView message, BytesView signature) const;

    const std::string& scheme() const { return scheme_; }
    /// The 32 bytes of an Ed25519 key; empty for the other types.
    Bytes raw() const;

private:
    PublicKey(std::shared_ptr<evp_pkey_st> key, std::string scheme)
        : key_(std::move(key)), scheme_(std::move(scheme)) {}
    friend class PrivateKey;

    std::shared_ptr<evp_pkey_st> key_;
    std::string scheme_;
};

/// An Ed25519 key that signs. Lives on the publisher's disk as encrypted PKCS#8.
class PrivateKey {
public:
    static PrivateKey generate();
    /// Encrypted (or, with an empty passphrase, plain) PKCS#8 in PEM.
    static tl::expected<PrivateKey, KeyFailure> fromPem(std::string_view pem, std::string_view passphrase);

    /// PKCS#8 in PEM; an empty passphrase writes it unencrypted (the hub's online keys).
    std::string toPem(std::string_view passphrase) const;
    Bytes sign(BytesView message) const;
    PublicKey publicKey() const;

private:
    explicit PrivateKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> key_;
};

} // namespace onestop::crypto
