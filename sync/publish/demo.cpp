// SPDX-License-Identifier: Apache-2.0
// Templates and a month in, targets out; only makeDemo touches keys and files.
#include "sync/publish/demo.h"

#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"
#include "sync/publish/demo_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace onestop::publish {
namespace {

using nlohmann::json;
using namespace std::chrono;

std::string withIssued(json document, Time issued) {
    document["issued"] = events::toRfc3339(issued);
    return document.dump(1);
}

// "MO,WE" holds the day's code; templates without byday hold every day.
bool isOn(const json& activity, sys_days day) {
    static constexpr const char* kCodes[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    if (activity.contains("byday") &&
        activity["byday"].get<std::string>().find(kCodes[weekday{day}.c_encoding()]) == std::string::npos) {
        return false;
    }
    if (!activity.contains("weeks")) return true;
    const int week = (static_cast<int>(static_cast<unsigned>(year_month_day{day}.day())) - 1) / 7 + 1;
    for (const json& wanted : activity["weeks"]) {
        if (wanted == week) return true;
    }
    return false;
}

Time localMoment(sys_days day, minutes sinceMidnight) { return day + sinceMidnight - catalogue::kZoneOffset; }

minutes clockTime(const std::string& text) {
    return hours{std::stoi(text.substr(0, 2))} + minutes{std::stoi(text.substr(3))};
}

json sessionOn(const json& activity, sys_days day) {
    const bool allDay = activity.value("all_day", false); // a service day: from 04:00 to 04:00
    const Time begins = localMoment(day, allDay ? minutes{catalogue::kDayBegins} : clockTime(activity["opens_at"]));
    const Time ends = allDay ? begins + days{1} : localMoment(day, clockTime(activity["closes_at"]));
    return {{"id", activity["id"].get<std::string>() + "-" + catalogue::dateText(year_month_day{day})},
            {"begins_at", events::toRfc3339(begins)},
            {"ends_at", events::toRfc3339(ends)},
            {"capacity", activity["capacity"]},
            {"check_in", activity["check_in"]}};
}

json activityInMonth(const json& activity, year_month period) {
    static const json kFree = {{"zh-Hans", "免费"}, {"zh-Hant", "免費"}, {"en", "Free"}};
    json out = {{"demo", true}, {"fees_description", kFree}, {"sessions", json::array()}};
    for (const char* member : {"id", "title", "description", "audience", "kind", "place", "host"}) {
        out[member] = activity[member];
    }
    const sys_days last = period / std::chrono::last;
    for (sys_days day = period / 1; day <= last; day += days{1}) {
        if (isOn(activity, day)) out["sessions"].push_back(sessionOn(activity, day));
    }
    return out;
}

TargetChanges districtTargets(Time now) {
    const json none = {{"tokens", json::array()}, {"keys", json::array()}};
    return {{"sites.json", withIssued(json::parse(kSites), now)},
            {"calendar/2026.json", withIssued(json::parse(kCalendar2026), now)},
            {"guide.json", withIssued(json::parse(kGuide), now)},
            {"revocations.json", withIssued(none, now)}};
}

} // namespace

std::vector<std::string> demoSites() {
    std::vector<std::string> ids;
    const json sites = json::parse(kSites);
    for (const json& site : sites["sites"])
        ids.push_back(site["id"]);
    return ids;
}

std::string demoMonth(const std::string& site, year_month period, Time issued) {
    json month = {{"site", site},
                  {"period", catalogue::monthText(period)},
                  {"services", json::parse(kMonthServices)[site]},
                  {"activities", json::array()}};
    const json templates = json::parse(kActivities);
    for (const json& activity : templates["activities"]) {
        const json& sites = activity["sites"];
        if (std::find(sites.begin(), sites.end(), site) == sites.end()) continue;
        json held = activityInMonth(activity, period);
        if (!held["sessions"].empty()) month["activities"].push_back(std::move(held));
    }
    return withIssued(std::move(month), issued);
}

/// The site's own and everybody's, from the first day of `period` to the end of the month after.
std::string demoPosters(const std::string& site, year_month period, Time issued) {
    json document = {{"posters", json::array()}};
    for (json poster : json::parse(kPosters)) {
        const json sites = poster["sites"];
        poster.erase("sites");
        if (std::ranges::none_of(sites, [&](const json& each) { return each == site || each == "*"; })) continue;
        poster["from"] = events::toRfc3339(localMoment(sys_days{period / 1}, minutes{0}));
        poster["until"] = events::toRfc3339(localMoment(sys_days{(period + months{2}) / 1}, minutes{0}));
        document["posters"].push_back(std::move(poster));
    }
    return withIssued(std::move(document), issued);
}

Outcome makeDemo(District& district, year_month period) {
    if (!district.isMade()) {
        if (auto ok = district.init(); !ok) return ok;
    }
    const std::vector<std::string> sites = demoSites();
    for (const std::string& site : sites) {
        if (district.hasSite(site)) continue;
        if (auto ok = district.addSite(site); !ok) return ok;
    }
    if (auto ok = district.setTargets("closures", {}); !ok) return ok;
    const Time now = district.now();
    TargetChanges changes = districtTargets(now);
    changes["staff_keys.json"] = district
                                     .target("targets", "staff_keys.json") // a hub's that was listed stays so
                                     .value_or(withIssued({{"keys", json::array()}}, now));
    changes["software.json"] =
        district.target("targets", "software.json").value_or(withIssued({{"releases", json::array()}}, now));
    if (district.target("targets", "revocations.json")) changes.erase("revocations.json"); // what was revoked stays so
    // A margin of two days: a rehearsal's clock may stand before the publisher's.
    auto checkInKeys =
        district.checkInKeys(sys_days{period / 1} - days{2}, sys_days{(period + months{2}) / 1} + days{2});
    if (!checkInKeys) return tl::unexpected(checkInKeys.error());
    changes["check_in_keys.json"] = std::move(*checkInKeys);
    if (!district.target("targets", "sealing.json")) { // else what was sealed is opened with the key that is there
        auto sealing = district.makeSealing();
        if (!sealing) return tl::unexpected(sealing.error());
        changes["sealing.json"] = std::move(*sealing);
    }
    if (auto ok = district.setTargets("targets", changes); !ok) return ok;
    const json plans = json::parse(kQueuePlans);
    for (const std::string& site : sites) {
        const std::string folder = "sites/" + site + "/";
        TargetChanges month = {{folder + "queue_plan.json", withIssued(plans[site], now)}};
        month[folder + "posters.json"] = demoPosters(site, period, now);
        for (const year_month each : {period, period + months{1}}) {
            month[folder + catalogue::monthText(each) + ".json"] = demoMonth(site, each, now);
        }
        if (auto ok = district.setTargets(siteRole(site), month); !ok) return ok;
    }
    return district.bind();
}

} // namespace onestop::publish
