// SPDX-License-Identifier: Apache-2.0
// One reader of a row, which names every fault before it gives up; then what changed, by lasting ids.
#include "sync/publish/month_list.h"

#include "sync/catalogue/audience.h"
#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"
#include "sync/publish/service_time.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace onestop::publish {
namespace {

using namespace std::chrono;
using nlohmann::json;

// Columns as staff name them; the first name of a row is the one that messages use.
enum class Column {
    Name,
    Content,
    When,
    Audience,
    Kind,
    Id,
    Place,
    Fee,
    Capacity,
    CheckIn,
    Host,
    Department,
    Materials,
    Business,
    NameHant,
    NameEn,
    ContentHant,
    ContentEn
};
struct ColumnNames {
    Column column;
    std::vector<std::string_view> names;
};
const std::vector<ColumnNames>& columnNames() {
    static const std::vector<ColumnNames> kColumns = {
        {Column::Name, {"服务项目", "项目", "名称", "活动名称"}},
        {Column::Content, {"服务内容", "内容"}},
        {Column::When, {"服务时间", "时间"}},
        {Column::Audience, {"针对人群", "人群", "服务对象"}},
        {Column::Kind, {"类别", "类型"}},
        {Column::Id, {"编号"}},
        {Column::Place, {"地点", "服务地点"}},
        {Column::Fee, {"费用", "收费"}},
        {Column::Capacity, {"名额", "人数"}},
        {Column::CheckIn, {"签到"}},
        {Column::Host, {"主办", "主办单位"}},
        {Column::Department, {"部门", "提供部门"}},
        {Column::Materials, {"材料", "办理材料"}},
        {Column::Business, {"业务", "取号业务"}},
        {Column::NameHant, {"繁体项目"}},
        {Column::NameEn, {"英文项目"}},
        {Column::ContentHant, {"繁体内容"}},
        {Column::ContentEn, {"英文内容"}},
    };
    return kColumns;
}
std::string nameOf(Column column) {
    for (const ColumnNames& names : columnNames()) {
        if (names.column == column) return std::string(names.names.front());
    }
    return {};
}

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

using Columns = std::map<Column, std::size_t>;

std::string listed(const auto& names) {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

tl::expected<Columns, std::vector<TableFault>> findColumns(const Table& table) {
    Columns found;
    std::vector<TableFault> faults;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const ColumnNames* known = nullptr;
        for (const ColumnNames& names : columnNames()) {
            if (std::find(names.names.begin(), names.names.end(), table.columns[i]) != names.names.end())
                known = &names;
        }
        if (known == nullptr) {
            std::vector<std::string> all;
            for (const ColumnNames& names : columnNames())
                all.emplace_back(names.names.front());
            faults.push_back({1, table.columns[i], "one of the columns " + listed(all)});
        } else if (!found.emplace(known->column, i).second) {
            faults.push_back({1, table.columns[i], "this column once"});
        }
    }
    for (const Column needed : {Column::Name, Column::Content, Column::When, Column::Audience}) {
        if (!found.contains(needed))
            faults.push_back({1, nameOf(needed), "this column: the four fields of the district's lists"});
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return found;
}

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
    RowReader(const TableRow& row, const Columns& columns, year_month period, std::vector<TableFault>& faults)
        : row_(row), columns_(columns), period_(period), faults_(faults) {}

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
        return item;
    }

    json activity(const std::string& kind) {
        json item = common("title");
        item["kind"] = kind;
        if (const auto text = cell(Column::Host); !text.empty()) item["host"] = {{"zh-Hans", text}};
        if (!item.contains("place")) fault(Column::Place, "where it is held");
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

    // Given, or made from the name so that it stays the same from month to month.
    std::string id() {
        const std::string given = cell(Column::Id);
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

    static json document(const std::string& text) { // 身份证（原件）
        for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
            const std::size_t at = text.find(open);
            if (at == std::string::npos || at == 0 || !text.ends_with(close)) continue;
            const std::string note = text.substr(at + open.size(), text.size() - at - open.size() - close.size());
            if (!note.empty()) return {{"document", {{"zh-Hans", text.substr(0, at)}}}, {"note", {{"zh-Hans", note}}}};
        }
        return {{"document", {{"zh-Hans", text}}}};
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
    std::vector<TableFault>& faults_;
    std::optional<std::vector<ServiceTime>> times_;
};

using Entries = std::map<std::string, json>;

Entries entriesOf(const std::string& text) {
    Entries entries;
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object()) return entries;
    for (const char* list : {"services", "activities"}) {
        if (!document.contains(list) || !document[list].is_array()) continue;
        for (const json& entry : document[list]) {
            if (entry.is_object() && entry.contains("id") && entry["id"].is_string()) entries[entry["id"]] = entry;
        }
    }
    return entries;
}

std::string titleOf(const json& entry) {
    for (const char* member : {"name", "title"}) {
        if (entry.contains(member) && entry[member].is_object()) return entry[member].value("zh-Hans", "");
    }
    return {};
}

// Dates differ every month: of sessions, what counts is the pattern of days and hours.
json comparable(const char* member, const json& value) {
    if (std::string_view(member) != "sessions" || !value.is_array()) return value;
    std::set<std::string> patterns;
    for (const json& session : value) {
        const auto begins = events::parseRfc3339(session.value("begins_at", ""));
        const auto ends = events::parseRfc3339(session.value("ends_at", ""));
        if (!begins || !ends) continue;
        const auto local = *begins + catalogue::kZoneOffset;
        const auto day = floor<days>(local);
        patterns.insert(std::to_string(weekday{day}.c_encoding()) + " " +
                        std::to_string(floor<minutes>(local - day).count()) + " " +
                        std::to_string(floor<minutes>(*ends - *begins).count()));
    }
    return patterns;
}

} // namespace

tl::expected<std::string, std::vector<TableFault>> monthFromTable(const Table& table, const std::string& site,
                                                                  year_month period, tuf::Time issued) {
    const auto columns = findColumns(table);
    if (!columns) return tl::unexpected(columns.error());
    std::vector<TableFault> faults;
    json month = {{"issued", events::toRfc3339(issued)},
                  {"site", site},
                  {"period", catalogue::monthText(period)},
                  {"services", json::array()},
                  {"activities", json::array()}};
    std::map<std::string, int> rowOfId;
    for (const TableRow& row : table.rows) {
        RowReader reader(row, *columns, period, faults);
        const std::string kind = reader.kind();
        json entry = kind == "service" ? reader.service() : reader.activity(kind);
        const auto [earlier, isNew] = rowOfId.emplace(entry["id"], row.row);
        if (!isNew)
            faults.push_back({row.row, nameOf(Column::Name),
                              "a name of its own: row " + std::to_string(earlier->second) + " has the same"});
        month[kind == "service" ? "services" : "activities"].push_back(std::move(entry));
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return month.dump(1);
}

std::string monthFromJson(std::string text, const std::string& site, year_month period, tuf::Time issued) {
    const json document = json::parse(text, nullptr, false);
    if (!document.is_object()) return text; // the check names the line
    std::string missing;
    for (const auto& [member, value] : {std::pair<const char*, std::string>{"issued", events::toRfc3339(issued)},
                                        {"site", site},
                                        {"period", catalogue::monthText(period)}}) {
        if (!document.contains(member)) missing += json(member).dump() + ":" + json(value).dump() + ",";
    }
    if (document.empty() && !missing.empty()) missing.pop_back();
    return text.insert(text.find('{') + 1, missing);
}

std::vector<std::string> changesBetween(const std::string& before, const std::string& after) {
    static constexpr std::pair<const char*, const char*> kMembers[] = {
        {"name", "服务项目"},     {"title", "服务项目"},    {"description", "服务内容"}, {"schedules", "服务时间"},
        {"sessions", "服务时间"}, {"audience", "针对人群"}, {"place", "地点"},           {"required_documents", "材料"},
        {"host", "主办"},         {"business", "业务"}};
    const Entries old = entriesOf(before);
    const Entries now = entriesOf(after);
    std::vector<std::string> lines;
    for (const auto& [id, entry] : now) {
        const auto was = old.find(id);
        if (was == old.end()) {
            lines.push_back("+ " + titleOf(entry));
            continue;
        }
        std::set<std::string> changed;
        for (const auto& [member, word] : kMembers) {
            const json a = was->second.contains(member) ? comparable(member, was->second[member]) : json();
            const json b = entry.contains(member) ? comparable(member, entry[member]) : json();
            if (a != b) changed.insert(word);
        }
        if (!changed.empty()) lines.push_back("~ " + titleOf(entry) + ": " + listed(changed));
    }
    for (const auto& [id, entry] : old) {
        if (!now.contains(id)) lines.push_back("- " + titleOf(entry));
    }
    return lines;
}

} // namespace onestop::publish
