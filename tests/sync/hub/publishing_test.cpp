// SPDX-License-Identifier: Apache-2.0
// A site hands in its month: what its own key signed for its own paths is published, everything else is refused and
// leaves the repository as it was.
#include "sync/hub/publishing.h"

#include <nlohmann/json.hpp>

#include "sync/hub/fleet.h"
#include "sync/tuf/signing.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using crypto::PrivateKey;
using nlohmann::json;

namespace {

json roleValue(const PrivateKey& key) {
    return {{"keyids", json::array({tuf::keyIdOf(key.publicKey())})}, {"threshold", 1}};
}

/// A district with one root key, two sites and the hub's online keys.
struct District {
    Folder folder;
    StillClock clock;
    PrivateKey root = PrivateKey::generate(), targets = PrivateKey::generate(), snapshot = PrivateKey::generate(),
               timestamp = PrivateKey::generate(), site = PrivateKey::generate(), other = PrivateKey::generate();
    tuf::OnlineKeys online{snapshot, timestamp};

    District() {
        tuf::Repository repository(folder.path());
        REQUIRE(repository.prepare());
        json keys = json::object();
        for (const auto* key : {&root, &targets, &snapshot, &timestamp})
            keys[tuf::keyIdOf(key->publicKey())] = tuf::keyValue(key->publicKey());
        auto part = tuf::signedPart(tuf::RoleType::Root, 1, expiry(365));
        part["consistent_snapshot"] = true;
        part["keys"] = keys;
        part["roles"] = {{"root", roleValue(root)},
                         {"targets", roleValue(targets)},
                         {"snapshot", roleValue(snapshot)},
                         {"timestamp", roleValue(timestamp)}};
        REQUIRE(repository.addMetadata("root", 1, tuf::signMetadata(part, std::span(&root, 1))));
        part = tuf::signedPart(tuf::RoleType::Targets, 1, expiry(100));
        part["targets"] = json::object();
        part["delegations"]["keys"] = {{tuf::keyIdOf(site.publicKey()), tuf::keyValue(site.publicKey())},
                                       {tuf::keyIdOf(other.publicKey()), tuf::keyValue(other.publicKey())}};
        part["delegations"]["roles"] =
            json::array({delegation("site-a", "sites/a/*", site), delegation("site-b", "sites/b/*", other)});
        REQUIRE(repository.addMetadata("targets", 1, tuf::signMetadata(part, std::span(&targets, 1))));
        REQUIRE(repository.bind(online, clock.now(), std::chrono::days(7), std::chrono::days(2)));
    }

    static json delegation(const char* name, const char* path, const PrivateKey& key) {
        auto value = roleValue(key);
        value["name"] = name;
        value["terminating"] = true;
        value["paths"] = json::array({path});
        return value;
    }
    std::chrono::sys_seconds expiry(int days) const {
        return std::chrono::floor<std::chrono::seconds>(clock.now()) + std::chrono::days(days);
    }

    Offer offer(const PrivateKey& key, std::uint64_t version = 1, const std::string& path = "sites/a/2026-11.json",
                int valid_days = 40) const {
        Offer made{"site-a", {}, {{path, {}}}};
        const std::string text = "the month, version " + std::to_string(version);
        made.targets[path] = {text.begin(), text.end()};
        auto part = tuf::signedPart(tuf::RoleType::Targets, version, expiry(valid_days));
        part["targets"] = {{path, tuf::targetValue(made.targets[path])}};
        made.metadata = tuf::signMetadata(part, std::span(&key, 1));
        return made;
    }
    tl::expected<std::uint64_t, OfferFailure> take(const Offer& made) {
        return takeOffer(folder.path(), online, made, clock.now());
    }
    std::uint64_t timestampVersion() const { return tuf::Repository(folder.path()).newest("timestamp")->version; }
};

OfferFault faultOf(const tl::expected<std::uint64_t, OfferFailure>& answer) {
    REQUIRE_FALSE(answer);
    return answer.error().fault;
}

} // namespace

TEST_CASE("a month signed by its site appears, and appears once when it is sent again", "[publishing]") {
    District district;
    const auto first = district.offer(district.site);

    CHECK(district.take(first) == 1);
    const auto published = district.timestampVersion();
    CHECK(district.take(first) == 1);
    CHECK(district.timestampVersion() == published);
    CHECK(district.take(district.offer(district.site, 2)) == 2);
    CHECK(district.timestampVersion() == published + 1);
    CHECK(faultOf(district.take(first)) == OfferFault::Older);
}

TEST_CASE("two sites that publish in the same second both appear", "[publishing]") {
    District district;
    auto second = district.offer(district.other, 1, "sites/b/2026-11.json");
    second.role = "site-b";

    REQUIRE(district.take(district.offer(district.site)));
    REQUIRE(district.take(second));

    const auto stored = tuf::Repository(district.folder.path()).newest("snapshot");
    const auto meta = std::get<tuf::Snapshot>(tuf::parseMetadata(tuf::RoleType::Snapshot, stored->bytes)->role).meta;
    CHECK(meta.contains("site-a.json"));
    CHECK(meta.contains("site-b.json"));
}

TEST_CASE("a stranger's key, another site's key and another site's paths publish nothing", "[publishing][hostile]") {
    District district;
    const auto before = district.timestampVersion();
    CHECK(faultOf(district.take(district.offer(PrivateKey::generate()))) == OfferFault::NotSigned);
    CHECK(faultOf(district.take(district.offer(district.other))) == OfferFault::NotSigned);
    CHECK(faultOf(district.take(district.offer(district.site, 1, "sites/b/2026-11.json"))) == OfferFault::Outside);
    CHECK(faultOf(district.take(district.offer(district.site, 1, "closures.json"))) == OfferFault::Outside);
    auto nobody = district.offer(district.site);
    nobody.role = "site-c";
    CHECK(faultOf(district.take(nobody)) == OfferFault::UnknownRole);
    nobody.role = "snapshot";
    CHECK(faultOf(district.take(nobody)) == OfferFault::UnknownRole);
    CHECK(faultOf(district.take(district.offer(district.site, 1, "sites/a/2026-11.json", -1))) == OfferFault::Expired);
    CHECK(district.timestampVersion() == before);
    CHECK_FALSE(tuf::Repository(district.folder.path()).newest("site-a"));
}

TEST_CASE("targets must be there and be what was signed", "[publishing][hostile]") {
    District district;
    auto changed = district.offer(district.site);
    changed.targets.begin()->second.back() ^= 1;
    CHECK(faultOf(district.take(changed)) == OfferFault::WrongTarget);
    auto missing = district.offer(district.site);
    missing.targets.clear();
    CHECK(faultOf(district.take(missing)) == OfferFault::WrongTarget);
    auto stowaway = district.offer(district.site);
    stowaway.targets["sites/a/more.json"] = {1, 2, 3};
    CHECK(faultOf(district.take(stowaway)) == OfferFault::WrongTarget);
    auto damaged = district.offer(district.site);
    for (std::size_t at = 0; at < damaged.metadata.size(); at += 11) {
        auto bytes = damaged;
        bytes.metadata[at] ^= 1;
        if (const auto taken = district.take(bytes)) FAIL("a changed byte at " << at << " was published");
    }
}

TEST_CASE("a kill between the role and the snapshot is made good by sending again", "[publishing]") {
    District district;
    const auto offer = district.offer(district.site);
    tuf::Repository repository(district.folder.path());
    REQUIRE(repository.addTarget(offer.targets.begin()->first, offer.targets.begin()->second));
    REQUIRE(repository.addMetadata("site-a", 1, offer.metadata)); // and then the power went
    const auto before = district.timestampVersion();

    CHECK(district.take(offer) == 1);

    CHECK(district.timestampVersion() == before + 1);
}

TEST_CASE("the timestamp is signed anew each day, also without changes", "[publishing]") {
    District district;
    CHECK(renewTimestamp(district.folder.path(), district.online, district.clock.now()) == false);
    district.clock.pass(25h);
    CHECK(renewTimestamp(district.folder.path(), district.online, district.clock.now()) == true);
    CHECK(renewTimestamp(district.folder.path(), district.online, district.clock.now()) == false);
}

TEST_CASE("an offer is read strictly", "[publishing][hostile]") {
    const auto read = parseOffer(R"({"role":"site-a","metadata":"eyJ9","targets":{"sites/a/x.json":"AQID"}})");
    REQUIRE(read);
    CHECK(read->targets.at("sites/a/x.json") == crypto::Bytes{1, 2, 3});
    for (const auto* bad :
         {"", "[]", "{}", R"({"role":7,"metadata":"","targets":{}})", R"({"role":"a","metadata":"=","targets":{}})",
          R"({"role":"a","metadata":"A","targets":{}})", R"({"role":"a","metadata":"AB","targets":{}})",
          R"({"role":"a","metadata":"","targets":[]})", R"({"role":"a","metadata":"","targets":{"x":1}})"}) {
        INFO(bad);
        CHECK(parseOffer(bad).error().fault == OfferFault::NotAnOffer);
    }
}

TEST_CASE("the kiosk that needs a visit stands first", "[fleet]") {
    const StillClock clock;
    FleetNode well{"kiosk-1", true, clock.now(), "0.1.0", "", {{"printer", "ready"}}, 0};
    auto paper = well;
    paper.devices["printer"] = "paper_out";
    auto silent = well;
    silent.online = false;
    silent.last_contact = clock.now() - 11min;
    auto odd = well;
    odd.anomalies = 500;

    auto left_again = well;
    left_again.software = NodeSoftware{"0.1.0", "onestop-x86_64", "0.2.0", "0.2.0", "failed", "not_good", "kiosk", ""};
    auto to_be_mended = left_again;
    to_be_mended.software->wanted = "0.3.0"; // it is on its way

    CHECK(urgency(well, clock.now()) == 0);
    CHECK(urgency(left_again, clock.now()) > urgency(odd, clock.now()));
    CHECK(urgency(to_be_mended, clock.now()) == 0);
    CHECK(urgency(odd, clock.now()) > urgency(well, clock.now()));
    CHECK(urgency(paper, clock.now()) > urgency(odd, clock.now()));
    CHECK(urgency(silent, clock.now()) > urgency(paper, clock.now()));
}
