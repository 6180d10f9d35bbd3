// SPDX-License-Identifier: Apache-2.0
// Promises of the code of staff: it opens one kiosk of one site for a few minutes, only a key of staff_keys.json makes
// one, and no change of a single character passes.
#include "sync/catalogue/staff_code.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::catalogue;
using namespace std::chrono;

namespace {

WallTime at(const std::string& local) {
    const auto time = events::parseRfc3339(local + "+08:00");
    REQUIRE(time);
    return *time;
}

struct SiteHub {
    crypto::PrivateKey key = crypto::PrivateKey::generate();
    crypto::Bytes kid = checkInKid(key.publicKey());
    std::vector<CheckInKey> keys{
        {kid, key.publicKey(), "dapeng-kuichong", at("2026-01-01T00:00:00"), at("2027-01-01T00:00:00")}};
    Revocations revocations;

    StaffCodeClaims claims() const {
        return {"dapeng-kuichong",
                at("2026-11-23T10:05:00"),
                at("2026-11-23T09:58:00"),
                at("2026-11-23T10:00:00"),
                "00112233445566778899aabbccddeeff",
                "dapeng-kuichong",
                2};
    }
    std::string code(const StaffCodeClaims& claims) const { return makeStaffCode(claims, kid, key); }
    StaffCodeVerdict judge(const std::string& text, const std::string& now = "2026-11-23T10:01:00",
                           const std::string& site = "dapeng-kuichong", int kiosk = 2) const {
        return verifyStaffCode(text, {site, kiosk, keys, &revocations, at(now)});
    }
    StaffCodeOutcome verify(const std::string& text, const std::string& now = "2026-11-23T10:01:00",
                            const std::string& site = "dapeng-kuichong", int kiosk = 2) const {
        return judge(text, now, site, kiosk).outcome;
    }
};

} // namespace

TEST_CASE("a code of the hub opens the kiosk that it was made for", "[staff_code]") {
    const SiteHub hub;
    const auto verdict = hub.judge(hub.code(hub.claims()));
    CHECK(verdict.outcome == StaffCodeOutcome::Opens);
    CHECK(verdict.claims == hub.claims());
    CHECK(hub.verify(hub.code(hub.claims()), "2026-11-23T09:58:00") == StaffCodeOutcome::Opens); // two clocks differ
}

TEST_CASE("each refusal of a code of staff has its own reason", "[staff_code]") {
    SiteHub hub;
    const auto code = hub.code(hub.claims());
    CHECK(hub.verify(code, "2026-11-23T10:05:00") == StaffCodeOutcome::Expired);
    CHECK(hub.verify(code, "2026-11-23T09:57:59") == StaffCodeOutcome::NotYet);
    CHECK(hub.verify(code, "2026-11-23T10:01:00", "dapeng-jiaochangwei") == StaffCodeOutcome::WrongSite);
    CHECK(hub.verify(code, "2026-11-23T10:01:00", "dapeng-kuichong", 1) == StaffCodeOutcome::WrongKiosk);
    for (const char* junk : {"", "OS1S:", "OS1S:A", "OS1:ABC", "271828"})
        CHECK(hub.verify(junk) == StaffCodeOutcome::Unreadable);

    const auto stranger = crypto::PrivateKey::generate();
    CHECK(hub.verify(makeStaffCode(hub.claims(), checkInKid(stranger.publicKey()), stranger)) ==
          StaffCodeOutcome::UnknownKey);
    CHECK(hub.verify(makeStaffCode(hub.claims(), hub.kid, stranger)) == StaffCodeOutcome::Forged);
    auto foreign = hub.claims();
    foreign.issuer = "dapeng-jiaochangwei";
    CHECK(hub.verify(hub.code(foreign)) == StaffCodeOutcome::Forged);

    hub.revocations.keys.insert(crypto::toHex(hub.kid));
    CHECK(hub.verify(code) == StaffCodeOutcome::Revoked);
}

TEST_CASE("a code that was meant for longer than some minutes opens nothing, whoever signed it", "[staff_code]") {
    const SiteHub hub;
    auto claims = hub.claims();
    claims.expires = claims.not_before + kStaffCodeLongest;
    CHECK(hub.verify(hub.code(claims)) == StaffCodeOutcome::Opens);
    claims.expires += seconds(1);
    CHECK(hub.verify(hub.code(claims)) == StaffCodeOutcome::Unreadable);
}

TEST_CASE("a code of check-in is none of staff, although the same key signed it", "[staff_code]") {
    const SiteHub hub;
    const CheckInClaims claims{.issuer = "dapeng-kuichong",
                               .expires = at("2026-11-23T10:05:00"),
                               .not_before = at("2026-11-23T09:58:00"),
                               .issued = at("2026-11-23T10:00:00"),
                               .token_id = "00112233445566778899aabbccddeeff",
                               .activity_session_id = "lecture",
                               .site = "dapeng-kuichong",
                               .people = 1};
    const auto code = makeToken(claims, hub.kid, hub.key);
    CHECK(hub.verify(code) == StaffCodeOutcome::Unreadable);
    CHECK(hub.verify(std::string(kStaffCodePrefix) + code.substr(kTokenPrefix.size())) == StaffCodeOutcome::Unreadable);
}

TEST_CASE("no other character anywhere in a code of staff opens", "[staff_code][property]") {
    const SiteHub hub;
    const auto code = hub.code(hub.claims());
    for (std::size_t i = 0; i < code.size(); ++i)
        for (const char other : {'0', 'A', 'Z', ' ', ':', 'a'}) {
            auto changed = code;
            changed[i] = other;
            if (changed != code) REQUIRE(hub.verify(changed) != StaffCodeOutcome::Opens);
        }
}
