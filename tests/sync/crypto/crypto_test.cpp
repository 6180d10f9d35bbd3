// SPDX-License-Identifier: Apache-2.0
// Guards: digests equal the published vectors, pieces hash like the whole, text forms are exact.
#include "sync/crypto/crypto.h"
#include "sync/crypto/password.h"
#include "tests/support/catch.h"

#include <set>

using namespace onestop::crypto;

TEST_CASE("SHA-256 and SHA-512 give the digests of FIPS 180-4", "[crypto]") {
    CHECK(toHex(sha256(bytesOf("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(toHex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(toHex(sha512(bytesOf("abc"))) == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                           "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("HMAC-SHA-256 gives RFC 4231's value, also with an empty key", "[crypto]") {
    CHECK(toHex(hmacSha256(bytesOf("Jefe"), bytesOf("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(toHex(hmacSha256({}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("data hashed in any two pieces hashes like the whole", "[crypto]") {
    const std::string text = "葵涌社区党群服务中心 A001 到 1 号窗口";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 hash;
        hash.update(bytesOf(std::string_view(text).substr(0, cut)));
        hash.update(bytesOf(std::string_view(text).substr(cut)));
        REQUIRE(hash.finish() == sha256(bytesOf(text)));
        REQUIRE(hash.finish() == sha256({})); // a finished hash starts afresh
    }
}

TEST_CASE("hexadecimal goes there and back, and nothing else is taken for it", "[crypto]") {
    const Bytes data{0x00, 0x7f, 0x80, 0xff};
    CHECK(toHex(data) == "007f80ff");
    CHECK(fromHex("007F80ff") == data);
    CHECK(fromHex("") == Bytes{});
    CHECK_FALSE(fromHex("0"));
    CHECK_FALSE(fromHex("0g"));
    CHECK_FALSE(fromHex("0x00"));
}

TEST_CASE("base64url follows RFC 4648 without padding", "[crypto]") {
    CHECK(toBase64Url(bytesOf("")).empty());
    CHECK(toBase64Url(bytesOf("f")) == "Zg");
    CHECK(toBase64Url(bytesOf("foob")) == "Zm9vYg");
    CHECK(toBase64Url(bytesOf("foobar")) == "Zm9vYmFy");
    CHECK(toBase64Url(Bytes{0xfb, 0xff}) == "-_8");
}

TEST_CASE("a thousand random tokens differ and have the promised length", "[crypto]") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(randomToken(16));
    CHECK(seen.size() == 1000);
    CHECK(seen.begin()->size() == 22);
}

TEST_CASE("wiped data holds nothing of what it held", "[crypto]") {
    Bytes secret{1, 2, 3};
    wipe(secret);
    CHECK(secret == Bytes{0, 0, 0});
    std::string text = "110101195503071234";
    wipe(text);
    CHECK(text.empty());
}

TEST_CASE("secrets are the same only when every byte and the length are", "[crypto]") {
    CHECK(sameSecret(bytesOf("abc"), bytesOf("abc")));
    CHECK_FALSE(sameSecret(bytesOf("abc"), bytesOf("abd")));
    CHECK_FALSE(sameSecret(bytesOf("abc"), bytesOf("ab")));
}

TEST_CASE("a PIN as a word of a settings file is told from every other, and is not in it", "[crypto]") {
    const std::string word = passwordWord("271828", Bytes(kPasswordSaltBytes, 7));
    CHECK(isPasswordWord(word));
    CHECK(isPasswordOf("271828", word));
    CHECK_FALSE(isPasswordOf("271829", word));
    CHECK_FALSE(isPasswordOf("", word));
    CHECK(word != passwordWord("271828", Bytes(kPasswordSaltBytes, 8)));
    for (const std::string& none :
         {std::string(), std::string("271828"), word.substr(1), word + "0", std::string(97, ':')})
        CHECK_FALSE(isPasswordOf("271828", none));
}
