// SPDX-License-Identifier: Apache-2.0
// What the floor shows, read anew each time: to kiosks and hall display, to the clerks, to a phone.
#include <chrono>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/catalogue/wait_estimate.h"
#include "sync/hub/floor_rows.h"

namespace onestop::hub {

using catalogue::serviceDayOf;
using events::toRfc3339;
using nlohmann::ordered_json;

namespace {

constexpr int kServicesCounted = static_cast<int>(catalogue::kServicesCounted);
constexpr std::chrono::minutes kUsualService{10};
/// Who rings now: the same on the counter page and in the hall.
constexpr std::string_view kOpenHelp =
    "SELECT help_id, node, requested_at, page FROM own_help_call WHERE service_day = ? AND acknowledged_at IS NULL "
    "AND cancelled_at IS NULL ORDER BY requested_at, help_id";

} // namespace

std::optional<catalogue::WaitEstimate> Floor::wait(std::string_view business, int ahead) const {
    std::vector<std::chrono::seconds> services;
    auto rows = query(
        database_,
        "SELECT serving_at, ended_at FROM own_ticket WHERE business = ? AND state = 'done' AND serving_at IS NOT NULL "
        "ORDER BY ended_at DESC, ticket_id DESC LIMIT ?",
        business, kServicesCounted);
    while (nextRow(rows)) {
        services.push_back(std::chrono::floor<std::chrono::seconds>(momentOf(rows.text(1)) - momentOf(rows.text(0))));
    }
    int open = 0;
    auto counters = query(database_, "SELECT counter FROM counter");
    while (nextRow(counters))
        open += plan_.serves(static_cast<int>(counters.integer(0)), business) ? 1 : 0;
    const auto* queue = plan_.queues.business(business);
    return catalogue::waitEstimate(services, queue == nullptr ? kUsualService : queue->service_time, ahead, open);
}

catalogue::QueueState Floor::queueState() const {
    catalogue::QueueState state;
    state.revision = revision();
    state.as_of = clock_.now();
    state.service_day = serviceDayOf(state.as_of);
    const auto day = state.service_day.text();

    std::map<std::string, int, std::less<>> ahead;
    std::map<std::string, int> waiting;
    for (const auto& queue : plan_.queues.businesses)
        waiting[queue.letter] = 0;
    for (const auto& line : waitingLines()) {
        waiting[line.business] = static_cast<int>(line.rows.size());
        for (std::size_t i = 0; i < line.rows.size(); ++i)
            ahead[line.rows[i].ticket_id] = static_cast<int>(i);
    }
    for (const auto& [business, count] : waiting) {
        state.businesses.push_back({business, plan_.businessName(business), count, wait(business, count)});
    }
    auto tickets =
        query(database_, std::string(kTicketColumns) + "WHERE service_day = ? ORDER BY issued_at, ticket_id", day);
    while (nextRow(tickets)) {
        const auto row = Row::read(tickets);
        const auto found = ahead.find(row.ticket_id);
        state.tickets.push_back({row.ticket_id, row.number, row.life.state,
                                 found == ahead.end() ? std::nullopt : std::optional(found->second), row.life.counter});
    }
    auto calls =
        query(database_,
              "SELECT call_id, ticket_id, number, counter, last_called_at, times FROM own_call WHERE service_day = ? "
              "ORDER BY last_called_at DESC, call_id DESC LIMIT 10",
              day);
    while (nextRow(calls)) {
        state.calls.push_back({calls.text(0), calls.text(1), calls.text(2), static_cast<int>(calls.integer(3)),
                               momentOf(calls.text(4)), static_cast<int>(calls.integer(5))});
    }
    std::set<int> open;
    auto counters = query(database_, "SELECT counter FROM counter");
    while (nextRow(counters))
        open.insert(static_cast<int>(counters.integer(0)));
    std::set<int> all(plan_.counters.begin(), plan_.counters.end());
    all.insert(open.begin(), open.end());
    for (const int counter : all)
        state.counters.push_back({counter, open.contains(counter)});

    auto help = query(
        database_,
        "SELECT help_id, acknowledged_at FROM own_help_call WHERE service_day = ? AND acknowledged_at IS NOT NULL "
        "ORDER BY acknowledged_at DESC, help_id DESC LIMIT 50",
        day);
    while (nextRow(help))
        state.help.push_back({help.text(0), momentOf(help.text(1))});
    auto asked = query(database_, kOpenHelp, day);
    while (nextRow(asked))
        state.open_help.push_back({asked.text(0), asked.text(1), momentOf(asked.text(2))});
    return state;
}

std::string Floor::staffDocument() const {
    const auto now = clock_.now();
    const auto day = serviceDayOf(now).text();
    ordered_json document;
    document["revision"] = revision();
    document["service_day"] = day;
    document["as_of"] = toRfc3339(now);
    document["site"] = plan_.site_name;

    const auto ticketJson = [this](const Row& row) {
        return ordered_json{{"ticket_id", row.ticket_id},
                            {"number", row.number},
                            {"business", row.business},
                            {"item", plan_.itemName(row.item_id)},
                            {"class", row.priority_class},
                            {"issued_at", row.issued_at},
                            {"state", catalogue::text(row.life.state)},
                            {"passes", row.life.passes},
                            {"void", row.life.passes >= rules_.max_passes},
                            {"requeued", row.requeued_at.has_value()},
                            {"times", row.life.calls}};
    };
    auto& waiting = document["waiting"] = ordered_json::array();
    for (const auto& line : waitingLines()) {
        for (const auto& row : line.rows)
            waiting.push_back(ticketJson(row));
    }
    auto& passed = document["passed"] = ordered_json::array();
    auto rows = query(
        database_,
        std::string(kTicketColumns) + "WHERE service_day = ? AND state = 'passed' ORDER BY issued_at, ticket_id", day);
    while (nextRow(rows))
        passed.push_back(ticketJson(Row::read(rows)));

    auto& counters = document["counters"] = ordered_json::array();
    std::map<int, std::string> sitting;
    auto seats =
        query(database_,
              "SELECT counter.counter, COALESCE(staff.name, counter.staff) FROM counter LEFT JOIN staff ON login = "
              "counter.staff");
    while (nextRow(seats))
        sitting[static_cast<int>(seats.integer(0))] = seats.text(1);
    std::set<int> all(plan_.counters.begin(), plan_.counters.end());
    for (const auto& [counter, who] : sitting)
        all.insert(counter);
    for (const int counter : all) {
        ordered_json one{{"counter", counter},
                         {"staff", sitting.contains(counter) ? ordered_json(sitting[counter]) : ordered_json()}};
        auto& letters = one["businesses"] = ordered_json::array();
        for (const auto& queue : plan_.queues.businesses) {
            if (plan_.serves(counter, queue.letter)) letters.push_back(queue.letter);
        }
        const auto active = activeAt(counter);
        one["current"] = active ? ticketJson(*active) : ordered_json();
        if (active && active->serving_at) one["current"]["serving_at"] = *active->serving_at;
        counters.push_back(std::move(one));
    }
    auto& queues = document["businesses"] = ordered_json::array();
    for (const auto& queue : plan_.queues.businesses) {
        queues.push_back({{"business", queue.letter}, {"name", queue.name.zh_hans}});
    }
    auto& help = document["help"] = ordered_json::array();
    auto asked = query(database_, kOpenHelp, day);
    while (nextRow(asked)) {
        help.push_back({{"help_id", asked.text(0)},
                        {"node", asked.text(1)},
                        {"page", asked.text(3)},
                        {"requested_at", asked.text(2)}});
    }
    document["served"] =
        integerOf(database_, "SELECT COUNT(*) FROM own_ticket WHERE service_day = ? AND state = 'done'", day)
            .value_or(0);
    return document.dump();
}

std::optional<std::string> Floor::ticketDocument(std::string_view token) const {
    auto statement =
        query(database_, std::string(kTicketColumns) + "WHERE token = ? AND service_day = ?", token, today());
    if (!nextRow(statement)) return std::nullopt;
    const auto row = Row::read(statement);
    ordered_json document{{"number", row.number},
                          {"item", plan_.itemName(row.item_id)},
                          {"state", catalogue::text(row.life.state)},
                          {"site", plan_.site_name},
                          {"as_of", toRfc3339(clock_.now())},
                          {"issued_at", row.issued_at},
                          {"counter", row.life.counter ? ordered_json(*row.life.counter) : ordered_json()}};
    const auto* queue = plan_.queues.business(row.business);
    document["counters"] = queue == nullptr ? std::vector<int>{} : queue->counters;
    if (row.life.state != TicketState::Waiting) return document.dump();
    for (const auto& line : waitingLines()) {
        for (std::size_t i = 0; i < line.rows.size(); ++i) {
            if (line.rows[i].ticket_id != row.ticket_id) continue;
            document["ahead"] = i;
            if (const auto range = wait(line.business, static_cast<int>(i))) {
                document["wait_minutes_min"] = range->minutes_min;
                document["wait_minutes_max"] = range->minutes_max;
            }
        }
    }
    return document.dump();
}

} // namespace onestop::hub
