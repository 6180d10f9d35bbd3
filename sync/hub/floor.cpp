// SPDX-License-Identifier: Apache-2.0
// Each verb: read the row, ask queue.h, write the row, append the event, one transaction.
#include "sync/hub/floor.h"

#include <map>

#include "sync/catalogue/service_day.h"
#include "sync/events/event_types.h"
#include "sync/hub/floor_rows.h"

namespace onestop::hub {

using catalogue::serviceDayOf;
using events::toRfc3339;
using store::Transaction;

namespace {

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

Floor::Floor(store::Database& database, HubLog& log, const events::Clock& clock, QueueRules rules)
    : database_(database), log_(log), clock_(clock), rules_(rules) {}

std::string Floor::today() const { return serviceDayOf(clock_.now()).text(); }

void raiseRevision(store::Database& database) { tell(database, "UPDATE hub_state SET revision = revision + 1"); }
void Floor::touch() { raiseRevision(database_); }

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
            waiting.push_back({row.ticket_id, row.priority_class != "normal", momentOf(row.issued_at), row.life.behind,
                               row.requeued_at ? std::optional(momentOf(*row.requeued_at)) : std::nullopt});
        }
        const auto since =
            integerOf(database_,
                      "SELECT COUNT(*) FROM own_call WHERE service_day = ?1 AND business = ?2 AND class_called = 0 "
                      "AND called_at > (SELECT MAX(called_at) FROM own_call WHERE service_day = ?1 AND "
                      "business = ?2 AND class_called = 1)",
                      day, business);
        const bool none =
            !textOf(database_,
                    "SELECT call_id FROM own_call WHERE service_day = ? AND business = ? AND class_called = 1 LIMIT 1",
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
    run(database_,
        "INSERT INTO counter (counter, staff, opened_at) VALUES (?, ?, ?) ON CONFLICT (counter) DO UPDATE SET staff = "
        "excluded.staff, opened_at = excluded.opened_at",
        *clerk.counter, clerk.login, toRfc3339(clock_.now()));
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
            "behind > 0 AND instr(node, '.') = 0",
            today(), row.business);
        log_.append(events::TicketCalled{row.ticket_id, row.number, counter, call_id, 1});
        return;
    }
    const auto call_id =
        textOf(database_, "SELECT call_id FROM call WHERE ticket_id = ? ORDER BY called_at DESC, call_id DESC LIMIT 1",
               row.ticket_id)
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
        "AND cancelled_at IS NULL AND instr(node, '.') = 0",
        toRfc3339(clock_.now()), clerk.login, help_id);
    if (changed == 0) return false;
    log_.append(events::HelpAcknowledged{std::string(help_id)});
    record(clerk, "help.acknowledge", help_id);
    touch();
    orThrow(transaction.commit());
    return true;
}

} // namespace onestop::hub
