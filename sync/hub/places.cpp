// SPDX-License-Identifier: Apache-2.0
// Granted and returned are kept for each source and session; whatever arrives can only raise them.
#include "sync/hub/places.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/hub/rows.h"

namespace onestop::hub {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t kMostSessions = 500;
constexpr std::size_t kLongestId = 64;
constexpr int kMostPlaces = 1'000'000;

std::optional<int> count(const nlohmann::json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_number_integer()) return std::nullopt;
    const auto value = member->get<std::int64_t>();
    return value >= 0 && value <= kMostPlaces ? std::optional(static_cast<int>(value)) : std::nullopt;
}

tl::unexpected<std::string> refuse(std::string expected) { return tl::unexpected(std::move(expected)); }

std::string text(const nlohmann::json& object, const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

int sum(store::Database& database, std::string_view sql, std::string_view session, std::string_view source) {
    return static_cast<int>(integerOf(database, sql, session, source).value_or(0));
}

PlaceCount countPlaces(store::Database& database, std::string_view session, std::string_view source) {
    PlaceCount count;
    count.lent = static_cast<int>(integerOf(database,
                                            "SELECT COALESCE(SUM(granted - returned), 0) FROM place_lease WHERE "
                                            "activity_session_id = ?",
                                            session)
                                      .value_or(0));
    const char* of_source = " FROM place_lease WHERE activity_session_id = ? AND source = ?";
    count.granted = sum(database, std::string("SELECT granted") + of_source, session, source);
    count.returned = sum(database, std::string("SELECT returned") + of_source, session, source);
    count.used = sum(database,
                     "SELECT COALESCE(SUM(people), 0) FROM booking WHERE activity_session_id = ? AND source = ? AND "
                     "standing <> 'cancelled'",
                     session, source);
    return count;
}

bool isPaused(store::Database& database, const catalogue::ActivitySession& session) {
    const auto until = textOf(database, "SELECT until FROM place_pause");
    return until && events::toRfc3339(session.begins_at) <= *until;
}

} // namespace

tl::expected<PlacesRequest, std::string> parsePlacesRequest(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return refuse("expected a JSON object");
    PlacesRequest request{text(document, "source"), {}};
    if (request.source.empty()) return refuse("source: expected that of the kiosk's log");
    const auto sessions = document.find("sessions");
    if (sessions == document.end() || !sessions->is_array() || sessions->size() > kMostSessions)
        return refuse("sessions: expected a list of at most 500");
    for (const auto& one : *sessions) {
        if (!one.is_object()) return refuse("sessions[]: expected an object");
        const auto wanted = count(one, "wanted"), returned = count(one, "returned");
        PlaceRequest entry{text(one, "activity_session_id"), wanted.value_or(0), returned.value_or(0)};
        if (entry.activity_session_id.empty() || entry.activity_session_id.size() > kLongestId)
            return refuse("sessions[].activity_session_id: expected an id");
        if (!wanted || !returned) return refuse("sessions[]: expected wanted and returned, numbers from 0");
        request.sessions.push_back(std::move(entry));
    }
    return request;
}

int placesGranted(const PlaceCount& count, int wanted) {
    const int room = std::max(0, count.capacity - count.lent);
    const int most = count.returned + count.used + kMostPlacesAhead;
    return std::max(count.granted, std::min({wanted, most, count.granted + room}));
}

std::string leasePlaces(store::Database& database, const SitePlan& plan, const PlacesRequest& request,
                        events::WallTime now) {
    auto transaction = orThrow(store::Transaction::begin(database));
    ordered_json answer{{"places", ordered_json::array()}};
    for (const auto& asked : request.sessions) {
        auto before = countPlaces(database, asked.activity_session_id, request.source);
        auto count = before;
        // Nobody gives back what was never granted.
        count.returned = std::max(count.returned, std::min(asked.returned, count.granted));
        count.lent -= count.returned - before.returned;
        const auto known = plan.sessions.find(asked.activity_session_id);
        if (known != plan.sessions.end() && catalogue::isBookable(known->second, now) &&
            !isPaused(database, known->second)) {
            count.capacity = known->second.capacity;
            count.granted = placesGranted(count, asked.wanted);
        }
        if (count.granted != before.granted || count.returned != before.returned) {
            run(database,
                "INSERT INTO place_lease VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(activity_session_id, source) DO UPDATE "
                "SET granted = ?3, returned = ?4, changed_at = ?5",
                asked.activity_session_id, request.source, count.granted, count.returned, events::toRfc3339(now));
        }
        answer["places"].push_back({{"activity_session_id", asked.activity_session_id},
                                    {"granted", count.granted},
                                    {"returned", count.returned}});
    }
    orThrow(transaction.commit());
    return answer.dump();
}

void pausePlaces(store::Database& database, events::WallTime now) {
    run(database, "INSERT INTO place_pause VALUES(1, ?1) ON CONFLICT(\"only\") DO UPDATE SET until = ?1",
        events::toRfc3339(now + catalogue::kBookAhead));
}

} // namespace onestop::hub
