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
    tl::expected<Taken, OfferFailure> ask(const Offer& made) {
        return takeOffer(folder.path(), online, made, clock.now());
    }
    /// Of an offer that lacks nothing.
    tl::expected<std::uint64_t, OfferFailure> take(const Offer& made) {
        return ask(made).map([](const Taken& taken) {
            REQUIRE(taken.missing.empty());
            return taken.version;
        });
    }
    /// The district's own list with one target more, and its delegations as they are or with another key for site-a.
    Offer own(const PrivateKey& key, std::uint64_t version, const crypto::Bytes& target,
              const PrivateKey& site_a) const {
        Offer made{"targets", {}, {}};
        auto part = tuf::signedPart(tuf::RoleType::Targets, version, expiry(100));
        part["targets"] = {{"software/one.raucb", tuf::targetValue(target)}};
        part["delegations"]["keys"] = {{tuf::keyIdOf(site_a.publicKey()), tuf::keyValue(site_a.publicKey())},
                                       {tuf::keyIdOf(other.publicKey()), tuf::keyValue(other.publicKey())}};
        part["delegations"]["roles"] =
            json::array({delegation("site-a", "sites/a/*", site_a), delegation("site-b", "sites/b/*", other)});
        made.metadata = tuf::signMetadata(part, std::span(&key, 1));
        return made;
    }
    tl::expected<std::uint64_t, OfferFailure> piece(const std::string& sha256, std::string_view bytes,
                                                    std::size_t first, std::size_t all) const {
        return takePiece(folder.path(), sha256,
                         "bytes " + std::to_string(first) + "-" + std::to_string(first + bytes.size() - 1) + "/" +
                             std::to_string(all),
                         bytes);
    }
    std::filesystem::path shown(const crypto::Bytes& target) const {
        return std::filesystem::path(folder.path()) / "targets/software" /
               (crypto::toHex(crypto::sha256(target)) + ".one.raucb");
    }
    std::uint64_t timestampVersion() const { return tuf::Repository(folder.path()).newest("timestamp")->version; }
};

template <class T>
OfferFault faultOf(const tl::expected<T, OfferFailure>& answer) {
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

TEST_CASE("targets must be what was signed", "[publishing][hostile]") {
    District district;
    auto changed = district.offer(district.site);
    changed.targets.begin()->second.back() ^= 1;
    CHECK(faultOf(district.take(changed)) == OfferFault::WrongTarget);
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

TEST_CASE("what was not sent is asked for, and comes in pieces that may break off", "[publishing]") {
    District district;
    const std::string text(3000, 'x');
    const crypto::Bytes bundle(text.begin(), text.end());
    const auto hash = crypto::toHex(crypto::sha256(bundle));
    const auto offer = district.own(district.targets, 2, bundle, district.site);
    const auto before = district.timestampVersion();

    const auto asked = district.ask(offer);
    REQUIRE(asked);
    REQUIRE(asked->missing.size() == 1);
    CHECK(asked->missing[0].path == "software/one.raucb");
    CHECK(asked->missing[0].sha256 == hash);
    CHECK(asked->missing[0].held == 0);
    CHECK(district.timestampVersion() == before); // nobody is shown a list of what is not there

    CHECK(district.piece(hash, std::string_view(text).substr(0, 1000), 0, 3000) == 1000U);
    CHECK(district.piece(hash, std::string_view(text).substr(0, 1000), 0, 3000) == 1000U); // its answer was lost
    CHECK(district.ask(offer)->missing.at(0).held == 1000);                                // and then the desk
    CHECK(district.piece(hash, std::string_view(text).substr(1000), 1000, 3000) == 3000U);
    CHECK(district.take(offer) == 2);
    CHECK(district.timestampVersion() == before + 1);
    CHECK(std::filesystem::file_size(district.shown(bundle)) == 3000);
    CHECK(std::filesystem::is_empty(std::filesystem::path(district.folder.path()) / ".offered"));
}

TEST_CASE("pieces of what nobody signed, and wrong bytes, do not get in", "[publishing][hostile]") {
    District district;
    const std::string text(3000, 'x');
    const crypto::Bytes bundle(text.begin(), text.end());
    const auto hash = crypto::toHex(crypto::sha256(bundle));

    CHECK(faultOf(district.piece(hash, text, 0, 3000)) == OfferFault::NotAsked);
    CHECK(faultOf(district.ask(district.own(district.site, 2, bundle, district.site))) == OfferFault::NotSigned);
    CHECK(faultOf(district.piece(hash, text, 0, 3000)) == OfferFault::NotAsked);

    const auto offer = district.own(district.targets, 2, bundle, district.site);
    REQUIRE(district.ask(offer));
    CHECK(faultOf(district.piece(std::string(64, 'a'), text, 0, 3000)) == OfferFault::NotAsked);
    CHECK(faultOf(district.piece("../" + hash, text, 0, 3000)) == OfferFault::NotAsked);
    CHECK(faultOf(district.piece(hash, text, 1, 3000)) == OfferFault::NotAnOffer); // beyond its end
    CHECK(faultOf(district.piece(hash, text, 0, 4000)) == OfferFault::NotAnOffer);
    for (const auto* range : {"", "bytes 0-2999", "bytes */3000", "bytes 0-2999/3000 ", "bytes -1-2999/3000"})
        CHECK(faultOf(takePiece(district.folder.path(), hash, range, text)) == OfferFault::NotAnOffer);

    CHECK(district.piece(hash, std::string(3000, 'y'), 0, 3000) == 3000U);
    CHECK(faultOf(district.ask(offer)) == OfferFault::WrongTarget);
    CHECK_FALSE(std::filesystem::exists(district.shown(bundle)));
    CHECK(district.ask(offer)->missing.at(0).held == 0); // from the start
}

TEST_CASE("a newer offer forgets what only the former one waited for", "[publishing]") {
    District district;
    const std::string text(3000, 'x');
    const crypto::Bytes former(text.begin(), text.end()), newer(2000, 'z');
    REQUIRE(district.ask(district.own(district.targets, 2, former, district.site)));
    REQUIRE(district.piece(crypto::toHex(crypto::sha256(former)), text, 0, 3000) == 3000U);

    REQUIRE(district.ask(district.own(district.targets, 3, newer, district.site)));

    CHECK(faultOf(district.piece(crypto::toHex(crypto::sha256(former)), text, 0, 3000)) == OfferFault::NotAsked);
    CHECK(OfferedFiles(district.folder.path()).held(crypto::toHex(crypto::sha256(former))) == 0);
}

TEST_CASE("the district's own list keeps every site's list bound", "[publishing]") {
    District district;
    const crypto::Bytes bundle(100, 'x');
    REQUIRE(district.take(district.offer(district.site)));
    auto rotated = district.own(district.targets, 2, bundle, PrivateKey::generate());
    rotated.targets["software/one.raucb"] = bundle;
    const auto before = district.timestampVersion();
    CHECK(faultOf(district.take(rotated)) == OfferFault::ShutsOut);
    CHECK(district.timestampVersion() == before);

    auto kept = district.own(district.targets, 2, bundle, district.site);
    kept.targets["software/one.raucb"] = bundle;
    CHECK(district.take(kept) == 2);
    CHECK(district.take(district.offer(district.site, 2)) == 2);
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
