// SPDX-License-Identifier: Apache-2.0
// Promises of the catalogue: what is missing or broken narrows it and is named with file, line and what was expected;
// the month's own list wins over the guide.
#include <algorithm>

#include "sync/catalogue/catalogue.h"
#include "sync/catalogue/target_parser.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::catalogue;

namespace {

WallTime at(const std::string& local) {
    const auto time = events::parseRfc3339(local + ":00+08:00");
    REQUIRE(time);
    return *time;
}

const std::string kSites = R"({"issued":"2026-11-01T00:00:00Z","sites":[
 {"id":"dapeng-kuichong","name":{"zh-Hans":"葵涌社区党群服务中心","en":"Kuichong"},"level":"community","address":{"zh-Hans":"葵涌"},"counters":[1,2],
  "opening_hours":{"schedules":[{"byday":"MO,TU,WE,TH,FR","opens_at":"09:00","closes_at":"18:00"},
                                {"byday":"SA","opens_at":"22:00","closes_at":"02:00"}],"holiday":"closed"}},
 {"id":"bent","name":{"en":"no Chinese name"},"level":"community","address":{"zh-Hans":"x"},
  "opening_hours":{"schedules":[],"holiday":"closed"}}
]})";
const std::string kGuide = R"({"issued":"2026-11-05T00:00:00Z","services":[
 {"id":"elder-card","name":{"zh-Hans":"老年人优待证"},"description":{"zh-Hans":"旧"},"audience":["elder"],"business":"A"},
 {"id":"permit","name":{"zh-Hans":"居住证"},"description":{"zh-Hans":"申领"},"audience":["migrant"],
  "schedules":[{"opens_at":"08:00","closes_at":"12:00"}]}]})";
const std::string kMonth = R"({"issued":"2026-11-04T00:00:00Z","site":"dapeng-kuichong","period":"2026-11","services":[
 {"id":"elder-card","name":{"zh-Hans":"老年人优待证"},"description":{"zh-Hans":"新"},"audience":["elder"],"business":"A",
  "required_documents":[{"document":{"zh-Hans":"身份证"},"note":{"zh-Hans":"原件"}}]}],
 "activities":[{"id":"lecture","title":{"zh-Hans":"讲座"},"description":{"zh-Hans":"示例"},"audience":["all"],"place":{"zh-Hans":"二楼"},
  "sessions":[{"id":"lecture-2","begins_at":"2026-11-27T09:00:00+08:00","ends_at":"2026-11-27T11:00:00+08:00","check_in":true},
              {"id":"lecture-1","begins_at":"2026-11-13T09:00:00+08:00","ends_at":"2026-11-13T11:00:00+08:00","capacity":30}]}]})";

Targets targets() {
    return {
        {"sites.json", kSites},
        {"guide.json", kGuide},
        {"sites/dapeng-kuichong/2026-11.json", kMonth},
        {"sites/other/queue_plan.json", "broken, and not ours"},
        {"calendar/2026.json",
         R"({"issued":"2026-01-01T00:00:00Z","year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true}]})"},
        {"calendar/2027.json", R"({"issued":"2026-01-01T00:00:00Z","year":2027,"days":[]})"},
        {"closures.json",
         R"({"issued":"2026-11-20T00:00:00Z","closures":[{"id":"t","site":"*","reason":{"zh-Hans":"台风"},"severity":"emergency",
              "from":"2026-11-24T00:00:00+08:00","until":"2026-11-25T00:00:00+08:00","closes":true}]})"}};
}

} // namespace

TEST_CASE("a catalogue is read with the month's list before the guide", "[catalogue]") {
    const auto catalogue = parseCatalogue(targets(), "dapeng-kuichong");
    REQUIRE(catalogue);
    REQUIRE(catalogue->items.size() == 2);
    CHECK(catalogue->item("elder-card")->description.zh_hans == "新");
    CHECK(catalogue->item("elder-card")->materials.at(0).note.zh_hans == "原件");
    CHECK(catalogue->ownSite()->name.in(Language::ZhHant) == "葵涌社区党群服务中心");
    CHECK(catalogue->session("lecture-1").second->capacity == 30);
    CHECK(catalogue->activity("lecture")->sessions.front().activity_session_id == "lecture-1");
    CHECK(catalogue->issued == at("2026-11-20T08:00"));
    CHECK(catalogue->period == std::chrono::year{2026} / 11);
    CHECK(catalogue->calendar.knows(std::chrono::year{2026}));
    CHECK_FALSE(catalogue->calendar.knows(std::chrono::year{2027}));

    CHECK(catalogue->opening(at("2026-11-23T10:00")).open);
    CHECK(catalogue->opening(at("2026-11-22T01:30")).open); // Saturday's hours pass midnight
    CHECK(catalogue->openingOfItem(*catalogue->item("permit"), at("2026-11-23T08:30")).next == at("2026-11-23T09:00"));
    CHECK(catalogue->opening(at("2026-11-24T10:00")).closure->closure_id == "t");
    CHECK(catalogue->notices(at("2026-11-24T10:00")).size() == 1);
    CHECK(catalogue->notices(at("2026-11-25T10:00")).empty());
}

TEST_CASE("a broken element is left out and named by its line, the rest stays", "[catalogue][hostile]") {
    const auto catalogue = parseCatalogue(targets(), "dapeng-kuichong");
    REQUIRE(catalogue);
    CHECK(catalogue->sites.size() == 1);
    REQUIRE(catalogue->faults.size() == 1);
    CHECK(catalogue->faults.front().sentence() ==
          R"(sites.json:5: sites.1.name: expected texts by language with at least "zh-Hans")");

    auto broken = targets();
    broken["guide.json"] = "{\n\"issued\": oops}";
    const auto narrowed = parseCatalogue(broken, "dapeng-kuichong");
    REQUIRE(narrowed);
    CHECK(narrowed->items.size() == 1);
    CHECK(narrowed->faults.back().sentence() == "guide.json:2: expected JSON");

    auto immense = targets();
    immense["guide.json"] = "{\n\"issued\": 1e999}";
    const auto without = parseCatalogue(immense, "dapeng-kuichong");
    REQUIRE(without);
    CHECK(without->faults.back().sentence() == "guide.json:2: expected no number beyond 1.8e308");
    CHECK_FALSE(parseCatalogue({}, "dapeng-kuichong"));
    CHECK_FALSE(parseCatalogue({{"guide.json", "{}"}}, "dapeng-kuichong"));
}

TEST_CASE("the publisher is told every fault with its line", "[catalogue]") {
    const auto faults =
        checkTarget("sites/a/2026-11.json", R"({"issued":"2026-11-01T00:00:00Z","site":"a","period":"2026-11",
"services":[
 {"id":"UPPER","name":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":["all"]},
 {"id":"b","name":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":[]},
 {"id":"c","name":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":["all"],"assured_date":"2026-02-30"},
 {"id":"d","name":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":["all"],
  "schedules":[{"byday":"MO","opens_at":"9:00","closes_at":"18:00"}]}],
"activities":[{"id":"e","title":{"zh-Hans":"x"},"description":{"zh-Hans":"x"},"audience":["all"],"place":{"zh-Hans":"x"},
  "sessions":[{"id":"s","begins_at":"2026-11-27T09:00:00+08:00","ends_at":"2026-11-27T09:00:00+08:00"}]}]})");
    std::vector<std::string> sentences;
    for (const auto& fault : faults)
        sentences.push_back(fault.sentence());
    CHECK(sentences ==
          std::vector<std::string>{
              "sites/a/2026-11.json:3: services.0.id: expected an id: at most 64 of a-z 0-9 - _",
              "sites/a/2026-11.json:4: services.1.audience: expected at least one code, \"all\" for everyone",
              "sites/a/2026-11.json:5: services.2.assured_date: expected a date like 2026-11-23",
              "sites/a/2026-11.json:7: services.3.schedules.0.opens_at: expected a time like 09:00",
              "sites/a/2026-11.json:9: activities.0.sessions.0.ends_at: expected a time after begins_at",
          });
    CHECK(checkTarget("sites/a/2026-12.json", R"({"issued":"2026-11-01T00:00:00Z","site":"b","period":"2026-11"})")
              .front()
              .sentence() == "sites/a/2026-12.json:1: site: expected the site of the path");
    CHECK(checkTarget("readme.txt", "{}").size() == 1);
}

TEST_CASE("a target cut anywhere is a named fault, never half a list taken for whole", "[catalogue][hostile]") {
    for (std::size_t cut = 0; cut < kMonth.size(); cut += 3) {
        Catalogue into;
        REQUIRE_FALSE(readTarget("sites/dapeng-kuichong/2026-11.json", kMonth.substr(0, cut), into).empty());
        REQUIRE(into.items.empty());
    }
}

TEST_CASE("a kiosk asks for the service day's month and the next", "[catalogue]") {
    const auto has = [](const std::vector<std::string>& paths, const char* path) {
        return std::count(paths.begin(), paths.end(), path) == 1;
    };
    const auto night = wantedPaths("a", at("2026-12-01T03:59"));
    CHECK(has(night, "sites/a/2026-11.json"));
    CHECK(has(night, "sites/a/2026-12.json"));
    const auto morning = wantedPaths("a", at("2026-12-01T04:00"));
    CHECK(has(morning, "sites/a/2026-12.json"));
    CHECK(has(morning, "sites/a/2027-01.json"));
    CHECK(has(morning, "calendar/2027.json"));
    CHECK(has(morning, "sites/a/posters.json"));
}

TEST_CASE("a poster hangs from its first moment to its last, and one that never would is left out", "[catalogue]") {
    auto documents = targets();
    documents["sites/dapeng-kuichong/posters.json"] = R"({"issued":"2026-11-01T00:00:00Z","posters":[
 {"id":"walk","title":{"zh-Hans":"净滩"},"text":{"zh-Hans":"周六九点"},"colour":"sea",
  "from":"2026-11-10T00:00:00+08:00","until":"2026-11-15T00:00:00+08:00"},
 {"id":"never","title":{"zh-Hans":"x"},"colour":"red","from":"2026-11-10T00:00:00+08:00","until":"2026-11-10T00:00:00+08:00"},
 {"id":"loud","title":{"zh-Hans":"x"},"colour":"neon","from":"2026-11-10T00:00:00+08:00","until":"2026-11-11T00:00:00+08:00"}]})";
    const auto catalogue = parseCatalogue(documents, "dapeng-kuichong");
    REQUIRE(catalogue);
    CHECK(catalogue->hangingPosters(at("2026-11-09T23:59")).empty());
    const auto hanging = catalogue->hangingPosters(at("2026-11-10T00:00"));
    REQUIRE(hanging.size() == 1);
    CHECK(hanging[0].title.zh_hans == "净滩");
    CHECK(hanging[0].colour == PosterColour::Sea);
    CHECK(catalogue->hangingPosters(at("2026-11-15T00:00")).empty());
    std::vector<std::string> sentences;
    for (const auto& fault : catalogue->faults)
        sentences.push_back(fault.sentence());
    CHECK(std::count(sentences.begin(), sentences.end(),
                     "sites/dapeng-kuichong/posters.json:4: posters.1.until: expected a moment after from") == 1);
    CHECK(catalogue->faults.size() == 3);
}

TEST_CASE("a neighbour's activities are shown apart, and nothing else of its list is ours", "[catalogue]") {
    auto documents = targets();
    std::string theirs = kMonth;
    theirs.replace(theirs.find("dapeng-kuichong"), 15, "near");
    documents["sites/near/2026-11.json"] = theirs;
    documents.erase("sites/dapeng-kuichong/2026-11.json");
    const auto catalogue = parseCatalogue(documents, "dapeng-kuichong");
    REQUIRE(catalogue);

    CHECK(catalogue->activities.empty());
    REQUIRE(catalogue->neighbour_activities.size() == 1);
    CHECK(catalogue->neighbour_activities[0].site_id == "near");
    CHECK(catalogue->session("lecture-1").second == nullptr); // nobody checks in here for what is there
    CHECK(catalogue->item("elder-card")->description.zh_hans == "旧");
}

TEST_CASE("the sites above and the nearest ones are asked for their lists, the own one is not", "[catalogue]") {
    const auto site = [](const std::string& id, const std::string& place) {
        return R"({"id":")" + id + R"(","name":{"zh-Hans":"中心"},"level":"community","address":{"zh-Hans":"x"})" +
               place + R"(,"opening_hours":{"schedules":[],"holiday":"closed"}})";
    };
    const std::string sites = R"({"issued":"2026-11-01T00:00:00Z","sites":[)" + site("placeless", "") + "," +
                              site("far", R"(,"latitude":22.50,"longitude":114.50)") + "," +
                              site("own", R"(,"latitude":22.60,"longitude":114.50)") + "," +
                              site("near", R"(,"latitude":22.61,"longitude":114.50)") + "," +
                              site("middle", R"(,"latitude":22.65,"longitude":114.50)") + "]}";
    const auto paths = neighbourPaths(sites, "own", at("2026-11-30T23:00"));
    CHECK(paths ==
          std::vector<std::string>{"sites/near/2026-11.json", "sites/middle/2026-11.json", "sites/far/2026-11.json"});
    // The district's centre is asked however far it is, once; parents in a circle end.
    const std::string above = R"(,"latitude":22.60,"longitude":114.50,"parent":"far")";
    const std::string circle = R"({"issued":"2026-11-01T00:00:00Z","sites":[)" + site("own", above) + "," +
                               site("far", R"(,"parent":"own")") + "," +
                               site("near", R"(,"latitude":22.61,"longitude":114.50)") + "]}";
    CHECK(neighbourPaths(circle, "own", at("2026-11-30T23:00")) ==
          std::vector<std::string>{"sites/far/2026-11.json", "sites/near/2026-11.json"});
    CHECK(neighbourPaths("not a document", "own", at("2026-11-30T23:00")).empty());
}
