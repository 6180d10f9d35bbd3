// SPDX-License-Identifier: Apache-2.0
// Asked are only the queues of which fewer than kHoldAhead are free.
#include "sync/daemon/lease_plan.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace onestop::daemon {

using Json = nlohmann::ordered_json;

static constexpr int kMostPlaces = 1'000'000;

std::string leaseRequest(const catalogue::ServiceDay& day, std::span<const HeldNumbers> held) {
    Json queues = Json::array();
    for (const auto& queue : held) {
        const int free = catalogue::numbersHeld(queue.leases, queue.mark);
        if (free >= kHoldAhead) continue;
        Json entry{{"business", queue.business}};
        if (free > 0) {
            // As one span of the same size; the hub only counts what is free.
            const auto next = catalogue::nextNumber(queue.business, 1, queue.leases, {queue.mark, 0});
            entry["next"] = next->number;
            entry["last"] = next->number + free - 1;
        }
        queues.push_back(std::move(entry));
    }
    if (queues.empty()) return {};
    return Json{{"service_day", day.text()}, {"hold", kHoldAhead}, {"held", std::move(queues)}}.dump();
}

tl::expected<std::vector<LeasedNumbers>, std::string> parseLeases(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    const auto refuse = [](const char* expected) {
        return tl::unexpected(std::string("cannot take leases: expected ") + expected);
    };
    if (!document.is_object() || !document.contains("leases") || !document["leases"].is_array())
        return refuse("leases: a list");
    std::vector<LeasedNumbers> leases;
    for (const auto& entry : document["leases"]) {
        const auto text = [&](const char* name) {
            return entry.is_object() && entry.contains(name) && entry[name].is_string() ? entry[name].get<std::string>()
                                                                                        : std::string();
        };
        const auto number = [&](const char* name) {
            return entry.is_object() && entry.contains(name) && entry[name].is_number_unsigned() &&
                           entry[name] <= catalogue::kLeasedLast
                       ? entry[name].get<int>()
                       : 0;
        };
        const auto day = catalogue::ServiceDay::parse(text("service_day"));
        const auto business = text("business");
        const int first = number("first"), last = number("last");
        if (!day) return refuse("service_day: YYYY-MM-DD");
        if (business.size() != 1 || business[0] < 'A' || business[0] > 'Z') return refuse("business: one letter");
        if (first < catalogue::kLeasedFirst || last < first) return refuse("first and last: numbers from 1 to 699");
        leases.push_back({*day, business, {first, last}});
    }
    return leases;
}

int placesToReturn(const HeldPlaces& held) { return std::max(0, held.free() - held.waiting - kPlacesAhead); }

std::string placesRequest(std::string_view source, std::span<const HeldPlaces> held,
                          const std::map<std::string, int>& told) {
    Json sessions = Json::array();
    for (const auto& session : held) {
        const auto heard = told.find(session.activity_session_id);
        const bool news = session.returned > (heard == told.end() ? 0 : heard->second);
        const int wanted = session.returned + session.booked + session.waiting + kPlacesAhead;
        if (!news && session.granted >= wanted) continue;
        sessions.push_back(
            {{"activity_session_id", session.activity_session_id}, {"wanted", wanted}, {"returned", session.returned}});
    }
    if (sessions.empty()) return {};
    return Json{{"source", source}, {"sessions", std::move(sessions)}}.dump();
}

tl::expected<std::vector<LeasedPlaces>, std::string> parsePlaces(std::string_view json) {
    const Json document = Json::parse(json, nullptr, false);
    const auto refuse = [](const char* expected) {
        return tl::unexpected(std::string("cannot take places: expected ") + expected);
    };
    if (!document.is_object() || !document.contains("places") || !document["places"].is_array())
        return refuse("places: a list");
    std::vector<LeasedPlaces> places;
    for (const auto& entry : document["places"]) {
        const auto number = [&](const char* name) {
            return entry.is_object() && entry.contains(name) && entry[name].is_number_unsigned() &&
                           entry[name] <= kMostPlaces
                       ? entry[name].get<int>()
                       : -1;
        };
        const bool named =
            entry.is_object() && entry.contains("activity_session_id") && entry["activity_session_id"].is_string();
        LeasedPlaces leased{named ? entry["activity_session_id"].get<std::string>() : "", number("granted"),
                            number("returned")};
        if (leased.activity_session_id.empty()) return refuse("activity_session_id");
        if (leased.returned < 0 || leased.granted < leased.returned)
            return refuse("granted and returned: numbers from 0, no more returned than granted");
        places.push_back(std::move(leased));
    }
    return places;
}

} // namespace onestop::daemon
