// SPDX-License-Identifier: Apache-2.0
// Guards: a signature holds for its key, scheme and message only; key files open with their
// passphrase only; what is no key is refused by a closed set of reasons.
#include "sync/crypto/algorithms.h"
#include "sync/crypto/signature.h"
#include "tests/support/catch.h"

using namespace onestop::crypto;

namespace {

Bytes hex(std::string_view text) { return fromHex(text).value(); }

constexpr const char* kP256Key = "-----BEGIN PUBLIC KEY-----\n"
                                 "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEb+zG5sxwzTuDItfDTCA+Wf7vpg4I\n"
                                 "PuFoRMwiVzLZ8Ya0zJXxhPIY7M+o0l1Q42feJQq3hZi35G+SZbnNmknGQg==\n"
                                 "-----END PUBLIC KEY-----\n";
constexpr const char* kP256Signature = "30450220303e8cd58e5d51f21d6bc72e9ad6c6b84581a4c2f103caa1e25e504db9e1a317022100d"
                                       "8a3b5b529664f579974263d0535312a6d508ce2edbb61d78bea0ec13c419b88";
constexpr const char* kRsaKey = "-----BEGIN PUBLIC KEY-----\n"
                                "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5cFWsamSQ+HanphFwkdz\n"
                                "oJaWT3+GJAGLDnLjm+/ECSq207Zoivs1ImMawOcVYVvgkBrFGHIongMMPeClS+g4\n"
                                "o4xQvGbU8W4MmLOCu23zBLxYFYI3oOTpg0BqDCeLtVPwAdlY90hOjOnYxEEEELR3\n"
                                "l2KBnwmL1n4nsEp2GFCjcTaZo5Gb1KzWgyr+SMWDSVHDl9xEXRphWoA+rRJW/+Jr\n"
                                "Z1TrIbTQTe1Hu5LmKKjWH0VcMmkmH5AQviB0Dv74fWkr7jNx43sPYPjTTMaw6FDO\n"
                                "sa2VQKilMM1PVVmj5Y6MiQqMQoSPQh7DgAotvOaCTF15i5kEaS1fijpDMCXww4j7\n"
                                "XQIDAQAB\n"
                                "-----END PUBLIC KEY-----\n";
constexpr const char* kRsaSignature =
    "be5002870de20ec958ce2c9110e5b93850c4baed22c5385c35c5d82d70283af2e7d55aac901e842f6a77ad42e2fb6300899ff82c6aa33c0d89"
    "026d1a3dff7a443e2a87ebcf09c970ea70e48154b74a744f200cb6e80df2fb6dcdaff1b623a021f65af00ac1aad8673f44f6bff5e8abcb0388"
    "d83088f7e47b9c8411a466faca41e6d6b28ba78f6ee6562797bb43d5b115f14b5847b133984b55444fef8253f40f8b07f36a44c16de7dd1de2"
    "364ce0389aaab42471950b9d7fc5245455f219f3835d7da17465300d453f51fedeb0fb8f6c2eeef527f2e16497b5e621260dde01b2f7ae338b"
    "6c7b1875181e6f4fdb962ab1e920bf3b31ba300f8f251ed63e4950d9";
constexpr const char* kRsa1024Key = "-----BEGIN PUBLIC KEY-----\n"
                                    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDBmckDc+R/H9mgUXdFuz9SvQy9\n"
                                    "KB22nLSlnvlWY7t4giY/8O8qwk2ZJjB9ChcEly2APD+OlWbfP8SAXCAxYPVOXNOS\n"
                                    "mDnN1MQtnc2KrN84oiv/tUdF1Fx/Ae7wiKcP1yWhhOLGWZayNH7JDAiCcxOo4Gum\n"
                                    "3GbYZ1HKxQ6XETdusQIDAQAB\n"
                                    "-----END PUBLIC KEY-----\n";
const std::string_view kMessage = "onestop";

} // namespace

TEST_CASE("RFC 8032's second test vector verifies, and no changed byte of it does", "[crypto]") {
    const auto key = PublicKey::fromRaw(hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    REQUIRE(key);
    const Bytes message = hex("72");
    const Bytes signature = hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(key->verify(message, signature));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        Bytes forged = signature;
        forged[i] ^= 1;
        REQUIRE_FALSE(key->verify(message, forged));
    }
    CHECK_FALSE(key->verify(hex("73"), signature));
    CHECK_FALSE(key->verify(message, {}));
    CHECK_FALSE(key->verify(message, Bytes(65, 0)));
}

TEST_CASE("ECDSA P-256 and RSA-PSS signatures of another program verify", "[crypto]") {
    const auto p256 = PublicKey::fromTuf("ecdsa", kSchemeEcdsaP256, kP256Key);
    REQUIRE(p256);
    CHECK(p256->verify(bytesOf(kMessage), hex(kP256Signature)));
    CHECK_FALSE(p256->verify(bytesOf("onestoq"), hex(kP256Signature)));
    const auto rsa = PublicKey::fromTuf("rsa", kSchemeRsaPssSha256, kRsaKey);
    REQUIRE(rsa);
    CHECK(rsa->verify(bytesOf(kMessage), hex(kRsaSignature)));
    CHECK_FALSE(rsa->verify(bytesOf("onestoq"), hex(kRsaSignature)));
    const auto otherScheme = PublicKey::fromTuf("rsa", kSchemeRsaPssSha512, kRsaKey);
    REQUIRE(otherScheme);
    CHECK_FALSE(otherScheme->verify(bytesOf(kMessage), hex(kRsaSignature)));
}

TEST_CASE("a key in PEM finds its own scheme", "[crypto]") {
    CHECK(PublicKey::fromPem(kP256Key)->scheme() == kSchemeEcdsaP256);
    CHECK(PublicKey::fromPem(kRsaKey)->scheme() == kSchemeRsaPssSha256);
    CHECK(PublicKey::fromPem(kRsaKey)->raw().empty());
}

TEST_CASE("what is no key, a weak key or a key of another type is refused with its reason", "[crypto]") {
    const auto kindOf = [](std::string_view type, std::string_view scheme, std::string_view value) {
        const auto key = PublicKey::fromTuf(type, scheme, value);
        REQUIRE_FALSE(key);
        return key.error().kind;
    };
    CHECK(kindOf("ed25519", "ed25519", "zz") == KeyFailureKind::Malformed);
    CHECK(kindOf("ed25519", "ed25519", "00ff") == KeyFailureKind::Malformed);
    CHECK(kindOf("rsa", "ed25519", "00ff") == KeyFailureKind::UnknownScheme);
    CHECK(kindOf("", "ed25519", "00ff") == KeyFailureKind::UnknownScheme);
    CHECK(kindOf("rsa", "rsa-md5", kRsaKey) == KeyFailureKind::UnknownScheme);
    CHECK(kindOf("rsa", kSchemeRsaPssSha256, kP256Key) == KeyFailureKind::Malformed);
    CHECK(kindOf("ecdsa", kSchemeEcdsaP384, kP256Key) == KeyFailureKind::Malformed);
    CHECK(kindOf("rsa", kSchemeRsaPssSha256, kRsa1024Key) == KeyFailureKind::TooWeak);
    CHECK(PublicKey::fromPem(kRsa1024Key).error().kind == KeyFailureKind::TooWeak);
    CHECK(PublicKey::fromPem("no key").error().kind == KeyFailureKind::Malformed);
}

TEST_CASE("a key written with a passphrase opens with that passphrase only, and signs as before", "[crypto]") {
    const PrivateKey key = PrivateKey::generate();
    const std::string pem = key.toPem("district desk");
    CHECK(pem.find("ENCRYPTED") != std::string::npos);
    const auto opened = PrivateKey::fromPem(pem, "district desk");
    REQUIRE(opened);
    CHECK(key.publicKey().verify(bytesOf(kMessage), opened->sign(bytesOf(kMessage))));
    CHECK(PrivateKey::fromPem(pem, "district disk").error().kind == KeyFailureKind::WrongPassphrase);
    CHECK_FALSE(PrivateKey::fromPem(pem, ""));
    CHECK_FALSE(PrivateKey::fromPem("", "district desk"));
    CHECK(PrivateKey::fromPem(key.toPem(""), "")->publicKey().raw() == key.publicKey().raw());
}
