// SPDX-License-Identifier: Apache-2.0
// Guards that each site speaks for itself only, that a search follows TUF's order, and that
// downloaded targets are exactly the signed bytes.
#include "simulated_repository.h"
#include "tests/support/catch.h"

using namespace onestop::tuf;
using namespace onestop::tuf::test;

namespace {

// The district's shape: two sites and the closure desk, each on its own paths.
struct District {
    District() {
        repository.delegate("targets", "site-a", "sites/a/*");
        repository.delegate("targets", "site-b", "sites/b/*");
        repository.delegate("targets", "closures", "closures.json");
        repository.addTarget("targets", "guide.json", "guide");
        repository.addTarget("site-a", "sites/a/2026-11.json", "month of a");
        repository.addTarget("site-b", "sites/b/2026-11.json", "month of b");
        repository.addTarget("closures", "closures.json", "beach closed");
        publish();
    }
    void publish() {
        for (const char* role : {"site-a", "site-b", "closures"})
            repository.publishTargets(role);
        repository.publishAll();
    }
    SimulatedRepository repository;
    MemoryStore store;
};

std::string textOf(Refresh& refresh, const std::string& path) {
    const auto target = refresh.find(path);
    REQUIRE(target);
    REQUIRE(*target);
    const auto bytes = refresh.download(**target);
    REQUIRE(bytes);
    return std::string(onestop::crypto::textOf(*bytes));
}

} // namespace

TEST_CASE("each target comes from the role that may speak for it", "[tuf]") {
    District district;
    Refresh refresh(district.repository, district.store, kNow, district.repository.root());
    REQUIRE(refresh.run());
    CHECK(textOf(refresh, "guide.json") == "guide");
    CHECK(textOf(refresh, "sites/a/2026-11.json") == "month of a");
    CHECK(textOf(refresh, "sites/b/2026-11.json") == "month of b");
    CHECK(textOf(refresh, "closures.json") == "beach closed");
    CHECK(refresh.find("closures.json")->value().role == "closures");
    CHECK_FALSE(refresh.find("sites/a/2026-12.json")->has_value());
    CHECK_FALSE(refresh.find("sites/c/2026-11.json")->has_value());
}

TEST_CASE("a site cannot speak for another site, nor for the district", "[tuf][hostile]") {
    District district;
    district.repository.addTarget("site-a", "sites/b/2026-12.json", "forged month of b");
    district.repository.addTarget("site-a", "sites.json", "forged sites");
    district.repository.addTarget("site-a", "sites/a/deeper/x.json", "not its path");
    district.publish();
    Refresh refresh(district.repository, district.store, kNow, district.repository.root());
    REQUIRE(refresh.run());
    CHECK_FALSE(refresh.find("sites/b/2026-12.json")->has_value());
    CHECK_FALSE(refresh.find("sites.json")->has_value());
    CHECK_FALSE(refresh.find("sites/a/deeper/x.json")->has_value());
}

TEST_CASE("an expired or broken site stops only its own targets", "[tuf]") {
    District district;
    SECTION("expired") {
        district.repository.expiries_["site-a"] = std::chrono::floor<std::chrono::seconds>(kNow) - 1s;
        district.publish();
    }
    SECTION("missing") { district.repository.files_.erase("1.site-a.json"); }
    SECTION("forged") {
        auto& bytes = district.repository.files_["1.site-a.json"];
        bytes[bytes.size() / 2] ^= 1;
    }
    Refresh refresh(district.repository, district.store, kNow, district.repository.root());
    REQUIRE(refresh.run());
    CHECK_FALSE(refresh.find("sites/a/2026-11.json"));
    CHECK(textOf(refresh, "sites/b/2026-11.json") == "month of b");
    CHECK(textOf(refresh, "closures.json") == "beach closed");
}

TEST_CASE("a target that was altered, cut or lengthened on the server is never handed on", "[tuf][hostile]") {
    District district;
    Refresh refresh(district.repository, district.store, kNow, district.repository.root());
    REQUIRE(refresh.run());
    const auto target = refresh.find("sites/a/2026-11.json")->value();
    auto& served = district.repository.targetFiles_.at(targetFileName(target, true));
    const Bytes genuine = served;
    for (std::size_t i = 0; i < genuine.size(); ++i) {
        served = genuine;
        served[i] ^= 0x20;
        REQUIRE(refresh.download(target).error().kind == TufFailureKind::Mismatch);
        served = Bytes(genuine.begin(), genuine.begin() + static_cast<std::ptrdiff_t>(i));
        REQUIRE(refresh.download(target).error().kind == TufFailureKind::Mismatch);
    }
    served = genuine;
    served.push_back('x');
    CHECK(refresh.download(target).error().kind == TufFailureKind::TooLong);
}

TEST_CASE("a role found through one path is verified again on every other path", "[tuf][hostile]") {
    SimulatedRepository repository;
    repository.delegate("targets", "team-a", "a/*", false);
    repository.delegate("targets", "team-b", "b/*", false);
    repository.delegate("team-a", "release", "a/*", false);
    repository.addTarget("release", "a/list.json", "good");
    repository.addTarget("release", "b/list.json", "not signed for b");
    for (const char* role : {"release", "team-a"})
        repository.publishTargets(role);
    const auto releaseKeys = repository.keys_["release"];
    repository.delegate("team-b", "release", "b/*", false);
    repository.keys_["release"] = {onestop::crypto::PrivateKey::generate()}; // b trusts another key
    repository.publishTargets("team-b");
    repository.keys_["release"] = releaseKeys;
    repository.publishAll();
    MemoryStore store;
    Refresh refresh(repository, store, kNow, repository.root());
    REQUIRE(refresh.run());
    CHECK(textOf(refresh, "a/list.json") == "good");
    const auto viaB = refresh.find("b/list.json");
    REQUIRE_FALSE(viaB);
    CHECK(viaB.error().kind == TufFailureKind::Unsigned);
}

TEST_CASE("a cycle of delegations ends, and a terminating role ends the search", "[tuf]") {
    SimulatedRepository repository;
    repository.delegate("targets", "a", "*", false);
    repository.delegate("a", "b", "*", false);
    repository.delegate("b", "a", "*", false);
    repository.delegate("a", "c", "*", true);
    repository.delegate("targets", "never", "*", false);
    repository.addTarget("never", "x", "behind the terminating role");
    for (const char* role : {"a", "b", "c", "never"})
        repository.publishTargets(role);
    repository.publishAll();
    MemoryStore store;
    Refresh refresh(repository, store, kNow, repository.root());
    REQUIRE(refresh.run());
    repository.requests.clear();
    CHECK_FALSE(refresh.find("x")->has_value());
    CHECK(repository.requests == std::vector<std::string>{"1.a.json", "1.b.json", "1.c.json"});
}

TEST_CASE("role names of any characters stay names, in requests and in the store", "[tuf][hostile]") {
    CHECK(percentEncode("../site", false) == "..%2Fsite");
    CHECK(percentEncode("?#%", false) == "%3F%23%25");
    CHECK(percentEncode("sites/葵.json", true) == "sites/%E8%91%B5.json");
}
