// SPDX-License-Identifier: Apache-2.0
#include "sync/publish/month_row.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>

#include "sync/catalogue/audience.h"
#include "sync/catalogue/service_day.h"
#include "sync/crypto/crypto.h"
#include "sync/events/clock.h"
#include "sync/publish/service_time.h"

namespace onestop::publish {

namespace {

using namespace std::chrono;
using nlohmann::json;

constexpr std::pair<std::string_view, std::string_view> kKinds[] = {{"服务", "service"},
                                                                    {"活动", "activity"},
                                                                    {"新时代大讲堂", "lecture"},
                                                                    {"大讲堂", "lecture"},
                                                                    {"党代表接待日", "reception"},
                                                                    {"接待日", "reception"},
                                                                    {"书记相约话党建", "secretary_forum"},
                                                                    {"书记相约", "secretary_forum"},
                                                                    {"课堂", "class"},
                                                                    {"健康", "health"},
                                                                    {"阅读", "reading"},
                                                                    {"参观", "visit"},
                                                                    {"志愿", "volunteering"},
                                                                    {"咨询", "consulting"}};

std::vector<std::string> split(std::string text) {
    for (const std::string_view mark : {"；", "、", "，", ";", ",", "/", "\n"}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.replace(at, mark.size(), 1, '\x1f');
    }
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\x1f', begin), text.size());
        std::string part = text.substr(begin, end - begin);
        while (part.starts_with(' '))
            part.erase(0, 1);
        while (part.ends_with(' '))
            part.pop_back();
        if (!part.empty()) parts.push_back(std::move(part));
        begin = end + 1;
    }
    return parts;
}

// The words of the screen, the everyday ones beside them, or the code itself.
std::optional<std::string> audienceCode(std::string_view word) {
    static constexpr std::pair<std::string_view, std::string_view> kEveryday[] = {
        {"全体", "all"},       {"所有人", "all"},       {"居民", "public"},     {"群众", "public"},
        {"长者", "elder"},     {"老人", "elder"},       {"儿童", "child_6_12"}, {"小学生", "child_6_12"},
        {"幼儿", "child_3_6"}, {"家庭", "family"},      {"亲子", "family"},     {"退役军人", "veteran"},
        {"骑手", "gig"},       {"外国人", "foreigner"}, {"企业", "enterprise"}, {"义工", "volunteer"}};
    for (const auto& audience : catalogue::audiences()) {
        if (audience.code == word || audience.zh_hans == word) return std::string(audience.code);
    }
    for (const auto& [everyday, code] : kEveryday) {
        if (everyday == word) return std::string(code);
    }
    return std::nullopt;
}

std::string clockText(minutes time) {
    char text[8];
    std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.count() / 60),
                  static_cast<int>(time.count() % 60));
    return text;
}

// Reads one row; every fault of it is kept.
class RowReader {
public:
    RowReader(const TableRow& row, const RowContext& context, std::vector<TableFault>& faults)
        : row_(row), columns_(context.columns), period_(context.period), context_(context), faults_(faults) {}

    std::string kind() {
        const std::string word = cell(Column::Kind);
        if (word.empty()) return "service";
        for (const auto& [name, code] : kKinds) {
            if (name == word) return std::string(code);
        }
        std::vector<std::string_view> names;
        for (const auto& [name, code] : kKinds)
            names.push_back(name);
        fault(Column::Kind, "one of " + listed(names));
        return "service";
    }

    json service() {
        json item = common("name");
        item["schedule_note"] = {{"zh-Hans", cell(Column::When)}};
        item["schedules"] = json::array();
        for (const ServiceTime& time : times()) {
            if (!time.dates.empty())
                fault(Column::When, "days of the week; with dates, write 活动 into the column 类别");
            static constexpr const char* kCodes[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
            std::string byday;
            for (const weekday day : time.weekdays) {
                if (!byday.empty()) byday += ',';
                byday += kCodes[day.c_encoding()];
            }
            for (const Hours& hours : time.hours) {
                item["schedules"].push_back(
                    {{"byday", byday}, {"opens_at", clockText(hours.opens)}, {"closes_at", clockText(hours.closes)}});
            }
        }
        if (const auto text = cell(Column::Department); !text.empty()) item["department"] = {{"zh-Hans", text}};
        if (const auto text = cell(Column::Business); !text.empty()) {
            if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z') {
                item["business"] = text;
            } else {
                fault(Column::Business, "one letter from A to Z, as the site's queue plan has it");
            }
        }
        item["required_documents"] = json::array();
        for (const std::string& material : split(cell(Column::Materials)))
            item["required_documents"].push_back(document(material));
        if (auto list = places(); !list.empty()) item["places"] = std::move(list);
        return item;
    }

    json activity(const std::string& kind) {
        json item = common("title");
        item["kind"] = kind;
        if (const auto text = cell(Column::Host); !text.empty()) item["host"] = {{"zh-Hans", text}};
        if (!item.contains("place")) fault(Column::Place, "where it is held");
        if (!cell(Column::Sites).empty()) fault(Column::Sites, "nothing: an activity is held at 地点");
        const int capacity = count();
        const bool checkIn = yes();
        item["sessions"] = json::array();
        std::map<sys_days, std::vector<Hours>> byDay;
        for (const ServiceTime& time : times()) {
            for (const sys_days day : daysOf(time))
                byDay[day].insert(byDay[day].end(), time.hours.begin(), time.hours.end());
        }
        for (const auto& [day, hours] : byDay) {
            for (std::size_t i = 0; i < hours.size(); ++i) {
                std::string id = item["id"].get<std::string>() + "-" + catalogue::dateText(year_month_day{day});
                if (i > 0) id.append(1, '-').append(std::to_string(i + 1));
                item["sessions"].push_back(
                    {{"id", id},
                     {"begins_at", events::toRfc3339(day + hours[i].opens - catalogue::kZoneOffset)},
                     {"ends_at", events::toRfc3339(day + hours[i].closes - catalogue::kZoneOffset)},
                     {"capacity", capacity},
                     {"check_in", checkIn}});
            }
        }
        return item;
    }

private:
    std::string cell(Column column) const {
        const auto found = columns_.find(column);
        return found == columns_.end() ? std::string() : row_.cells[found->second];
    }
    void fault(Column column, std::string expected) {
        faults_.push_back({row_.row, nameOf(column), std::move(expected)});
    }

    json localized(Column hans, Column hant, Column en) {
        json text = {{"zh-Hans", cell(hans)}};
        if (cell(hans).empty()) fault(hans, "a text: this is one of the four fields");
        if (const auto other = cell(hant); !other.empty()) text["zh-Hant"] = other;
        if (const auto other = cell(en); !other.empty()) text["en"] = other;
        return text;
    }

    json common(const char* nameMember) {
        json item;
        item[nameMember] = localized(Column::Name, Column::NameHant, Column::NameEn);
        item["description"] = localized(Column::Content, Column::ContentHant, Column::ContentEn);
        item["id"] = id();
        item["audience"] = json::array();
        for (const std::string& word : split(cell(Column::Audience))) {
            if (const auto code = audienceCode(word)) {
                item["audience"].push_back(*code);
            } else {
                std::vector<std::string_view> words;
                for (const auto& audience : catalogue::audiences())
                    words.push_back(audience.zh_hans);
                fault(Column::Audience, "one of " + listed(words) + ", not \"" + word + "\"");
            }
        }
        if (cell(Column::Audience).empty()) fault(Column::Audience, "who it is for; 不限 for everyone");
        const std::string fee = cell(Column::Fee);
        if (!fee.empty() && fee != "免费" && fee != "0" && fee != "无")
            fault(Column::Fee, "免费: all that the centres offer is free of charge");
        item["fees_description"] = {{"zh-Hans", "免费"}, {"zh-Hant", "免費"}, {"en", "Free"}};
        if (const auto text = cell(Column::Place); !text.empty()) item["place"] = {{"zh-Hans", text}};
        return item;
    }

    // 葵涌社区党群服务中心（二楼）；大鹏新区党群服务中心: the house of the list is among them, said or not.
    json places() {
        json list = json::array();
        std::vector<std::string> named;
        for (const std::string& word : split(cell(Column::Sites))) {
            const auto [name, room] = noted(word);
            const auto id = context_.sites.idOf(name);
            if (!id) {
                fault(Column::Sites,
                      context_.sites.expected() + ", not \"" + name + "\"" + context_.sites.advice(name));
            } else if (std::ranges::find(named, *id) != named.end()) {
                fault(Column::Sites, "each house once, not \"" + name + "\" again");
            } else {
                list.push_back(room.empty() ? json{{"site", *id}}
                                            : json{{"site", *id}, {"place", {{"zh-Hans", room}}}});
                named.push_back(*id);
            }
        }
        const bool here = std::ranges::find(named, context_.own_site) != named.end();
        if (!named.empty() && !here) list.insert(list.begin(), json{{"site", context_.own_site}});
        return list;
    }

    // Given, or made from the name so that it stays the same from month to month.
    std::string id() {
        std::string given = cell(Column::Id);
        if (given.empty())
            return "item-" + crypto::toHex(crypto::sha256(crypto::bytesOf(cell(Column::Name)))).substr(0, 12);
        const bool fits =
            given.size() <= 40 && given.front() != '-' && std::all_of(given.begin(), given.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            });
        if (!fits) fault(Column::Id, "at most 40 of a-z, 0-9 and -, or nothing");
        return given;
    }

    int count() {
        const std::string text = cell(Column::Capacity);
        if (text.empty() || text == "不限") return 0;
        int value = 0;
        for (const char c : text) {
            if (c < '0' || c > '9' || value > 10'000) {
                fault(Column::Capacity, "a whole number such as 30, or 不限");
                return 0;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    bool yes() {
        const std::string text = cell(Column::CheckIn);
        if (text.empty() || text == "是" || text == "要") return true;
        if (text != "否" && text != "不要") fault(Column::CheckIn, "是 or 否");
        return false;
    }

    // 身份证（原件）: what it is, and the note; without one the note is empty
    static std::pair<std::string, std::string> noted(const std::string& text) {
        for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
            const std::size_t at = text.find(open);
            if (at == std::string::npos || at == 0 || !text.ends_with(close)) continue;
            const std::string note = text.substr(at + open.size(), text.size() - at - open.size() - close.size());
            if (!note.empty()) return {text.substr(0, at), note};
        }
        return {text, {}};
    }

    static json document(const std::string& text) {
        const auto [name, note] = noted(text);
        json document = {{"document", {{"zh-Hans", name}}}};
        if (!note.empty()) document["note"] = {{"zh-Hans", note}};
        return document;
    }

    const std::vector<ServiceTime>& times() {
        if (!times_) {
            times_.emplace();
            const std::string text = cell(Column::When);
            auto parsed = parseServiceTime(text, period_);
            if (parsed) {
                times_ = std::move(*parsed);
            } else {
                fault(Column::When,
                      parsed.error() + (text.empty() ? "" : ", not \"") + text + (text.empty() ? "" : "\""));
            }
        }
        return *times_;
    }

    std::vector<sys_days> daysOf(const ServiceTime& time) const {
        std::vector<sys_days> days;
        for (const year_month_day date : time.dates)
            days.push_back(date);
        const sys_days last = period_ / std::chrono::last;
        for (sys_days day = period_ / 1; day <= last; day += std::chrono::days{1}) {
            if (std::find(time.weekdays.begin(), time.weekdays.end(), weekday{day}) != time.weekdays.end())
                days.push_back(day);
        }
        return days;
    }

    const TableRow& row_;
    const Columns& columns_;
    year_month period_;
    const RowContext& context_;
    std::vector<TableFault>& faults_;
    std::optional<std::vector<ServiceTime>> times_;
};

} // namespace

MonthEntry readRow(const TableRow& row, const RowContext& context, std::vector<TableFault>& faults) {
    RowReader reader(row, context, faults);
    const std::string kind = reader.kind();
    if (kind == "service") return {true, reader.service()};
    return {false, reader.activity(kind)};
}

} // namespace onestop::publish
