// SPDX-License-Identifier: Apache-2.0
// The site's hub has decided: here nothing is decided again. A ticket that has ended is moved only by what proves that
// it had not (it was served all the same).
#include "sync/hub/site_happenings.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sync/catalogue/service_day.h"
#include "sync/events/event_types.h"
#include "sync/hub/node_name.h"
#include "sync/hub/rows.h"

namespace onestop::hub {

namespace {

using catalogue::serviceDayOf;
using events::ReceivedEvent;
using store::Database;

struct SiteHappening {
    Database& database;
    const ReceivedEvent& event;
    std::string_view suffix;

    std::string time() const { return events::toRfc3339(event.time); }
    /// One change of one ticket of that site.
    template <class... Values>
    void changeTicket(std::string_view assignments, std::string_view ticket_id, const Values&... values) const {
        tell(database,
             "UPDATE ticket SET " + std::string(assignments) +
                 " AND substr(node, instr(node || '.', '.')) = ? AND ticket_id = ?",
             values..., suffix, ticket_id);
    }
};

void drawSite(const SiteHappening& c, const events::TicketCalled& data) {
    tell(c.database,
         "INSERT INTO call (call_id, ticket_id, service_day, number, business, class_called, counter, called_at, "
         "last_called_at, times) SELECT ?, ticket_id, ?, number, business, CASE WHEN requeued_at IS NOT NULL THEN 2 "
         "WHEN "
         "priority_class = 'normal' THEN 0 ELSE 1 END, ?, ?, ?, 1 FROM ticket WHERE ticket_id = ? AND "
         "substr(node, instr(node || '.', '.')) = ? ON CONFLICT DO NOTHING",
         data.call_id, serviceDayOf(c.event.time).text(), data.counter, c.time(), c.time(), data.ticket_id, c.suffix);
    c.changeTicket("called_at = ? WHERE called_at IS NULL", data.ticket_id, c.time());
    c.changeTicket("state = 'called', behind = 0, counter = ? WHERE ended_at IS NULL", data.ticket_id, data.counter);
}

void drawSite(const SiteHappening& c, const events::TicketRecalled& data) {
    tell(c.database, "UPDATE call SET times = ?, last_called_at = ? WHERE call_id = ? AND ticket_id = ?", data.times,
         c.time(), data.call_id, data.ticket_id);
}

void drawSite(const SiteHappening& c, const events::TicketPassed& data) {
    c.changeTicket("state = 'passed', counter = NULL WHERE ended_at IS NULL", data.ticket_id);
    c.changeTicket("passes = passes + 1 WHERE TRUE", data.ticket_id);
}

void drawSite(const SiteHappening& c, const events::TicketRequeued& data) {
    c.changeTicket("requeued_at = ? WHERE TRUE", data.ticket_id, c.time());
    c.changeTicket("state = 'waiting', behind = ? WHERE ended_at IS NULL", data.ticket_id, data.behind);
}

void drawSite(const SiteHappening& c, const events::TicketServing& data) {
    c.changeTicket("state = 'serving', counter = ?, serving_at = ?, ended_at = NULL WHERE state <> 'done'",
                   data.ticket_id, data.counter, c.time());
}

void drawSite(const SiteHappening& c, const events::TicketDone& data) {
    c.changeTicket("state = 'done', counter = ?, ended_at = ? WHERE TRUE", data.ticket_id, data.counter, c.time());
}

void drawSite(const SiteHappening& c, const events::HelpAcknowledged& data) {
    tell(c.database,
         "UPDATE help_call SET acknowledged_at = ?, acknowledged_by = ? WHERE help_id = ? AND acknowledged_at IS NULL "
         "AND "
         "substr(node, instr(node || '.', '.')) = ?",
         c.time(), "hub" + std::string(c.suffix), data.help_id, c.suffix);
}

void drawSite(const SiteHappening&, const events::AdminAction&) {} // kept, but nothing follows from it

/// What a hub's event is about, or what a kiosk's event brings.
struct Subject {
    const char* lookup; ///< finds it, of one site
    std::string_view id;
};

std::optional<Subject> subjectOf(const ReceivedEvent& event) {
    for (const auto& member : event.data) {
        const auto* id = std::get_if<std::string>(&member.value);
        if (!id) continue;
        if (member.name == "ticket_id")
            return Subject{"SELECT 1 FROM ticket WHERE ticket_id = ? AND substr(node, instr(node || '.', '.')) = ?",
                           *id};
        if (member.name == "help_id")
            return Subject{"SELECT 1 FROM help_call WHERE help_id = ? AND substr(node, instr(node || '.', '.')) = ?",
                           *id};
    }
    return std::nullopt;
}

/// Notes it for later when what it is about is not here yet.
bool mustWait(Database& database, const ReceivedEvent& event, std::string_view suffix) {
    const auto subject = subjectOf(event);
    if (!subject || integerOf(database, subject->lookup, subject->id, suffix)) return false;
    tell(database, "INSERT INTO site_waiting (subject_id, source, sequence) VALUES (?, ?, ?)", subject->id,
         event.source, event.sequence);
    return true;
}

using SiteRule = tl::expected<Drawing, events::EventFailure> (*)(const events::DataMembers&);

template <class Data>
std::pair<const std::string_view, SiteRule> siteRule() {
    return {Data::kType, [](const events::DataMembers& members) -> tl::expected<Drawing, events::EventFailure> {
                auto data = Data::parse(members);
                if (!data) return tl::unexpected(std::move(data.error()));
                return Change([data = std::move(*data)](Database& database, const ReceivedEvent& event,
                                                        std::string_view node, events::WallTime) {
                    const auto suffix = siteSuffix(node);
                    if (!mustWait(database, event, suffix)) drawSite(SiteHappening{database, event, suffix}, data);
                });
            }};
}

const std::map<std::string_view, SiteRule>& siteRules() {
    using namespace events;
    static const std::map<std::string_view, SiteRule> kRules{
        siteRule<TicketCalled>(), siteRule<TicketRecalled>(), siteRule<TicketPassed>(),     siteRule<TicketServing>(),
        siteRule<TicketDone>(),   siteRule<TicketRequeued>(), siteRule<HelpAcknowledged>(), siteRule<AdminAction>()};
    return kRules;
}

} // namespace

bool isHubsOwn(std::string_view type) { return siteRules().contains(type); }

tl::expected<Drawing, events::EventFailure> readSiteHappening(const ReceivedEvent& event) {
    return siteRules().at(event.type)(event.data);
}

void drawWhatWasDone(Database& database, const ReceivedEvent& event, std::string_view suffix,
                     events::WallTime received_at) {
    if (event.type != events::TicketIssued::kType && event.type != events::HelpRequested::kType) return;
    const auto subject = subjectOf(event);
    if (!subject) return;
    const auto hub = "hub" + std::string(suffix);
    std::vector<std::string> bodies;
    auto rows =
        query(database,
              "SELECT body FROM site_waiting JOIN event USING (source, sequence) WHERE subject_id = ? AND source IN "
              "(SELECT source FROM source WHERE node = ?) ORDER BY source, sequence",
              subject->id, hub);
    while (nextRow(rows))
        bodies.push_back(rows.text(0));
    if (bodies.empty()) return;
    tell(database, "DELETE FROM site_waiting WHERE subject_id = ?", subject->id);
    for (const auto& body : bodies) {
        const auto done = events::readEvent(body);
        if (!done) continue;
        if (const auto drawing = readSiteHappening(*done))
            std::get<Change> (*drawing)(database, *done, hub, received_at);
    }
}

} // namespace onestop::hub
