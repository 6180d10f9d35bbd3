// SPDX-License-Identifier: Apache-2.0
// Parse at the edge: every text, number, date and code of a target is checked here once, and only typed values go on.
// Which list a target holds, and what becomes of an element that does not fit; the elements are in target_elements.h.
#include "sync/catalogue/target_parser.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/catalogue/target_elements.h"

namespace onestop::catalogue {

using Json = nlohmann::json;

namespace {

/// Reads one target and keeps the faults with their lines.
class TargetReader {
public:
    /// `keep_items` false: services are checked and let go.
    TargetReader(std::string_view path, std::string_view json, Catalogue& into, bool keep_items)
        : path_(path), json_(json), into_(into), keep_items_(keep_items) {}

    std::vector<CatalogueFailure> read() {
        Json document;
        const auto items_before = static_cast<std::ptrdiff_t>(into_.items.size());
        try {
            document = kindOf(path_) == TargetKind::Guide ? parseGuide() : Json::parse(json_);
        } catch (const Json::parse_error& error) {
            into_.items.erase(into_.items.begin() + items_before, into_.items.end());
            return {{std::string(path_), lineAt(error.byte), "expected JSON"}};
        } catch (const Json::out_of_range& error) {
            into_.items.erase(into_.items.begin() + items_before, into_.items.end());
            return {{std::string(path_), lineAt(json_.find(lastQuoted(error.what()))),
                     "expected no number beyond 1.8e308"}};
        }
        guarded([&] { readDocument(TargetNode(document, {})); });
        return std::move(faults_);
    }

private:
    int lineAt(std::size_t byte) const {
        return 1 + static_cast<int>(std::count(json_.begin(), json_.begin() + std::min(byte, json_.size()), '\n'));
    }

    /// The parser says no place of a number that is too large, but the number: "… parsing '1e999'".
    static std::string_view lastQuoted(std::string_view message) {
        const auto end = message.rfind('\'');
        const auto begin = end == message.npos ? end : message.rfind('\'', end - 1);
        return begin == message.npos ? std::string_view() : message.substr(begin + 1, end - begin - 1);
    }

    template <typename Read>
    void guarded(Read read) {
        try {
            read();
        } catch (const Misfit& misfit) {
            name(misfit);
        }
    }

    void name(const Misfit& misfit) {
        std::string member;
        for (const auto& step : misfit.path)
            member += (member.empty() ? "" : ".") + step;
        auto line = lineOf(json_, misfit.path);
        for (auto path = misfit.path; !line && !path.empty();) {
            path.pop_back(); // the member is missing: the line of what should hold it
            line = lineOf(json_, path);
        }
        faults_.push_back(
            {std::string(path_), line, (member.empty() ? "" : member + ": ") + "expected " + misfit.expected});
    }

    void takeItem(const TargetNode& node) {
        std::vector<Misfit> left_out;
        auto item = readItem(node, left_out);
        for (const auto& misfit : left_out)
            name(misfit);
        if (keep_items_) into_.items.push_back(std::move(item));
    }

    /// The guide without its services: each is read and let go as soon as its last brace was seen, for all of them as
    /// JSON values would take ten times the memory of the text.
    Json parseGuide() {
        std::string member;
        std::size_t index = 0;
        return Json::parse(json_, [&](int depth, Json::parse_event_t event, Json& parsed) {
            using Event = Json::parse_event_t;
            if (event == Event::key && depth == 1) {
                member = parsed.get<std::string>();
                index = 0;
            }
            const bool ends = event == Event::object_end || event == Event::array_end || event == Event::value;
            if (depth != 2 || !ends || member != "services") return true;
            guarded([&] {
                const TargetNode node(parsed, {member, std::to_string(index)});
                if (index == TargetNode::kMaxList)
                    node.misfit("at most " + std::to_string(TargetNode::kMaxList) + " services");
                if (index > TargetNode::kMaxList) return;
                takeItem(node);
            });
            ++index;
            return false;
        });
    }

    template <typename Read>
    void each(const TargetNode& document, const char* name, Read read) {
        for (const auto& node : document.at(name).list())
            guarded([&] { read(node); });
    }

    void readDocument(const TargetNode& document) {
        into_.issued = std::max(into_.issued, document.at("issued").time());
        switch (kindOf(path_)) {
        case TargetKind::Sites:
            return each(document, "sites", [&](const TargetNode& n) { into_.sites.push_back(readSite(n)); });
        case TargetKind::Calendar:
            return readCalendar(document);
        case TargetKind::Guide:
            return each(document, "services", [](const TargetNode&) {}); // they were read on the way: see parseGuide()
        case TargetKind::MonthList:
            return readMonth(document);
        case TargetKind::QueuePlan:
            return each(document, "businesses",
                        [&](const TargetNode& n) { into_.queue_plan.businesses.push_back(readBusiness(n)); });
        case TargetKind::Posters:
            return each(document, "posters", [&](const TargetNode& n) { into_.posters.push_back(readPoster(n)); });
        case TargetKind::CheckInKeys:
            return each(document, "keys", [&](const TargetNode& n) { into_.check_in_keys.push_back(readKey(n)); });
        case TargetKind::StaffKeys:
            return each(document, "keys", [&](const TargetNode& n) { into_.staff_keys.push_back(readKey(n)); });
        case TargetKind::Revocations:
            each(document, "tokens",
                 [&](const TargetNode& n) { into_.revocations.tokens.insert(crypto::toHex(n.hex(16))); });
            return each(document, "keys",
                        [&](const TargetNode& n) { into_.revocations.keys.insert(crypto::toHex(n.hex(8))); });
        case TargetKind::Closures:
            return each(document, "closures", [&](const TargetNode& n) { into_.closures.push_back(readClosure(n)); });
        case TargetKind::Sealing:
            into_.sealing_certificate = readSealing(document.at("certificate"));
            return;
        case TargetKind::Software:
            return each(document, "releases", [&](const TargetNode& n) { into_.releases.push_back(readRelease(n)); });
        case TargetKind::Unknown:
            break;
        }
    }

    void readCalendar(const TargetNode& document) {
        const std::chrono::year known{document.at("year").number(1970, 9999)};
        const auto file = path_.substr(path_.rfind('/') + 1);
        if (file != std::to_string(static_cast<int>(known)) + ".json")
            document.at("year").misfit("the year of the file's name");
        each(document, "days", [&](const TargetNode& n) { readCalendarDay(n, known, into_.calendar); });
        // Without days the year was not announced yet: it stays unknown.
        if (!document.at("days").list().empty() && faults_.empty()) into_.calendar.addYear(known);
    }

    void readMonth(const TargetNode& document) {
        if (document.at("site").id() != siteOfPath(path_)) document.at("site").misfit("the site of the path");
        const auto period = parseMonth(document.at("period").text());
        const auto name = path_.substr(path_.rfind('/') + 1, 7);
        if (!period || monthText(*period) != name) document.at("period").misfit("the month of the path, like 2026-11");
        into_.period = std::max(into_.period.value_or(*period), *period);
        each(document, "services", [&](const TargetNode& n) { takeItem(n); });
        each(document, "activities", [&](const TargetNode& n) { into_.activities.push_back(readActivity(n)); });
    }

    std::string_view path_;
    std::string_view json_;
    Catalogue& into_;
    bool keep_items_;
    std::vector<CatalogueFailure> faults_;
};

} // namespace

std::string_view siteOfPath(std::string_view path) {
    constexpr std::string_view kSites = "sites/";
    if (!path.starts_with(kSites)) return {};
    path.remove_prefix(kSites.size());
    const auto slash = path.find('/');
    return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

TargetKind kindOf(std::string_view path) {
    if (path == "sites.json") return TargetKind::Sites;
    if (path == "guide.json") return TargetKind::Guide;
    if (path == "check_in_keys.json") return TargetKind::CheckInKeys;
    if (path == "staff_keys.json") return TargetKind::StaffKeys;
    if (path == "revocations.json") return TargetKind::Revocations;
    if (path == "closures.json") return TargetKind::Closures;
    if (path == "sealing.json") return TargetKind::Sealing;
    if (path == "software.json") return TargetKind::Software;
    if (path.starts_with("calendar/") && path.ends_with(".json")) return TargetKind::Calendar;
    const auto site = siteOfPath(path);
    if (site.empty()) return TargetKind::Unknown;
    const auto file = path.substr(6 + site.size() + 1);
    if (file == "queue_plan.json") return TargetKind::QueuePlan;
    if (file == "posters.json") return TargetKind::Posters;
    if (file.size() == 12 && file.ends_with(".json") && parseMonth(file.substr(0, 7))) return TargetKind::MonthList;
    return TargetKind::Unknown;
}

std::vector<CatalogueFailure> readTarget(std::string_view path, std::string_view json, Catalogue& into) {
    return TargetReader(path, json, into, true).read();
}

TargetSurvey surveyTarget(std::string_view path, std::string_view json) {
    Catalogue scratch;
    auto faults = TargetReader(path, json, scratch, false).read();
    return {std::move(faults), scratch.issued};
}

} // namespace onestop::catalogue
