// SPDX-License-Identifier: Apache-2.0
// Guards the district's rules: each one has a month that keeps it and one that breaks it.
#include "sync/publish/demo.h"
#include "sync/publish/rules.h"
#include "tests/support/catch.h"

#include <nlohmann/json.hpp>

using namespace onestop::publish;
using namespace std::chrono;
using nlohmann::json;

namespace {

const std::string kSitesPath = "sites.json";
const std::string kMonthPath =
    "sites/centre/2026-10.json"; // a month whose first and second Friday differ: 2 is a holiday

json session(const std::string& id, const std::string& date) {
    return {{"id", id}, {"begins_at", date + "T11:00:00Z"}, {"ends_at", date + "T12:00:00Z"}};
}
json activity(const std::string& kind, std::vector<std::string> dates) {
    json sessions = json::array();
    for (const auto& date : dates)
        sessions.push_back(session(kind + "-" + date, date));
    return {{"id", kind},
            {"title", {{"zh-Hans", kind}}},
            {"description", {{"zh-Hans", "x"}}},
            {"audience", {"all"}},
            {"kind", kind},
            {"place", {{"zh-Hans", "x"}}},
            {"fees_description", {{"zh-Hans", "免费"}}},
            {"sessions", sessions}};
}

struct Story {
    json month = {
        {"issued", "2026-09-30T00:00:00Z"},
        {"site", "centre"},
        {"period", "2026-10"},
        {"services", json::array()},
        {"activities", {activity("reception", {"2026-10-14"}), activity("lecture", {"2026-10-16", "2026-10-30"})}}};

    std::vector<std::string> broken() const {
        const json sites = {{"issued", "2026-09-30T00:00:00Z"},
                            {"sites",
                             {{{"id", "centre"},
                               {"name", {{"zh-Hans", "中心"}}},
                               {"level", "district"},
                               {"address", {{"zh-Hans", "x"}}},
                               {"opening_hours", {{"schedules", json::array()}, {"holiday", "closed"}}}}}}};
        const json calendar = {{"issued", "2026-09-30T00:00:00Z"},
                               {"year", 2026},
                               {"days", {{{"date", "2026-10-02"}, {"name", "国庆节"}, {"isOffDay", true}}}}};
        return checkRules(
            {{kSitesPath, sites.dump()}, {"calendar/2026.json", calendar.dump()}, {kMonthPath, month.dump()}});
    }
    bool breaks(const std::string& word) const {
        for (const std::string& fault : broken()) {
            if (fault.find(word) != std::string::npos) return true;
        }
        return false;
    }
};

} // namespace

TEST_CASE("a month that keeps every rule has nothing to explain", "[publish]") {
    const auto broken = Story().broken();
    INFO((broken.empty() ? "" : broken[0]));
    CHECK(broken.empty());
}

TEST_CASE("one reception day a month, not none and not two", "[publish]") {
    Story story;
    story.month["activities"][0] = activity("reception", {"2026-10-14", "2026-10-15"});
    CHECK(story.breaks("党代表接待日 is on 2 days"));
    story.month["activities"].erase(0);
    CHECK(story.breaks("党代表接待日 is on 0 days"));
}

TEST_CASE("two Friday lectures a month, where a holiday Friday excuses one", "[publish]") {
    Story story;
    auto& lecture = story.month["activities"][1];
    lecture = activity("lecture", {"2026-10-16", "2026-10-23", "2026-10-30"});
    CHECK(story.breaks("新时代大讲堂 is held 3 times"));
    lecture = activity("lecture", {"2026-10-16"});
    CHECK_FALSE(story.breaks("新时代大讲堂")); // 2 October was a holiday
    lecture = activity("lecture", {"2026-10-15", "2026-10-30"});
    CHECK(story.breaks("2026-10-15 is not a Friday"));
    lecture = activity("lecture", {"2026-10-01", "2026-10-30"});
    CHECK_FALSE(story.breaks("新时代大讲堂")); // the week's Friday is a holiday
    story.month["activities"].erase(1);
    CHECK(story.breaks("新时代大讲堂 is held 0 times"));
}

TEST_CASE("everything is free, and a service says when it is served", "[publish]") {
    Story story;
    story.month["activities"][0]["fees_description"] = {{"zh-Hans", "20元"}};
    CHECK(story.breaks("费用 must be 免费"));
    story.month["services"].push_back({{"id", "x"},
                                       {"name", {{"zh-Hans", "义诊"}}},
                                       {"description", {{"zh-Hans", "x"}}},
                                       {"audience", {"all"}},
                                       {"fees_description", {{"zh-Hans", "免费"}}}});
    CHECK(story.breaks("义诊: 服务时间 is missing"));
}

TEST_CASE("an item is done in houses that the district has", "[publish]") {
    Story story;
    story.month["services"].push_back({{"id", "x"},
                                       {"name", {{"zh-Hans", "义诊"}}},
                                       {"description", {{"zh-Hans", "x"}}},
                                       {"audience", {"all"}},
                                       {"schedule_note", {{"zh-Hans", "每天"}}},
                                       {"fees_description", {{"zh-Hans", "免费"}}},
                                       {"places", {{{"site", "centre"}}}}});
    CHECK(story.broken().empty());
    story.month["services"][0]["places"].push_back({{"site", "center"}});
    CHECK(story.breaks("services.0.places.1.site: expected an id of sites.json, not \"center\" (perhaps centre)"));
}

TEST_CASE("书记相约 is held once a year at most", "[publish]") {
    Story story;
    story.month["activities"].push_back(activity("secretary_forum", {"2026-10-20"}));
    CHECK(story.broken().empty());
    story.month["activities"].back() = activity("secretary_forum", {"2026-10-20", "2026-10-21"});
    CHECK(story.breaks("more than once a year"));
}

TEST_CASE("a 5+X programme has its five steps, and the missing one is named", "[publish]") {
    Story story;
    json steps = {"exhibition", "political_birthday", "self_examination", "theme_lecture", "reflection", "optional"};
    story.month["programmes"] = {{{"id", "p"}, {"steps", steps}}};
    CHECK(story.broken().empty());
    steps.erase(2);
    story.month["programmes"][0]["steps"] = steps;
    CHECK(story.breaks("检一次党员党性"));
}

TEST_CASE("a site without a list for a month that others have is named", "[publish]") {
    Story story;
    const json sites = {{"issued", "2026-09-30T00:00:00Z"},
                        {"sites",
                         {{{"id", "silent"},
                           {"name", {{"zh-Hans", "无声社区"}}},
                           {"level", "community"},
                           {"address", {{"zh-Hans", "x"}}},
                           {"opening_hours", {{"schedules", json::array()}, {"holiday", "closed"}}}}}}};
    const auto faults = checkRules({{kSitesPath, sites.dump()}, {kMonthPath, story.month.dump()}});
    CHECK(std::any_of(faults.begin(), faults.end(),
                      [](const auto& f) { return f.find("无声社区 has no list") != std::string::npos; }));
}

TEST_CASE("every demo month of two years keeps the rules of its own sessions", "[publish]") {
    for (year_month period = 2026y / January; period <= 2027y / December; period += months{1}) {
        const std::string list = demoMonth("dapeng-district", period, {});
        CHECK(list == demoMonth("dapeng-district", period, {})); // the same input gives the same bytes
        const int y = static_cast<int>(period.year());
        char path[64];
        std::snprintf(path, sizeof path, "sites/dapeng-district/%04d-%02u.json", y,
                      static_cast<unsigned>(period.month()));
        INFO(path);
        CHECK(onestop::catalogue::checkTarget(path, list).empty());
        const json sites = {{"issued", "2026-09-30T00:00:00Z"},
                            {"sites",
                             {{{"id", "dapeng-district"},
                               {"name", {{"zh-Hans", "中心"}}},
                               {"level", "district"},
                               {"address", {{"zh-Hans", "x"}}},
                               {"opening_hours", {{"schedules", json::array()}, {"holiday", "closed"}}}}}}};
        CHECK(checkRules({{kSitesPath, sites.dump()}, {path, list}}).empty());
    }
}
