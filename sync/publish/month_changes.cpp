// SPDX-License-Identifier: Apache-2.0
#include "sync/publish/month_changes.h"

#include <chrono>
#include <map>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"
#include "sync/publish/month_columns.h"

namespace onestop::publish {

namespace {

using namespace std::chrono;
using nlohmann::json;

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

std::vector<std::string> changesBetween(const std::string& before, const std::string& after) {
    static constexpr std::pair<const char*, Column> kMembers[] = {
        {"name", Column::Name},      {"title", Column::Name},       {"description", Column::Content},
        {"schedules", Column::When}, {"sessions", Column::When},    {"audience", Column::Audience},
        {"place", Column::Place},    {"places", Column::Sites},     {"required_documents", Column::Materials},
        {"host", Column::Host},      {"business", Column::Business}};
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
        for (const auto& [member, column] : kMembers) {
            const json a = was->second.contains(member) ? comparable(member, was->second[member]) : json();
            const json b = entry.contains(member) ? comparable(member, entry[member]) : json();
            if (a != b) changed.insert(nameOf(column));
        }
        if (!changed.empty()) lines.push_back("~ " + titleOf(entry) + ": " + listed(changed));
    }
    for (const auto& [id, entry] : old) {
        if (!now.contains(id)) lines.push_back("- " + titleOf(entry));
    }
    return lines;
}

} // namespace onestop::publish
