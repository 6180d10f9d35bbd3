// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/drawing.h"

#include <algorithm>
#include <array>
#include <set>

#include "sync/catalogue/service_day.h"
#include "sync/hub/many_rows.h"
#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"
#include "sync/hub/site_happenings.h"

namespace onestop::hub {

namespace {

using events::toRfc3339;

std::string_view classText(events::TicketIssued::PriorityClass priority) {
    static constexpr auto kClasses =
        std::to_array<std::string_view>({"normal", "military", "elder", "disabled", "pregnant", "infant"});
    return kClasses.at(static_cast<std::size_t>(priority));
}

const char* printState(events::TicketPrinted::Outcome outcome) {
    using enum events::TicketPrinted::Outcome;
    return outcome == Printed ? "printed" : outcome == Unknown ? "unknown" : "failed";
}

} // namespace

Drawer::Drawer(store::Database& database, std::string_view node, events::WallTime received_at)
    : database_(database), node_(node), suffix_(siteSuffix(node)), received_at_(received_at) {}

void Drawer::draw(const events::ReceivedEvent& event, const Drawing& drawing) {
    if (const auto* issued = std::get_if<events::TicketIssued>(&drawing)) return take(event, *issued);
    if (const auto* printed = std::get_if<events::TicketPrinted>(&drawing)) return take(*printed);
    if (const auto* changed = std::get_if<events::DeviceStateChanged>(&drawing)) return take(event, *changed);
    const auto* change = std::get_if<Change>(&drawing);
    if (change == nullptr) return;
    finish();
    (*change)(database_, event, node_, received_at_);
    if (!suffix_.empty()) drawWhatWasDone(database_, event, suffix_, received_at_);
}

void Drawer::take(const events::ReceivedEvent& event, const events::TicketIssued& issued) {
    by_id_.try_emplace(issued.ticket_id, tickets_.size());
    tickets_.push_back({&event, &issued, "none"});
}

void Drawer::take(const events::TicketPrinted& printed) {
    if (const auto gathered = by_id_.find(printed.ticket_id); gathered != by_id_.end())
        tickets_[gathered->second].print_state = printState(printed.outcome);
    else
        tell(database_, "UPDATE ticket SET print_state = ? WHERE ticket_id = ? AND node = ?",
             printState(printed.outcome), printed.ticket_id, node_);
}

void Drawer::take(const events::ReceivedEvent& event, const events::DeviceStateChanged& changed) {
    devices_[changed.device] = {&event, &changed};
}

void Drawer::finish() {
    static constexpr auto kDevices = std::to_array<const char*>({"reader", "printer", "scanner"});
    static const ManyRows kTickets(
        "INSERT INTO ticket (node, state, ticket_id, service_day, number, business, item_id, "
        "priority_class, issued_at, token, print_state) VALUES",
        2, 9, " ON CONFLICT DO NOTHING");
    noteDuplicates();
    kTickets.insert(
        database_, std::span<const Ticket>(tickets_),
        [](store::Statement& insert, int value, const Ticket& ticket) {
            const auto& [event, data, print_state] = ticket;
            insert.bind(++value, std::string_view(data->ticket_id));
            insert.bind(++value, std::string_view(data->service_day));
            insert.bind(++value, std::string_view(data->number));
            insert.bind(++value, std::string_view(data->business));
            insert.bind(++value, std::string_view(data->item_id));
            insert.bind(++value, classText(data->priority_class));
            insert.bind(++value, std::string_view(toRfc3339(event->time)));
            insert.bind(++value, std::string_view(data->token));
            insert.bind(++value, std::string_view(print_state));
            return value;
        },
        node_, "waiting");
    for (const auto& [device, state] : devices_)
        tell(database_,
             "INSERT INTO device (node, device, state, since) VALUES (?, ?, ?, ?) "
             "ON CONFLICT (node, device) DO UPDATE SET state = excluded.state, since = excluded.since",
             node_, kDevices.at(static_cast<std::size_t>(device)), state.data->state, toRfc3339(state.event->time));
    if (!suffix_.empty() && !tickets_.empty() && integerOf(database_, "SELECT 1 FROM site_waiting LIMIT 1"))
        for (const auto& ticket : tickets_)
            drawWhatWasDone(database_, *ticket.event, suffix_, received_at_);
    tickets_.clear();
    by_id_.clear();
    devices_.clear();
}

/// A number that stands there twice, in the table or among those that are gathered.
void Drawer::noteDuplicates() {
    std::map<std::string_view, std::vector<std::string_view>> by_day;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& ticket : tickets_) {
        const auto& data = *ticket.data;
        if (seen.emplace(data.service_day, data.number).second)
            by_day[data.service_day].push_back(data.number);
        else
            noteAnomaly(database_, received_at_, "duplicate_number", node_, data.service_day + " " + data.number);
    }
    for (const auto& [day, numbers] : by_day)
        noteDuplicates(std::string(day), numbers);
}

void Drawer::noteDuplicates(const std::string& service_day, const std::vector<std::string_view>& numbers) {
    static constexpr std::size_t kAtOnce = 16;
    // One question for each number: asked for a list of them a server that has not counted the table yet reads the day.
    static const std::string kHeld = [] {
        std::string sql;
        for (std::size_t i = 0; i < kAtOnce; ++i)
            sql += std::string(i == 0 ? "" : " UNION ALL ") + "SELECT number FROM ticket WHERE service_day = ?1 AND " +
                   "number = ?" + std::to_string(i + 3) + " AND substr(node, instr(node || '.', '.')) = ?2";
        return sql;
    }();
    std::vector<std::string> held;
    for (std::size_t begin = 0; begin < numbers.size(); begin += kAtOnce) {
        auto rows = query(database_, kHeld, service_day, suffix_);
        for (std::size_t i = 0; i < kAtOnce; ++i) // the last fills the statement up
            rows.bind(static_cast<int>(i + 3), numbers[std::min(begin + i, numbers.size() - 1)]);
        while (nextRow(rows))
            held.push_back(rows.text(0));
    }
    for (const auto& number : held)
        noteAnomaly(database_, received_at_, "duplicate_number", node_, service_day + " " + number);
}

void noteAnomaly(store::Database& database, events::WallTime now, std::string_view kind, std::string_view node,
                 std::string_view detail) {
    // A kiosk repeats a push until it is taken: one line for one fact.
    const auto day = catalogue::serviceDayOf(now).text();
    tell(database,
         "INSERT INTO anomaly (noticed_at, service_day, kind, node, detail) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS "
         "(SELECT 1 FROM anomaly WHERE service_day = ?2 AND kind = ?3 AND node = ?4 AND detail = ?5)",
         toRfc3339(now), day, kind, node, detail);
}

} // namespace onestop::hub
