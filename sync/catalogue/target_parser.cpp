// SPDX-License-Identifier: Apache-2.0
// Parse at the edge: every text, number, date and code of a target is checked here once, and only typed values go on.
#include "sync/catalogue/target_parser.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "sync/crypto/sealing.h"

namespace onestop::catalogue {

using Json = nlohmann::json;
using namespace std::chrono;

namespace {

constexpr std::size_t kMaxText = 4000, kMaxList = 20'000, kMaxId = 64;

/// Thrown inside this file only: the first member of an element that does not fit.
struct Misfit {
    std::vector<std::string> path;
    std::string expected;
};

bool isId(std::string_view text) {
    return !text.empty() && text.size() <= kMaxId && text.front() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

/// One value with the way to it.
class Node {
public:
    Node(const Json& value, std::vector<std::string> path) : value_(&value), path_(std::move(path)) {}

    [[noreturn]] void misfit(std::string expected) const { throw Misfit{path_, std::move(expected)}; }
    bool has(const char* name) const {
        return value_->is_object() && value_->contains(name) && !value_->at(name).is_null();
    }
    Node at(const char* name) const {
        if (!value_->is_object()) misfit("an object");
        if (!has(name)) below(name).misfit("to be there");
        return {value_->at(name), below(name).path_};
    }
    std::vector<Node> list() const {
        if (!value_->is_array()) misfit("a list");
        if (value_->size() > kMaxList) misfit("a list of at most 20000");
        std::vector<Node> nodes;
        for (std::size_t i = 0; i < value_->size(); ++i)
            nodes.push_back({(*value_)[i], below(std::to_string(i)).path_});
        return nodes;
    }
    const std::string& text() const {
        if (!value_->is_string()) misfit("a string");
        const auto& text = value_->get_ref<const std::string&>();
        if (text.empty() || text.size() > kMaxText) misfit("a text of 1 to 4000 bytes");
        return text;
    }
    const std::string& id() const {
        if (!value_->is_string() || !isId(value_->get_ref<const std::string&>()))
            misfit("an id: at most 64 of a-z 0-9 - _");
        return value_->get_ref<const std::string&>();
    }
    int number(int min, int max) const {
        const bool fits = value_->is_number_integer() && *value_ >= min && *value_ <= max;
        if (!fits) misfit("a whole number from " + std::to_string(min) + " to " + std::to_string(max));
        return value_->get<int>();
    }
    double degrees(double limit) const {
        if (!value_->is_number() || value_->get<double>() < -limit || value_->get<double>() > limit) misfit("degrees");
        return value_->get<double>();
    }
    bool truth() const {
        if (!value_->is_boolean()) misfit("true or false");
        return value_->get<bool>();
    }
    WallTime time() const {
        const auto time =
            value_->is_string() ? events::parseRfc3339(value_->get_ref<const std::string&>()) : std::nullopt;
        if (!time) misfit("a time like 2026-11-23T09:00:00+08:00");
        return *time;
    }
    year_month_day date() const {
        const auto date = value_->is_string() ? parseDate(value_->get_ref<const std::string&>()) : std::nullopt;
        if (!date) misfit("a date like 2026-11-23");
        return *date;
    }
    LocalizedText localized() const {
        if (!value_->is_object() || !has("zh-Hans")) misfit(R"(texts by language with at least "zh-Hans")");
        LocalizedText text{at("zh-Hans").text(), "", ""};
        if (has("zh-Hant")) text.zh_hant = at("zh-Hant").text();
        if (has("en")) text.en = at("en").text();
        return text;
    }
    LocalizedText localizedIn(const char* name) const { return has(name) ? at(name).localized() : LocalizedText(); }
    bool truthIn(const char* name) const { return has(name) && at(name).truth(); }
    crypto::Bytes hex(std::size_t bytes) const {
        auto value = value_->is_string() ? crypto::fromHex(value_->get_ref<const std::string&>()) : std::nullopt;
        if (!value || value->size() != bytes) misfit(std::to_string(bytes * 2) + " hex digits");
        return std::move(*value);
    }
    bool isText() const { return value_->is_string(); }

    template <typename Choice, std::size_t size>
    Choice choice(const std::array<std::pair<std::string_view, Choice>, size>& choices) const {
        std::string expected;
        for (const auto& [name, choice] : choices) {
            if (value_->is_string() && value_->get_ref<const std::string&>() == name) return choice;
            expected += (expected.empty() ? "" : ", ") + std::string(name);
        }
        misfit("one of " + expected);
    }

private:
    Node below(std::string step) const {
        auto path = path_;
        path.push_back(std::move(step));
        return {*value_, std::move(path)};
    }

    const Json* value_;
    std::vector<std::string> path_;
};

// --- hours --------------------------------------------------------------------------------------------------------

/// "09:00" … "24:00", and past midnight up to "48:00".
minutes clockTime(const Node& node) {
    const auto& text = node.text();
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4)) {
        const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
        if (hour * 60 + minute <= 48 * 60 && minute < 60) return hours{hour} + minutes{minute};
    }
    node.misfit("a time like 09:00");
}

/// A closing that is not after the opening is on the next day.
Interval interval(const Node& opens, const Node& closes) {
    Interval interval{clockTime(opens), clockTime(closes)};
    if (interval.opens >= hours{24}) opens.misfit("a time before 24:00");
    if (interval.closes <= interval.opens) interval.closes += hours{24};
    if (interval.closes - interval.opens > hours{24}) closes.misfit("at most 24 hours after the opening");
    return interval;
}

Intervals intervals(const Node& list) {
    Intervals found;
    for (const auto& entry : list.list())
        found.push_back(interval(entry.at("opens_at"), entry.at("closes_at")));
    std::sort(found.begin(), found.end());
    return found;
}

constexpr std::array<std::string_view, 7> kDays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

std::optional<unsigned> dayIndex(std::string_view code) {
    for (unsigned i = 0; i < 7; ++i)
        if (kDays[i] == code) return i;
    return std::nullopt;
}

/// "MO,TU": which days of the week; every day without the member.
std::vector<unsigned> weekdays(const Node& schedule) {
    if (!schedule.has("byday")) return {0, 1, 2, 3, 4, 5, 6};
    const auto node = schedule.at("byday");
    std::vector<unsigned> days;
    std::string_view rest = node.text();
    while (true) {
        const auto comma = rest.find(',');
        const auto day = dayIndex(rest.substr(0, comma));
        if (!day) node.misfit("days like MO,TU,WE");
        days.push_back(*day);
        if (comma == rest.npos) return days;
        rest.remove_prefix(comma + 1);
    }
}

WeeklyPattern& patternFor(OpeningHours& hours, const Node& schedule) {
    if (!schedule.has("valid_from") && !schedule.has("valid_to")) return hours.weekly;
    const auto from = schedule.at("valid_from").date(), to = schedule.at("valid_to").date();
    if (to < from) schedule.at("valid_to").misfit("a date not before valid_from");
    for (auto& season : hours.seasons)
        if (season.valid_from == from && season.valid_to == to) return season.weekly;
    hours.seasons.push_back({from, to, {}});
    return hours.seasons.back().weekly;
}

void readHoliday(const Node& holiday, OpeningHours& hours) {
    static constexpr std::array<std::pair<std::string_view, HolidayRule>, 3> kRules{
        {{"closed", HolidayRule::Closed}, {"normal", HolidayRule::Normal}, {"24h", HolidayRule::RoundTheClock}}};
    if (holiday.isText()) {
        hours.on_holiday = holiday.choice(kRules);
        return;
    }
    hours.on_holiday = HolidayRule::Short;
    hours.short_hours = intervals(holiday);
}

/// `schedules` (HSDS), `holiday`, `overrides` of one object.
OpeningHours openingHours(const Node& node, HolidayRule usual) {
    OpeningHours hours;
    hours.on_holiday = usual;
    for (const auto& schedule : node.at("schedules").list()) {
        auto& pattern = patternFor(hours, schedule);
        for (const auto day : weekdays(schedule))
            pattern[day].push_back(interval(schedule.at("opens_at"), schedule.at("closes_at")));
    }
    if (node.has("holiday")) readHoliday(node.at("holiday"), hours);
    if (node.has("overrides"))
        for (const auto& dated : node.at("overrides").list())
            hours.overrides.push_back(
                {dated.at("date").date(), intervals(dated.at("hours")), dated.localizedIn("reason")});
    return hours;
}

// --- the documents ------------------------------------------------------------------------------------------------

std::vector<std::string> ids(const Node& list) {
    std::vector<std::string> found;
    for (const auto& node : list.list())
        found.push_back(node.id());
    return found;
}

std::vector<int> counters(const Node& list) {
    std::vector<int> found;
    for (const auto& node : list.list())
        found.push_back(node.number(1, 99));
    return found;
}

std::vector<std::string> audience(const Node& node) {
    auto codes = ids(node.at("audience"));
    if (codes.empty()) node.at("audience").misfit("at least one code, \"all\" for everyone");
    return codes;
}

Site readSite(const Node& node) {
    static constexpr std::array<std::pair<std::string_view, SiteLevel>, 5> kLevels{{{"district", SiteLevel::District},
                                                                                    {"community", SiteLevel::Community},
                                                                                    {"park", SiteLevel::Park},
                                                                                    {"station", SiteLevel::Station},
                                                                                    {"post", SiteLevel::Post}}};
    Site site;
    site.site_id = node.at("id").id();
    site.name = node.at("name").localized();
    site.level = node.at("level").choice(kLevels);
    if (node.has("parent")) site.parent = node.at("parent").id();
    site.subdistrict = node.localizedIn("subdistrict");
    site.address = node.at("address").localized();
    if (node.has("phone")) site.phone = node.at("phone").text();
    if (node.has("latitude")) site.latitude = node.at("latitude").degrees(90);
    if (node.has("longitude")) site.longitude = node.at("longitude").degrees(180);
    if (node.has("counters")) site.counters = counters(node.at("counters"));
    const auto opening = node.at("opening_hours");
    (void)opening.at("holiday"); // of a house it must be said
    site.opening_hours = openingHours(opening, HolidayRule::Closed);
    site.demo = node.truthIn("demo");
    return site;
}

ServiceItem readItem(const Node& node) {
    ServiceItem item;
    item.item_id = node.at("id").id();
    item.name = node.at("name").localized();
    item.description = node.at("description").localized();
    if (node.has("schedules")) item.schedules = openingHours(node, HolidayRule::Normal);
    item.schedule_note = node.localizedIn("schedule_note");
    item.audience = audience(node);
    item.department = node.localizedIn("department");
    if (node.has("group")) item.group = node.at("group").id();
    item.fee = node.localizedIn("fees_description");
    if (node.has("required_documents"))
        for (const auto& document : node.at("required_documents").list())
            item.materials.push_back({document.at("document").localized(), document.localizedIn("note")});
    item.process = node.localizedIn("application_process");
    item.place = node.localizedIn("place");
    if (node.has("business")) item.business = node.at("business").text();
    if (node.has("assured_date")) item.reviewed_at = node.at("assured_date").date();
    item.demo = node.truthIn("demo");
    return item;
}

ActivitySession readSession(const Node& node, const std::string& activity_id) {
    ActivitySession session;
    session.activity_session_id = node.at("id").id();
    session.activity_id = activity_id;
    session.begins_at = node.at("begins_at").time();
    session.ends_at = node.at("ends_at").time();
    if (session.ends_at <= session.begins_at) node.at("ends_at").misfit("a time after begins_at");
    if (node.has("capacity")) session.capacity = node.at("capacity").number(0, 100'000);
    session.check_in = node.truthIn("check_in");
    return session;
}

Activity readActivity(const Node& node) {
    Activity activity;
    activity.activity_id = node.at("id").id();
    activity.title = node.at("title").localized();
    activity.description = node.at("description").localized();
    activity.audience = audience(node);
    if (node.has("kind")) activity.kind = node.at("kind").id();
    activity.place = node.at("place").localized();
    activity.host = node.localizedIn("host");
    activity.fee = node.localizedIn("fees_description");
    for (const auto& session : node.at("sessions").list())
        activity.sessions.push_back(readSession(session, activity.activity_id));
    std::sort(activity.sessions.begin(), activity.sessions.end(),
              [](const ActivitySession& a, const ActivitySession& b) { return a.begins_at < b.begins_at; });
    activity.demo = node.truthIn("demo");
    return activity;
}

Business readBusiness(const Node& node) {
    Business business;
    business.letter = node.at("letter").text();
    if (business.letter.size() != 1 || business.letter[0] < 'A' || business.letter[0] > 'Z')
        node.at("letter").misfit("one letter A-Z");
    business.name = node.at("name").localized();
    business.items = ids(node.at("items"));
    business.counters = counters(node.at("counters"));
    if (node.has("opening_hours")) business.hours = openingHours(node.at("opening_hours"), HolidayRule::Normal);
    if (node.has("quota")) business.quota = node.at("quota").number(0, 10'000);
    if (node.has("service_minutes")) business.service_time = minutes{node.at("service_minutes").number(1, 240)};
    return business;
}

CheckInKey readKey(const Node& node) {
    auto key = crypto::PublicKey::fromRaw(node.at("public").hex(32));
    if (!key) node.at("public").misfit("an Ed25519 key: 64 hex digits");
    CheckInKey read{node.at("kid").hex(8), std::move(*key), node.at("site").id(), node.at("valid_from").time(),
                    node.at("valid_to").time()};
    if (read.kid != checkInKid(read.key)) node.at("kid").misfit("the first 8 bytes of SHA-256 over the key");
    return read;
}

Closure readClosure(const Node& node) {
    static constexpr std::array<std::pair<std::string_view, ClosureSeverity>, 3> kSeverities{
        {{"info", ClosureSeverity::Info},
         {"warning", ClosureSeverity::Warning},
         {"emergency", ClosureSeverity::Emergency}}};
    Closure closure;
    closure.closure_id = node.at("id").id();
    closure.site = node.at("site").text();
    if (closure.site != "*" && !isId(closure.site)) node.at("site").misfit("the id of a site, or *");
    closure.reason = node.at("reason").localized();
    closure.shelter = node.localizedIn("shelter");
    closure.severity = node.at("severity").choice(kSeverities);
    closure.closes = node.truthIn("closes");
    closure.from = node.at("from").time();
    if (node.has("until")) closure.until = node.at("until").time();
    return closure;
}

std::string readSealing(const Node& node) {
    const auto certificate = crypto::SealingCertificate::fromPem(node.text());
    if (!certificate) node.misfit("a certificate in PEM with an RSA key of 3072 bits or more");
    return certificate->toPem();
}

Poster readPoster(const Node& node) {
    static constexpr std::array<std::pair<std::string_view, PosterColour>, 3> kColours{
        {{"red", PosterColour::Red}, {"sea", PosterColour::Sea}, {"gold", PosterColour::Gold}}};
    Poster poster;
    poster.poster_id = node.at("id").id();
    poster.title = node.at("title").localized();
    poster.text = node.localizedIn("text");
    poster.colour = node.at("colour").choice(kColours);
    poster.from = node.at("from").time();
    poster.until = node.at("until").time();
    if (poster.until <= poster.from) node.at("until").misfit("a moment after from");
    return poster;
}

void readCalendarDay(const Node& node, year expected, Calendar& calendar) {
    const auto date = node.at("date").date();
    if (date.year() != expected) node.at("date").misfit("a date of " + std::to_string(static_cast<int>(expected)));
    CalendarDay day;
    day.name.zh_hans = node.at("name").text();
    day.kind = node.at("isOffDay").truth() ? DayKind::Holiday : DayKind::ShiftWorkday;
    day.as_weekday = weekday{sys_days{date}};
    if (day.kind == DayKind::ShiftWorkday) {
        const auto as = dayIndex(node.at("as_weekday").text());
        if (!as) node.at("as_weekday").misfit("a day like MO, whose hours hold");
        day.as_weekday = weekday{*as};
    }
    calendar.addDay(date, std::move(day));
}

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
            const auto end = json_.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, json_.size()));
            const int line = 1 + static_cast<int>(std::count(json_.begin(), end, '\n'));
            into_.items.erase(into_.items.begin() + items_before, into_.items.end());
            return {{std::string(path_), line, "expected JSON"}};
        }
        guarded([&] { readDocument(Node(document, {})); });
        return std::move(faults_);
    }

private:
    template <typename Read>
    void guarded(Read read) {
        try {
            read();
        } catch (const Misfit& misfit) {
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
                const Node node(parsed, {member, std::to_string(index)});
                if (index == kMaxList) node.misfit("at most " + std::to_string(kMaxList) + " services");
                if (index > kMaxList) return;
                auto item = readItem(node);
                if (keep_items_) into_.items.push_back(std::move(item));
            });
            ++index;
            return false;
        });
    }

    template <typename Read>
    void each(const Node& document, const char* name, Read read) {
        for (const auto& node : document.at(name).list())
            guarded([&] { read(node); });
    }

    void readDocument(const Node& document) {
        into_.issued = std::max(into_.issued, document.at("issued").time());
        switch (kindOf(path_)) {
        case TargetKind::Sites:
            return each(document, "sites", [&](const Node& n) { into_.sites.push_back(readSite(n)); });
        case TargetKind::Calendar:
            return readCalendar(document);
        case TargetKind::Guide:
            return each(document, "services", [](const Node&) {}); // they were read on the way: see parseGuide()
        case TargetKind::MonthList:
            return readMonth(document);
        case TargetKind::QueuePlan:
            return each(document, "businesses",
                        [&](const Node& n) { into_.queue_plan.businesses.push_back(readBusiness(n)); });
        case TargetKind::Posters:
            return each(document, "posters", [&](const Node& n) { into_.posters.push_back(readPoster(n)); });
        case TargetKind::CheckInKeys:
            return each(document, "keys", [&](const Node& n) { into_.check_in_keys.push_back(readKey(n)); });
        case TargetKind::Revocations:
            each(document, "tokens", [&](const Node& n) { into_.revocations.tokens.insert(crypto::toHex(n.hex(16))); });
            return each(document, "keys",
                        [&](const Node& n) { into_.revocations.keys.insert(crypto::toHex(n.hex(8))); });
        case TargetKind::Closures:
            return each(document, "closures", [&](const Node& n) { into_.closures.push_back(readClosure(n)); });
        case TargetKind::Sealing:
            into_.sealing_certificate = readSealing(document.at("certificate"));
            return;
        case TargetKind::Unknown:
            break;
        }
    }

    void readCalendar(const Node& document) {
        const year known{document.at("year").number(1970, 9999)};
        const auto file = path_.substr(path_.rfind('/') + 1);
        if (file != std::to_string(static_cast<int>(known)) + ".json")
            document.at("year").misfit("the year of the file's name");
        each(document, "days", [&](const Node& n) { readCalendarDay(n, known, into_.calendar); });
        // Without days the year was not announced yet: it stays unknown.
        if (!document.at("days").list().empty() && faults_.empty()) into_.calendar.addYear(known);
    }

    void readMonth(const Node& document) {
        if (document.at("site").id() != siteOfPath(path_)) document.at("site").misfit("the site of the path");
        const auto period = parseMonth(document.at("period").text());
        const auto name = path_.substr(path_.rfind('/') + 1, 7);
        if (!period || monthText(*period) != name) document.at("period").misfit("the month of the path, like 2026-11");
        into_.period = std::max(into_.period.value_or(*period), *period);
        each(document, "services", [&](const Node& n) { into_.items.push_back(readItem(n)); });
        each(document, "activities", [&](const Node& n) { into_.activities.push_back(readActivity(n)); });
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
    if (path == "revocations.json") return TargetKind::Revocations;
    if (path == "closures.json") return TargetKind::Closures;
    if (path == "sealing.json") return TargetKind::Sealing;
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
