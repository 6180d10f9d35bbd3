// SPDX-License-Identifier: Apache-2.0
// Each rule is a function of its own over what the kiosks would read.
#include "sync/publish/rules.h"

#include "sync/catalogue/target_parser.h"
#include "sync/publish/site_names.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace onestop::publish {
namespace {

using namespace std::chrono;
using catalogue::Catalogue;
using nlohmann::json;
using Faults = std::vector<std::string>;

struct Month {
    std::string path, site;
    year_month period;
    Catalogue list; ///< this file alone
};

sys_days localDay(catalogue::WallTime time) { return floor<days>(time + catalogue::kZoneOffset); }

std::set<sys_days> daysOf(const Month& month, std::string_view kind) {
    std::set<sys_days> held;
    for (const auto& activity : month.list.activities) {
        if (activity.kind != kind) continue;
        for (const auto& session : activity.sessions)
            held.insert(localDay(session.begins_at));
    }
    return held;
}

bool isFree(const catalogue::LocalizedText& fee) { return fee.zh_hans.find("免费") != std::string::npos; }

void checkFields(const std::string& path, const Catalogue& list, Faults& faults) {
    for (const auto& item : list.items) {
        const std::string where = path + ": " + item.name.zh_hans + ": ";
        if (!item.schedules && item.schedule_note.empty()) {
            faults.push_back(where + "服务时间 is missing: write the hours, or in words when it is served");
        }
        if (!isFree(item.fee)) faults.push_back(where + "费用 must be 免费: all services of the centres are free");
    }
    for (const auto& activity : list.activities) {
        if (!isFree(activity.fee)) {
            faults.push_back(path + ": " + activity.title.zh_hans + ": 费用 must be 免费: all activities are free");
        }
        if (activity.sessions.empty()) {
            faults.push_back(path + ": " + activity.title.zh_hans +
                             ": 服务时间 is missing: it has no session this month");
        }
    }
}

bool isHoliday(const catalogue::Calendar& calendar, sys_days day) {
    return calendar.at(year_month_day{day}).kind == catalogue::DayKind::Holiday;
}

sys_days fridayOfWeek(sys_days day) { // weeks begin on Monday
    const unsigned sinceMonday = (weekday{day}.c_encoding() + 6) % 7;
    return day + days{4 - static_cast<int>(sinceMonday)};
}

void checkLectures(const Month& month, const catalogue::Calendar& calendar, Faults& faults) {
    const std::set<sys_days> lectures = daysOf(month, "lecture");
    int excused = 0;
    const sys_days last = month.period / std::chrono::last;
    for (sys_days day = month.period / 1; day <= last; day += days{1}) {
        if (weekday{day} == Friday && isHoliday(calendar, day)) ++excused;
    }
    for (const sys_days day : lectures) {
        if (weekday{day} == Friday || isHoliday(calendar, fridayOfWeek(day))) continue;
        faults.push_back(month.path + ": 新时代大讲堂 on " + catalogue::dateText(year_month_day{day}) +
                         " is not a Friday: move it to a Friday, or to a week whose Friday is a holiday");
    }
    const int held = static_cast<int>(lectures.size());
    if (held > 2 || held + excused < 2) {
        faults.push_back(month.path + ": 新时代大讲堂 is held " + std::to_string(held) +
                         " times: two Fridays a month were expected");
    }
}

void checkProgrammes(const std::string& path, const json& document, Faults& faults) {
    static constexpr std::pair<const char*, const char*> kSteps[] = {{"exhibition", "观一次党史展览"},
                                                                     {"political_birthday", "过一次政治生日"},
                                                                     {"self_examination", "检一次党员党性"},
                                                                     {"theme_lecture", "上一堂主题党课"},
                                                                     {"reflection", "叙一段心生感怀"}};
    if (!document.contains("programmes") || !document["programmes"].is_array()) return;
    for (const json& programme : document["programmes"]) {
        std::set<std::string> found;
        for (const json& step : programme.value("steps", json::array())) {
            if (step.is_string()) found.insert(step.get<std::string>());
        }
        for (const auto& [code, words] : kSteps) {
            if (found.contains(code)) continue;
            faults.push_back(path + ": 5+X programme " + programme.value("id", "without id") + ": the step " + words +
                             " (" + code + ") is missing");
        }
    }
}

std::string districtCentre(const Catalogue& whole) {
    for (const auto& site : whole.sites) {
        if (site.level == catalogue::SiteLevel::District) return site.site_id;
    }
    return {};
}

void checkSecretaryForum(const std::vector<Month>& months, const std::string& centre, Faults& faults) {
    std::map<year, std::set<sys_days>> held;
    std::set<year> complete; // years whose December list is there
    for (const Month& month : months) {
        if (month.site != centre) continue;
        held[month.period.year()].merge(daysOf(month, "secretary_forum"));
        if (month.period.month() == December) complete.insert(month.period.year());
    }
    std::map<year, int> lists;
    for (const Month& month : months)
        lists[month.period.year()] += month.site == centre ? 1 : 0;
    for (const auto& [each, when] : held) {
        const std::string text = std::to_string(static_cast<int>(each));
        if (when.size() > 1) faults.push_back(text + ": 书记相约话党建 is held more than once a year: keep one");
        // Only a year whose twelve lists are all here can be judged as a whole.
        if (when.empty() && complete.contains(each) && lists[each] == 12) {
            faults.push_back(text + ": 书记相约话党建 is missing: once a year was expected");
        }
    }
}

void checkEverySiteHasMonths(const std::vector<Month>& months, const Catalogue& whole, Faults& faults) {
    std::set<year_month> periods;
    std::set<std::pair<std::string, year_month>> there;
    for (const Month& month : months) {
        periods.insert(month.period);
        there.insert({month.site, month.period});
    }
    for (const auto& site : whole.sites) {
        for (const year_month period : periods) {
            if (there.contains({site.site_id, period})) continue;
            faults.push_back("sites/" + site.site_id + "/" + catalogue::monthText(period) + ".json: " +
                             site.name.zh_hans + " has no list for this month: publish it with onestop-publish month");
        }
    }
}

void checkPlaces(const catalogue::Targets& targets, const Catalogue& whole, Faults& faults) {
    if (whole.sites.empty()) return; // that they are missing is a fault of its own
    const SiteNames sites(whole.sites);
    for (const auto& [path, text] : targets) {
        for (const auto& fault : unknownPlaces(path, text, sites))
            faults.push_back(fault.sentence());
    }
}

} // namespace

std::vector<std::string> checkRules(const catalogue::Targets& targets) {
    Faults faults;
    Catalogue whole;
    std::vector<Month> months;
    for (const auto& [path, text] : targets) {
        const auto kind = catalogue::kindOf(path);
        Catalogue list;
        (void)catalogue::readTarget(path, text, list); // its own faults are checkTarget's
        if (kind == catalogue::TargetKind::Sites || kind == catalogue::TargetKind::Calendar) {
            (void)catalogue::readTarget(path, text, whole);
        }
        checkFields(path, list, faults);
        if (kind != catalogue::TargetKind::MonthList || !list.period) continue;
        if (const json document = json::parse(text, nullptr, false); document.is_object()) {
            checkProgrammes(path, document, faults);
        }
        months.push_back({path, std::string(catalogue::siteOfPath(path)), *list.period, std::move(list)});
    }
    const std::string centre = districtCentre(whole);
    for (const Month& month : months) {
        if (month.site != centre) continue;
        const auto receptions = daysOf(month, "reception").size();
        if (receptions != 1) {
            faults.push_back(month.path + ": 党代表接待日 is on " + std::to_string(receptions) +
                             " days: one day a month was expected");
        }
        checkLectures(month, whole.calendar, faults);
    }
    checkSecretaryForum(months, centre, faults);
    checkEverySiteHasMonths(months, whole, faults);
    checkPlaces(targets, whole, faults);
    return faults;
}

} // namespace onestop::publish
