// SPDX-License-Identifier: Apache-2.0
// Promises of the check-in code: only a code that the site's key signed for this place and day admits, every other one
// is refused with its own reason, and no change of a single character or byte passes.
#include <algorithm>

#include "sync/catalogue/base45.h"
#include "sync/catalogue/cbor.h"
#include "sync/catalogue/check_in_token.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::catalogue;
using namespace std::chrono;

namespace {

WallTime at(const std::string& local) {
    const auto time = events::parseRfc3339(local + ":00+08:00");
    REQUIRE(time);
    return *time;
}

struct Desk {
    crypto::PrivateKey key = crypto::PrivateKey::generate();
    crypto::Bytes kid = checkInKid(key.publicKey());
    std::vector<CheckInKey> keys{
        {kid, key.publicKey(), "dapeng-kuichong", at("2026-01-01T00:00"), at("2027-01-01T00:00")}};
    Revocations revocations;

    CheckInClaims claims() const {
        return {"dapeng-kuichong",
                at("2026-11-23T12:00"),
                at("2026-11-23T08:30"),
                at("2026-11-20T10:00"),
                "00112233445566778899aabbccddeeff",
                "lecture-1123",
                "dapeng-kuichong",
                2};
    }
    std::string code(const CheckInClaims& claims) const { return makeToken(claims, kid, key); }
    TokenOutcome verify(const std::string& text, const std::string& now = "2026-11-23T09:00",
                        const std::string& site = "dapeng-kuichong") const {
        return verifyToken(text, rules(now, site)).outcome;
    }
    CheckInRules rules(const std::string& now, const std::string& site) const {
        return {site, keys, &revocations, at(now),
                [](std::string_view id) -> std::optional<std::pair<WallTime, WallTime>> {
                    if (id != "lecture-1123") return std::nullopt;
                    return std::pair(at("2026-11-23T09:00"), at("2026-11-23T11:00"));
                }};
    }
};

} // namespace

TEST_CASE("a good code admits and says for whom", "[token]") {
    const Desk desk;
    const auto code = desk.code(desk.claims());
    CHECK(code.starts_with("OS1:"));
    CHECK(code.size() < 300);
    const auto verdict = verifyToken(code, desk.rules("2026-11-23T09:00", "dapeng-kuichong"));
    CHECK(verdict.outcome == TokenOutcome::Admitted);
    CHECK(verdict.claims == desk.claims());
}

TEST_CASE("each refusal has its own reason", "[token]") {
    Desk desk;
    const auto code = desk.code(desk.claims());
    CHECK(desk.verify(code, "2026-11-23T08:29") == TokenOutcome::NotYet);
    CHECK(desk.verify(code, "2026-11-23T12:00") == TokenOutcome::Expired);
    CHECK(desk.verify(code, "2026-11-22T09:00") == TokenOutcome::WrongDay);
    CHECK(desk.verify(code, "2026-11-24T09:00") == TokenOutcome::WrongDay);
    CHECK(desk.verify(code, "2026-11-23T09:00", "dapeng-jiaochangwei") == TokenOutcome::WrongSite);
    auto other = desk.claims();
    other.activity_session_id = "not-in-the-catalogue";
    CHECK(desk.verify(desk.code(other), "2026-11-24T09:00") == TokenOutcome::Expired);
    CHECK(desk.verify(desk.code(other), "2026-11-22T09:00") == TokenOutcome::WrongDay);
    other = desk.claims();
    other.issuer = "another-site";
    CHECK(desk.verify(desk.code(other)) == TokenOutcome::Forged);

    const auto stranger = crypto::PrivateKey::generate();
    CHECK(desk.verify(makeToken(desk.claims(), checkInKid(stranger.publicKey()), stranger)) ==
          TokenOutcome::UnknownKey);
    CHECK(desk.verify(makeToken(desk.claims(), desk.kid, stranger)) == TokenOutcome::Forged);
    for (const char* junk : {"", "OS1:", "OS1:A", "OS2:ABC", "http://example.org", "OS1:%%%%%%%%%"})
        CHECK(desk.verify(junk) == TokenOutcome::Unreadable);

    desk.revocations.tokens.insert(desk.claims().token_id);
    CHECK(desk.verify(code) == TokenOutcome::Revoked);
    desk.revocations = {{}, {crypto::toHex(desk.kid)}};
    CHECK(desk.verify(code) == TokenOutcome::Revoked);
}

TEST_CASE("no other character anywhere in a code, and no shorter or longer code, admits", "[token][property]") {
    const Desk desk;
    const auto code = desk.code(desk.claims());
    for (std::size_t i = 0; i < code.size(); ++i)
        for (const char other : {'0', 'A', 'Z', ' ', ':', 'a'}) {
            auto changed = code;
            changed[i] = other;
            if (changed != code) REQUIRE(desk.verify(changed) != TokenOutcome::Admitted);
        }
    for (std::size_t cut = 0; cut < code.size(); ++cut)
        REQUIRE(desk.verify(code.substr(0, cut)) == TokenOutcome::Unreadable);
    CHECK(desk.verify(code + "0") != TokenOutcome::Admitted);
    CHECK(desk.verify(code + "000") != TokenOutcome::Admitted);
}

TEST_CASE("Base45 is that of RFC 9285", "[base45]") {
    const auto encode = [](std::string_view text) { return toBase45(crypto::bytesOf(text)); };
    CHECK(encode("AB") == "BB8");
    CHECK(encode("Hello!!") == "%69 VD92EX0");
    CHECK(encode("base-45") == "UJCLQE7W581");
    CHECK(fromBase45("QED8WEX0") == crypto::Bytes{'i', 'e', 't', 'f', '!'});
    CHECK_FALSE(fromBase45("GGW")); // "GGW" is 65536
    CHECK_FALSE(fromBase45("::"));
    CHECK_FALSE(fromBase45("A"));
    for (int size = 0; size < 40; ++size) {
        crypto::Bytes bytes(static_cast<std::size_t>(size));
        crypto::fillRandom(bytes);
        REQUIRE(fromBase45(toBase45(bytes)) == bytes);
    }
}

TEST_CASE("CBOR has one form for each value", "[cbor]") {
    const std::array<std::int64_t, 15> numbers{0,          23,        24, 255, 256, 65535,  65536,    4294967295,
                                               4294967296, INT64_MAX, -1, -24, -25, -70001, INT64_MIN};
    for (const auto number : numbers) {
        CborWriter writer;
        writer.integer(number);
        CborReader reader(writer.result());
        CHECK(reader.integer() == number);
        CHECK(reader.atEnd());
    }
    const auto refused = [](crypto::Bytes bytes) { return !CborReader(bytes).integer().has_value(); };
    CHECK(refused({0x18, 0x17}));       // 23 in two bytes
    CHECK(refused({0x19, 0x00, 0xff})); // 255 in three
    CHECK(refused({0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}));
    CHECK(refused({0x1f}));             // indefinite
    CHECK(refused({0x18}));             // cut off
    CHECK(refused({0xf9, 0x3c, 0x00})); // a float
    const crypto::Bytes overlong{0x62, 0xc0, 0x80}, surrogate{0x63, 0xed, 0xa0, 0x80}, name{0x63, 0xe5, 0xbc, 0xa0};
    CHECK_FALSE(CborReader(overlong).text());
    CHECK_FALSE(CborReader(surrogate).text());
    CHECK(CborReader(name).text() == "张");
}
