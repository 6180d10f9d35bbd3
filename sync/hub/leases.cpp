// SPDX-License-Identifier: Apache-2.0
// Numbers go out in order and never come back: a gap is harmless, a double is not.
#include "sync/hub/leases.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/hub/rows.h"

namespace onestop::hub {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t kMaxQueues = 26;

tl::unexpected<LeaseFailure> malformed(std::string expected) {
    return tl::unexpected(LeaseFailure{LeaseFault::NotARequest, std::move(expected)});
}

std::optional<int> smallInt(const nlohmann::json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_number_integer()) return std::nullopt;
    const auto value = member->get<std::int64_t>();
    return value >= 0 && value <= 9999 ? std::optional(static_cast<int>(value)) : std::nullopt;
}

} // namespace

tl::expected<LeaseRequest, LeaseFailure> parseLeaseRequest(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return malformed("expected a JSON object");
    LeaseRequest request;
    const auto day = document.find("service_day");
    const auto parsed = day != document.end() && day->is_string()
                            ? catalogue::ServiceDay::parse(day->get<std::string>())
                            : std::nullopt;
    if (!parsed) return malformed("service_day: expected YYYY-MM-DD");
    request.service_day = *parsed;
    const auto hold = smallInt(document, "hold");
    if (!hold) return malformed("hold: expected a number");
    request.hold = std::min(*hold, kMaxHold);
    const auto held = document.find("held");
    if (held == document.end() || !held->is_array() || held->size() > kMaxQueues) {
        return malformed("held: expected a list of at most 26 queues");
    }
    for (const auto& one : *held) {
        const auto business = one.is_object() ? one.find("business") : one.end();
        if (!one.is_object() || business == one.end() || !business->is_string())
            return malformed("held[]: expected business");
        LeaseRequest::Held entry{business->get<std::string>(), 0};
        if (entry.business.size() != 1 || entry.business[0] < 'A' || entry.business[0] > 'Z') {
            return malformed("held[].business: expected one letter A-Z");
        }
        const auto next = smallInt(one, "next");
        const auto last = smallInt(one, "last");
        if (next && last) entry.free = std::max(0, *last - *next + 1);
        request.held.push_back(std::move(entry));
    }
    return request;
}

std::optional<catalogue::NumberLease> nextLease(int high_water, int hold, int free) {
    const int first = std::max(high_water + 1, catalogue::kLeasedFirst);
    const int last = std::min(first + hold - free - 1, catalogue::kLeasedLast);
    if (last < first) return std::nullopt;
    return catalogue::NumberLease{first, last};
}

tl::expected<std::string, LeaseFailure> lease(store::Database& database, const std::string& node,
                                              const std::string& idempotency_key, const LeaseRequest& request,
                                              events::WallTime now) {
    const auto today = catalogue::serviceDayOf(now);
    if (request.service_day != today && request.service_day != today.next()) {
        return tl::unexpected(LeaseFailure{LeaseFault::WrongDay, "expected " + today.text() + " or the day after"});
    }
    auto transaction = orThrow(store::Transaction::begin(database));
    if (!idempotency_key.empty()) {
        auto former = textOf(database, "SELECT answer FROM lease_answer WHERE node = ? AND idempotency_key = ?", node,
                             idempotency_key);
        if (former) return *former;
    }
    const auto day = request.service_day.text();
    const auto time = events::toRfc3339(now);
    ordered_json answer{{"leases", ordered_json::array()}};
    for (const auto& held : request.held) {
        const auto high = integerOf(database, "SELECT MAX(last) FROM lease WHERE service_day = ? AND business = ?", day,
                                    held.business);
        const auto granted = nextLease(static_cast<int>(high.value_or(0)), request.hold, held.free);
        if (!granted) continue;
        run(database,
            "INSERT INTO lease (service_day, business, first, last, node, leased_at) VALUES (?, ?, ?, ?, ?, ?)", day,
            held.business, granted->first, granted->last, node, time);
        answer["leases"].push_back(
            {{"service_day", day}, {"business", held.business}, {"first", granted->first}, {"last", granted->last}});
    }
    auto text = answer.dump();
    if (!idempotency_key.empty()) {
        run(database, "DELETE FROM lease_answer WHERE answered_at < ?", events::toRfc3339(now - std::chrono::days(2)));
        run(database, "INSERT INTO lease_answer (node, idempotency_key, answer, answered_at) VALUES (?, ?, ?, ?)", node,
            idempotency_key, text, time);
    }
    orThrow(transaction.commit());
    return text;
}

} // namespace onestop::hub
