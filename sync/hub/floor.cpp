// SPDX-License-Identifier: Apache-2.0
// Each verb: read the row, ask queue.h, write the row, append the event, one transaction.
#include "sync/hub/floor.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "sync/catalogue/service_day.h"
#include "sync/catalogue/wait_estimate.h"
#include "sync/events/event_types.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

using catalogue::serviceDayOf;
using events::toRfc3339;
using nlohmann::ordered_json;
using store::Transaction;

namespace {

constexpr std::string_view kTicketColumns =
    "SELECT ticket_id, number, business, priority_class, item_id, issued_at, state, counter, passes, behind, "
    "requeued_at, called_at, serving_at, COALESCE((SELECT times FROM call WHERE call.ticket_id = ticket.ticket_id "
    "ORDER BY called_at DESC LIMIT 1), 0) FROM ticket ";
constexpr int kServicesCounted = static_cast<int>(catalogue::kServicesCounted);
constexpr std::chrono::minutes kUsualService{10};

events::WallTime timeOf(const std::string& text) { return events::parseRfc3339(text).value_or(events::WallTime{}); }

std::string_view verbText(Verb verb) {
    switch (verb) {
    case Verb::Call:
        return "ticket.call";
    case Verb::Recall:
        return "ticket.recall";
    case Verb::Serve:
        return "ticket.serve";
    case Verb::Done:
        return "ticket.done";
    case Verb::Pass:
        return "ticket.pass";
    case Verb::Requeue:
        return "ticket.requeue";
    case Verb::GiveUp:
        return "ticket.give_up";
    }
    return "";
}

} // namespace

bool SitePlan::serves(int counter, std::string_view business) const {
    const auto* queue = queues.business(business);
    return queue == nullptr || queue->counters.empty() ||
           std::find(queue->counters.begin(), queue->counters.end(), counter) != queue->counters.end();
}

std::string SitePlan::businessName(std::string_view business) const {
    const auto* queue = queues.business(business);
    return queue == nullptr ? std::string(business) : queue->name.zh_hans;
}

std::string SitePlan::itemName(std::string_view item_id) const {
    const auto found = items.find(item_id);
    return found == items.end() ? std::string{} : found->second;
}

struct Floor::Row {
    std::string ticket_id, number, business, priority_class, item_id, issued_at;
    TicketLife life;
    std::optional<std::string> requeued_at, called_at, serving_at;

    static Row read(const store::Statement& row) {
        Row ticket;
        ticket.ticket_id = row.text(0);
        ticket.number = row.text(1);
        ticket.business = row.text(2);
        ticket.priority_class = row.text(3);
        ticket.item_id = row.text(4);
        ticket.issued_at = row.text(5);
        ticket.life.state = catalogue::parseTicketState(row.text(6)).value_or(TicketState::Waiting);
        ticket.life.counter = optionalInt(row, 7);
        ticket.life.passes = static_cast<int>(row.integer(8));
        ticket.life.behind = static_cast<int>(row.integer(9));
        ticket.requeued_at = optionalText(row, 10);
        ticket.called_at = optionalText(row, 11);
        ticket.serving_at = optionalText(row, 12);
        ticket.life.calls = static_cast<int>(row.integer(13));
        return ticket;
    }
    int classCalled() const { return requeued_at ? 2 : priority_class == "normal" ? 0 : 1; }
};

/// One queue in the order in which it will be called.
struct Floor::Line {
    std::string business;
    std::vector<Row> rows;
};

Floor::Floor(store::Database& database, HubLog& log, const events::Clock& clock, QueueRules rules)
    : database_(database), log_(log), clock_(clock), rules_(rules) {}

std::string Floor::today() const { return serviceDayOf(clock_.now()).text(); }

void Floor::touch() { run(database_, "UPDATE hub_state SET revision = revision + 1"); }

std::uint64_t Floor::revision() const {
    return static_cast<std::uint64_t>(integerOf(database_, "SELECT revision FROM hub_state").value_or(0));
}

std::vector<Floor::Line> Floor::waitingLines() const {
    const auto day = today();
    std::map<std::string, std::vector<Row>> by_business;
    auto statement = query(database_, std::string(kTicketColumns) + "WHERE service_day = ? AND state = 'waiting'", day);
    while (nextRow(statement)) {
        auto row = Row::read(statement);
        by_business[row.business].push_back(std::move(row));
    }
    std::vector<Line> lines;
    for (auto& [business, rows] : by_business) {
        std::vector<Waiting> waiting;
        for (const auto& row : rows) {
            waiting.push_back({row.ticket_id, row.priority_class != "normal", timeOf(row.issued_at), row.life.behind,
                               row.requeued_at ? std::optional(timeOf(*row.requeued_at)) : std::nullopt});
        }
        const auto since =
            integerOf(database_,
                      "SELECT COUNT(*) FROM call WHERE service_day = ?1 AND business = ?2 AND class_called = 0 "
                      "AND called_at > (SELECT MAX(called_at) FROM call WHERE service_day = ?1 AND "
                      "business = ?2 AND class_called = 1)",
                      day, business);
        const bool none = !textOf(
            database_, "SELECT call_id FROM call WHERE service_day = ? AND business = ? AND class_called = 1 LIMIT 1",
            day, business);
        Line line{business, {}};
        for (const auto index :
             callOrder(waiting, none ? kNoPriorityYet : static_cast<int>(since.value_or(0)), rules_)) {
            line.rows.push_back(std::move(rows[index]));
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::optional<Floor::Row> Floor::find(std::string_view ticket_id) const {
    auto statement = query(database_, std::string(kTicketColumns) + "WHERE ticket_id = ?", ticket_id);
    if (!nextRow(statement)) return std::nullopt;
    return Row::read(statement);
}

std::optional<Floor::Row> Floor::activeAt(int counter) const {
    auto statement =
        query(database_,
              std::string(kTicketColumns) + "WHERE service_day = ? AND counter = ? AND state IN ('called', 'serving')",
              today(), counter);
    if (!nextRow(statement)) return std::nullopt;
    return Row::read(statement);
}

void Floor::record(const Clerk& clerk, std::string_view action, std::string_view subject) {
    events::AdminAction data;
    data.action = action;
    data.staff = clerk.login;
    if (!subject.empty()) data.subject = std::string(subject);
    log_.append(data);
}

void Floor::open(const Clerk& clerk) {
    if (!clerk.counter) return;
    auto transaction = orThrow(Transaction::begin(database_));
    run(database_, "DELETE FROM counter WHERE staff = ?", clerk.login);
    run(database_, "INSERT OR REPLACE INTO counter (counter, staff, opened_at) VALUES (?, ?, ?)", *clerk.counter,
        clerk.login, toRfc3339(clock_.now()));
    record(clerk, "counter.open", std::to_string(*clerk.counter));
    touch();
    orThrow(transaction.commit());
}

void Floor::close(const Clerk& clerk) {
    auto transaction = orThrow(Transaction::begin(database_));
    if (run(database_, "DELETE FROM counter WHERE staff = ?", clerk.login) == 0) return;
    record(clerk, "counter.close", clerk.counter ? std::to_string(*clerk.counter) : "");
    touch();
    orThrow(transaction.commit());
}

void Floor::write(const Row& row, const TicketLife& life, Verb verb) {
    const auto now = toRfc3339(clock_.now());
    run(database_, "UPDATE ticket SET state = ?, counter = ?, passes = ?, behind = ? WHERE ticket_id = ?",
        catalogue::text(life.state), life.counter, life.passes, life.behind, row.ticket_id);
    const char* moment = verb == Verb::Serve                    ? "serving_at"
                         : verb == Verb::Done                   ? "ended_at"
                         : verb == Verb::Requeue                ? "requeued_at"
                         : verb == Verb::Call && !row.called_at ? "called_at"
                                                                : nullptr;
    if (moment != nullptr) {
        run(database_, "UPDATE ticket SET " + std::string(moment) + " = ? WHERE ticket_id = ?", now, row.ticket_id);
    }
}

/// The call that kiosks and hall display show and speak, and its event.
void Floor::announce(const Row& row, const TicketLife& life, int class_called) {
    const auto now = toRfc3339(clock_.now());
    const int counter = life.counter.value_or(0);
    if (life.calls == 1) {
        const auto call_id = log_.newId();
        run(database_,
            "INSERT INTO call (call_id, ticket_id, service_day, number, business, class_called, counter, called_at, "
            "last_called_at, times) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            call_id, row.ticket_id, today(), row.number, row.business, class_called, counter, now, now);
        run(database_,
            "UPDATE ticket SET behind = behind - 1 WHERE service_day = ? AND business = ? AND state = 'waiting' AND "
            "behind > 0",
            today(), row.business);
        log_.append(events::TicketCalled{row.ticket_id, row.number, counter, call_id, 1});
        return;
    }
    const auto call_id =
        textOf(database_, "SELECT call_id FROM call WHERE ticket_id = ? ORDER BY called_at DESC LIMIT 1", row.ticket_id)
            .value_or("");
    run(database_, "UPDATE call SET times = ?, last_called_at = ? WHERE call_id = ?", life.calls, now, call_id);
    log_.append(events::TicketRecalled{row.ticket_id, row.number, counter, call_id, life.calls});
}

/// One verb on one ticket, inside the caller's transaction.
Floor::Outcome Floor::move(const Clerk& clerk, const Row& row, Verb verb, int class_called) {
    const int counter = clerk.counter.value_or(0);
    const auto life = after(row.life, verb, counter, rules_);
    if (!life) return tl::unexpected(life.error());
    write(row, *life, verb);
    switch (verb) {
    case Verb::Call:
    case Verb::Recall:
        announce(row, *life, class_called);
        break;
    case Verb::Serve:
        log_.append(events::TicketServing{row.ticket_id, counter});
        break;
    case Verb::Done:
        log_.append(events::TicketDone{row.ticket_id, counter});
        break;
    case Verb::Pass:
        log_.append(events::TicketPassed{row.ticket_id, counter});
        break;
    case Verb::Requeue:
        log_.append(events::TicketRequeued{row.ticket_id, life->behind});
        break;
    case Verb::GiveUp:
        break; // the kiosk's own event says it
    }
    record(clerk, verbText(verb), row.ticket_id);
    touch();
    return {};
}

Floor::Outcome Floor::callNext(const Clerk& clerk) {
    if (!clerk.counter) return tl::unexpected(QueueRefusal::NoCounterChosen);
    auto transaction = orThrow(Transaction::begin(database_));
    if (const auto active = activeAt(*clerk.counter)) {
        if (active->life.state == TicketState::Called) return tl::unexpected(QueueRefusal::CounterBusy);
        if (const auto done = move(clerk, *active, Verb::Done, 0); !done) return done;
    }
    const Row* next = nullptr;
    const auto lines = waitingLines();
    for (const auto& line : lines) {
        if (line.rows.empty() || !plan_.serves(*clerk.counter, line.business)) continue;
        if (next == nullptr || line.rows.front().issued_at < next->issued_at) next = &line.rows.front();
    }
    if (next == nullptr) {
        orThrow(transaction.commit()); // what was being served is done all the same
        return tl::unexpected(QueueRefusal::NobodyWaiting);
    }
    const auto called = move(clerk, *next, Verb::Call, next->classCalled());
    if (called) orThrow(transaction.commit());
    return called;
}

Floor::Outcome Floor::act(const Clerk& clerk, Verb verb) {
    if (!clerk.counter) return tl::unexpected(QueueRefusal::NoCounterChosen);
    auto transaction = orThrow(Transaction::begin(database_));
    const auto active = activeAt(*clerk.counter);
    if (!active) return tl::unexpected(verb == Verb::Done ? QueueRefusal::NotServing : QueueRefusal::NotCalled);
    const auto moved = move(clerk, *active, verb, 0);
    if (moved) orThrow(transaction.commit());
    return moved;
}

Floor::Outcome Floor::requeue(const Clerk& clerk, std::string_view ticket_id) {
    auto transaction = orThrow(Transaction::begin(database_));
    const auto row = find(ticket_id);
    if (!row) return tl::unexpected(QueueRefusal::NotPassed);
    const auto moved = move(clerk, *row, Verb::Requeue, 0);
    if (moved) orThrow(transaction.commit());
    return moved;
}

bool Floor::acknowledgeHelp(const Clerk& clerk, std::string_view help_id) {
    auto transaction = orThrow(Transaction::begin(database_));
    const auto changed = run(
        database_,
        "UPDATE help_call SET acknowledged_at = ?, acknowledged_by = ? WHERE help_id = ? AND acknowledged_at IS NULL "
        "AND cancelled_at IS NULL",
        toRfc3339(clock_.now()), clerk.login, help_id);
    if (changed == 0) return false;
    log_.append(events::HelpAcknowledged{std::string(help_id)});
    record(clerk, "help.acknowledge", help_id);
    touch();
    orThrow(transaction.commit());
    return true;
}

std::optional<catalogue::WaitEstimate> Floor::wait(std::string_view business, int ahead) const {
    std::vector<std::chrono::seconds> services;
    auto rows = query(
        database_,
        "SELECT serving_at, ended_at FROM ticket WHERE business = ? AND state = 'done' AND serving_at IS NOT NULL "
        "ORDER BY ended_at DESC LIMIT ?",
        business, kServicesCounted);
    while (nextRow(rows)) {
        services.push_back(std::chrono::floor<std::chrono::seconds>(timeOf(rows.text(1)) - timeOf(rows.text(0))));
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
              "SELECT call_id, ticket_id, number, counter, last_called_at, times FROM call WHERE service_day = ? "
              "ORDER BY last_called_at DESC LIMIT 10",
              day);
    while (nextRow(calls)) {
        state.calls.push_back({calls.text(0), calls.text(1), calls.text(2), static_cast<int>(calls.integer(3)),
                               timeOf(calls.text(4)), static_cast<int>(calls.integer(5))});
    }
    std::set<int> open;
    auto counters = query(database_, "SELECT counter FROM counter");
    while (nextRow(counters))
        open.insert(static_cast<int>(counters.integer(0)));
    std::set<int> all(plan_.counters.begin(), plan_.counters.end());
    all.insert(open.begin(), open.end());
    for (const int counter : all)
        state.counters.push_back({counter, open.contains(counter)});

    auto help =
        query(database_,
              "SELECT help_id, acknowledged_at FROM help_call WHERE service_day = ? AND acknowledged_at IS NOT NULL "
              "ORDER BY acknowledged_at DESC LIMIT 50",
              day);
    while (nextRow(help))
        state.help.push_back({help.text(0), timeOf(help.text(1))});
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
        database_, std::string(kTicketColumns) + "WHERE service_day = ? AND state = 'passed' ORDER BY issued_at", day);
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
    auto asked = query(
        database_,
        "SELECT help_id, node, page, requested_at FROM help_call WHERE service_day = ? AND acknowledged_at IS NULL "
        "AND cancelled_at IS NULL ORDER BY requested_at",
        day);
    while (nextRow(asked)) {
        help.push_back({{"help_id", asked.text(0)},
                        {"node", asked.text(1)},
                        {"page", asked.text(2)},
                        {"requested_at", asked.text(3)}});
    }
    document["served"] =
        integerOf(database_, "SELECT COUNT(*) FROM ticket WHERE service_day = ? AND state = 'done'", day).value_or(0);
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
