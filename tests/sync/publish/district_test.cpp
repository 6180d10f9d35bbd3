// SPDX-License-Identifier: Apache-2.0
// Guards the desk: the demo is whole and verifies, a site signs only for itself, old keys stop to
// count after a rotation while kiosks with the old root follow, and check-in codes admit.
#include "sync/catalogue/catalogue.h"
#include "sync/events/clock.h"
#include "sync/publish/check.h"
#include "sync/publish/demo.h"
#include "sync/publish/software.h"
#include "sync/tuf/atomic_file.h"
#include "sync/tuf/signing.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

using namespace onestop;
using namespace onestop::publish;
using namespace std::chrono;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const Time kNow = *events::parseRfc3339("2026-11-23T10:00:00+08:00");

// Made once: opening and closing a dozen keys takes seconds on purpose.
struct Demo {
    Demo() {
        District district(folder.path(), "correct horse", kNow);
        REQUIRE(makeDemo(district, 2026y / November));
    }
    tests::ScratchFolder folder;
};
const fs::path& demoFolder() {
    static const Demo demo;
    return demo.folder.path();
}

// A copy that one case may spoil.
struct Copy {
    Copy() { fs::copy(demoFolder(), path, fs::copy_options::recursive); }
    std::vector<std::string> faults(Time now = kNow) const {
        return checkRepository(path / "repository", path / "repository/metadata/1.root.json", now);
    }
    tests::ScratchFolder folder;
    fs::path path = folder.path();
};

catalogue::Catalogue catalogueOf(const std::string& site) {
    const District district(demoFolder(), "", kNow);
    catalogue::Targets targets;
    for (const std::string& role : {std::string("targets"), std::string("closures"), siteRole(site)}) {
        for (auto& [path, text] : district.targets(role))
            targets.emplace(path, text);
    }
    auto parsed = catalogue::parseCatalogue(targets, site);
    REQUIRE(parsed);
    return std::move(*parsed);
}

// Every object with zh-Hans has the other two languages, with words in them.
void requireThreeLanguages(const json& value) {
    if (value.is_object() && value.contains("zh-Hans")) {
        for (const char* language : {"zh-Hans", "zh-Hant", "en"}) {
            INFO(value.dump());
            REQUIRE(value.contains(language));
            REQUIRE_FALSE(value[language].get<std::string>().empty());
        }
        return;
    }
    if (value.is_structured()) {
        for (const json& child : value)
            requireThreeLanguages(child);
    }
}

} // namespace

TEST_CASE("the demo district verifies from its first root and keeps every rule", "[publish]") {
    const auto faults = Copy().faults();
    INFO((faults.empty() ? "" : faults[0]));
    CHECK(faults.empty());
}

TEST_CASE("every demo site has what its kiosk shows, in three languages", "[publish]") {
    for (const std::string& site : demoSites()) {
        INFO(site);
        const auto catalogue = catalogueOf(site);
        CHECK(catalogue.faults.empty());
        CHECK(catalogue.sites.size() == 3);
        CHECK(catalogue.items.size() >= 30);
        CHECK(catalogue.activities.size() >= 4);
        const District district(demoFolder(), "", kNow);
        for (const auto& [path, text] : district.targets(siteRole(site)))
            requireThreeLanguages(json::parse(text));
        for (const auto& [path, text] : district.targets("targets"))
            requireThreeLanguages(json::parse(text));
    }
    const auto catalogue = catalogueOf("dapeng-kuichong");
    const auto* card = catalogue.item("elder-card");
    REQUIRE(card);
    CHECK(card->name.zh_hans == "老年人优待证");
    CHECK(card->business == "A");
    REQUIRE(card->materials.size() == 3);
    CHECK(card->materials[2].note.zh_hans == "非深户才要");
    CHECK(catalogue.queue_plan.businesses.size() == 2);
}

TEST_CASE("the demo is open at every hour of every day, also over a month's end", "[publish]") {
    const auto catalogue = catalogueOf("dapeng-kuichong");
    for (Time at = kNow - days{20}; at < kNow + days{35}; at += minutes{59})
        REQUIRE(catalogue.opening(at).open);
}

TEST_CASE("every day of both months has a session to check in for, from four to four", "[publish]") {
    const auto catalogue = catalogueOf("dapeng-kuichong");
    for (sys_days day = 2026y / November / 1; day < sys_days{2027y / January / 1}; day += days{1}) {
        const auto id = "demo-open-day-" + catalogue::dateText(year_month_day{day});
        const auto [activity, session] = catalogue.session(id);
        INFO(id);
        REQUIRE(session);
        CHECK(session->check_in);
        CHECK(session->begins_at == day - hours{4});
        CHECK(session->ends_at == session->begins_at + days{1});
    }
}

TEST_CASE("a code of the demo's key admits at its site on its day and nowhere else", "[publish]") {
    const auto catalogue = catalogueOf("dapeng-kuichong");
    KeyRing ring(demoFolder() / "keys", "correct horse");
    const auto key = ring.open("check-in-dapeng-kuichong");
    REQUIRE(key);
    const auto today = catalogue::serviceDayOf(kNow);
    const catalogue::CheckInClaims claims{"dapeng-kuichong",    today.next().begins(),      today.begins(),    kNow,
                                          std::string(32, 'a'), "demo-open-day-2026-11-23", "dapeng-kuichong", 2};
    const auto code = catalogue::makeToken(claims, catalogue::checkInKid(key->publicKey()), *key);
    const auto outcome = [&](const std::string& site, Time at) {
        const auto there = catalogueOf(site);
        return catalogue::verifyToken(code, there.checkInRules(at)).outcome;
    };
    CHECK(outcome("dapeng-kuichong", kNow) == catalogue::TokenOutcome::Admitted);
    CHECK(outcome("dapeng-district", kNow) == catalogue::TokenOutcome::WrongSite);
    CHECK(outcome("dapeng-kuichong", kNow + days{1}) == catalogue::TokenOutcome::WrongDay);
}

TEST_CASE("when a site's key is revoked, the kiosks' own keys stay listed", "[publish]") {
    Copy copy;
    District district(copy.path, "correct horse", kNow);
    const auto former = catalogue::checkInKid(district.keys().open("check-in-dapeng-kuichong")->publicKey());
    const auto kiosk = crypto::PrivateKey::generate().publicKey();
    auto listed = json::parse(*district.target("targets", "check_in_keys.json"));
    const auto before = listed["keys"].size();
    listed["keys"].push_back({{"kid", crypto::toHex(catalogue::checkInKid(kiosk))},
                              {"public", crypto::toHex(kiosk.raw())},
                              {"site", "dapeng-kuichong"},
                              {"valid_from", "2026-11-01T00:00:00Z"},
                              {"valid_to", "2027-11-01T00:00:00Z"}});
    REQUIRE(district.setTargets("targets", {{"check_in_keys.json", listed.dump()}}));
    REQUIRE(district.bind());

    REQUIRE(district.keys().make("check-in-dapeng-kuichong"));
    const auto again = district.checkInKeys(kNow - days{1}, kNow + days{120}, crypto::toHex(former));
    REQUIRE(again);

    const auto relisted = json::parse(*again);
    std::set<std::string> kids;
    for (const auto& entry : relisted["keys"])
        CHECK(kids.insert(entry["kid"]).second);
    CHECK(kids.size() == before + 1);
    CHECK(kids.contains(crypto::toHex(catalogue::checkInKid(kiosk))));
    CHECK_FALSE(kids.contains(crypto::toHex(former)));
}

TEST_CASE("keys open with their passphrase only, the hub's online keys without", "[publish][hostile]") {
    KeyRing wrong(demoFolder() / "keys", "wrong");
    CHECK_FALSE(wrong.open("targets"));
    CHECK(wrong.open("snapshot"));
    CHECK_FALSE(wrong.open("missing"));
    for (const auto& entry : fs::directory_iterator(demoFolder() / "keys")) {
        CHECK((fs::status(entry).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    }
}

TEST_CASE("after any key is rotated, a kiosk with the first root follows and the old key counts no more", "[publish]") {
    Copy copy;
    District district(copy.path, "correct horse", kNow); // one for all keys: opening them is slow on purpose
    tuf::Repository repository(copy.path / "repository");
    for (const std::string key : {"root-2", "snapshot", "timestamp", "targets", "closures", "site-dapeng-kuichong"}) {
        const auto old = district.keys().open(key);
        REQUIRE(old);
        REQUIRE(district.rotate(key));
        REQUIRE(district.bind());
        INFO(key);
        CHECK(copy.faults().empty());
        if (key == "root-2" || key == "snapshot" || key == "timestamp") continue; // shown by the client's own tests
        // Whoever holds the old key signs a newer file with it: nothing takes it.
        const auto stored = repository.newest(key);
        REQUIRE(stored);
        json part = json::parse(stored->bytes)["signed"];
        part["version"] = stored->version + 1;
        REQUIRE(repository.addMetadata(key, stored->version + 1, tuf::signMetadata(part, std::vector{*old})));
        CHECK_FALSE(district.bind());
        fs::remove(copy.path / "repository/metadata" / (std::to_string(stored->version + 1) + "." + key + ".json"));
    }
    CHECK_FALSE(district.rotate("nonsense"));
    CHECK_FALSE(district.rotate("root-9"));
}

TEST_CASE("the demo is published again for a later month, and a kiosk with the first root follows", "[publish]") {
    Copy copy;
    const Time later = kNow + days{40};
    CHECK_FALSE(copy.faults(later).empty());
    District district(copy.path, "correct horse", later);
    REQUIRE(makeDemo(district, 2027y / January));
    const auto faults = copy.faults(later);
    INFO((faults.empty() ? "" : faults[0]));
    CHECK(faults.empty());
    CHECK(district.target("site-dapeng-kuichong", "sites/dapeng-kuichong/2027-02.json"));
    CHECK(district.target("site-dapeng-kuichong", "sites/dapeng-kuichong/2026-11.json"));
}

TEST_CASE("a district is made once, and sites have ids that are safe everywhere", "[publish]") {
    Copy copy;
    District district(copy.path, "correct horse", kNow);
    CHECK_FALSE(district.init());
    CHECK_FALSE(district.addSite("dapeng-kuichong"));
    for (const char* id : {"", "../x", "A", "a/b", "-a", "a-", "葵涌"})
        CHECK_FALSE(district.addSite(id));
}

TEST_CASE("check names what is expired, altered, missing or unreadable", "[publish][hostile]") {
    Copy copy;
    CHECK(copy.faults(kNow + days{8}) ==
          std::vector<std::string>{"closures.json: cannot trust closures: it has expired"});
    District district(copy.path, "correct horse", kNow);
    REQUIRE(district.setTargets(
        "targets", {{"guide.json", std::string("{\"issued\":\"2026-11-01T00:00:00Z\",\n\"services\":[{}]}")}}));
    REQUIRE(district.bind());
    const auto faults = copy.faults();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].find("guide.json:2: services.0.id") == 0);
    for (const auto& entry : fs::recursive_directory_iterator(copy.path / "repository/targets")) {
        if (entry.path().string().ends_with(".sites.json")) fs::resize_file(entry, 10);
    }
    const auto cut = copy.faults();
    CHECK(std::any_of(cut.begin(), cut.end(),
                      [](const auto& f) { return f.starts_with("sites.json: cannot take sites.json"); }));
}

TEST_CASE("software is published for one kiosk, then for all, and what is older leaves the list", "[software]") {
    const Copy copy;
    District district(copy.path, "correct horse", kNow);
    tests::ScratchFolder built;
    const auto bundle = [&](const std::string& version, const std::string& machine = "x86_64") {
        const auto file = built.path() / ("onestop-" + version + "-" + machine + ".raucb");
        REQUIRE(tuf::writeFileAtomically(file, crypto::bytesOf("bundle of " + version)));
        return file;
    };
    const auto listed = [&] { return json::parse(district.target("targets", "software.json").value())["releases"]; };

    REQUIRE(addSoftware(district, bundle("0.1.0-1"), {true, {}, {}}));
    REQUIRE(addSoftware(district, bundle("0.2.0-1"), {false, {}, {"kiosk-1.dapeng-kuichong"}}));
    CHECK(copy.faults().empty());
    REQUIRE(listed().size() == 2);
    CHECK(listed()[1]["stage"]["kiosks"][0] == "kiosk-1.dapeng-kuichong");
    CHECK(listed()[1]["compatible"] == "onestop-x86_64");
    CHECK(district.target("targets", listed()[1]["bundle"]) == "bundle of 0.2.0-1");

    CHECK_FALSE(addSoftware(district, bundle("0.2.0-1"), {true, {}, {}})); // other bytes need another version
    CHECK_FALSE(stageSoftware(district, "0.9.0", {true, {}, {}}));
    CHECK_FALSE(addSoftware(district, built.path() / "backup.raucb", {true, {}, {}}));
    CHECK_FALSE(stageSoftware(district, "0.2.0-1", {false, {}, {"kiosk-9.dapeng-kuichong"}}));
    CHECK(listed().size() == 2);

    REQUIRE(stageSoftware(district, "0.2.0-1", {false, {"dapeng-kuichong"}, {}}));
    CHECK(listed().size() == 2);
    REQUIRE(stageSoftware(district, "0.2.0-1", {true, {}, {}}));
    REQUIRE(listed().size() == 1);
    CHECK(listed()[0]["version"] == "0.2.0-1");
    CHECK_FALSE(district.target("targets", "software/onestop-0.1.0-1-x86_64.raucb"));

    // Too late: no kiosk would take it, and its bundle would lie there for nobody.
    const auto late = addSoftware(district, bundle("0.1.5-1"), {false, {"dapeng-kuichong"}, {}});
    REQUIRE_FALSE(late);
    CHECK(late.error().find("0.1.5-1 is older than 0.2.0-1") != std::string::npos);
    CHECK(listed().size() == 1);
    CHECK_FALSE(district.target("targets", "software/onestop-0.1.5-1-x86_64.raucb"));
    REQUIRE(addSoftware(district, bundle("0.1.5-1", "aarch64"), {true, {}, {}})); // another kind of machine
    REQUIRE(addSoftware(district, bundle("0.2.0-1", "aarch64"), {}));
    CHECK(listed().size() == 3);

    REQUIRE(stageSoftware(district, "0.2.0-1", {})); // held back: the demo has kiosks that want none of it
    CHECK(copy.faults().empty());
}

TEST_CASE("the desk sees a bundle that is not the signed one", "[software]") {
    const Copy copy;
    District district(copy.path, "correct horse", kNow);
    tests::ScratchFolder built;
    const auto file = built.path() / "onestop-0.2.0-x86_64.raucb";
    REQUIRE(tuf::writeFileAtomically(file, crypto::bytesOf("bundle")));
    REQUIRE(addSoftware(district, file, {true, {}, {}}));
    for (const auto& shown : fs::directory_iterator(copy.path / "repository/targets/software"))
        REQUIRE(tuf::writeFileAtomically(shown.path(), crypto::bytesOf("bundlE")));
    CHECK(copy.faults() ==
          std::vector<std::string>{"software/onestop-0.2.0-x86_64.raucb: its file is missing, or not the signed one"});
}
