// SPDX-License-Identifier: Apache-2.0
// One rule for each declared type of event; the table at the end is the whole list.
#include "sync/hub/happenings.h"

#include <array>
#include <cstdlib>
#include <functional>
#include <map>

#include "sync/catalogue/service_day.h"
#include "sync/events/event_types.h"
#include "sync/hub/node_name.h"
#include "sync/hub/queue.h"
#include "sync/hub/rows.h"
#include "sync/hub/site_happenings.h"

namespace onestop::hub {

namespace {

using catalogue::ServiceDay;
using catalogue::serviceDayOf;
using events::ReceivedEvent;
using events::toRfc3339;
using store::Database;

/// What every rule below is given.
struct Context {
    Database& database;
    const ReceivedEvent& event;
    std::string_view node;
    events::WallTime received_at;

    std::string time() const { return toRfc3339(event.time); }
    std::string day() const { return serviceDayOf(event.time).text(); }
    void anomaly(std::string_view kind, std::string_view detail) const {
        noteAnomaly(database, received_at, kind, node, detail);
    }
};

std::string_view text(events::TicketIssued::PriorityClass priority) {
    using enum events::TicketIssued::PriorityClass;
    switch (priority) {
    case Normal:
        return "normal";
    case Military:
        return "military";
    case Elder:
        return "elder";
    case Disabled:
        return "disabled";
    case Pregnant:
        return "pregnant";
    case Infant:
        return "infant";
    }
    return "normal";
}

void apply(const Context& c, const events::TicketIssued& data) {
    tell(c.database,
         "INSERT INTO anomaly (noticed_at, service_day, kind, node, detail) SELECT ?1, ?2, 'duplicate_number', ?3, ?4 "
         "WHERE EXISTS (SELECT 1 FROM ticket WHERE service_day = ?5 AND number = ?6 AND "
         "substr(node, instr(node || '.', '.')) = ?7) AND NOT EXISTS (SELECT 1 FROM anomaly WHERE service_day = ?2 AND "
         "kind = 'duplicate_number' AND node = ?3 AND detail = ?4)",
         toRfc3339(c.received_at), serviceDayOf(c.received_at).text(), c.node, data.service_day + " " + data.number,
         data.service_day, data.number, siteSuffix(c.node));
    tell(c.database,
         "INSERT INTO ticket (ticket_id, node, service_day, number, business, item_id, priority_class, issued_at, "
         "token, "
         "state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT DO NOTHING",
         data.ticket_id, c.node, data.service_day, data.number, data.business, data.item_id, text(data.priority_class),
         c.time(), data.token);
}

void apply(const Context& c, const events::TicketGivenUp& data) {
    auto row = query(c.database, "SELECT state, node FROM ticket WHERE ticket_id = ?", data.ticket_id);
    if (!nextRow(row) || row.text(1) != c.node) return;
    const auto state = catalogue::parseTicketState(row.text(0));
    if (!state || !after({*state, {}, 0, 0, 0}, Verb::GiveUp, 0, {})) return;
    tell(c.database, "UPDATE ticket SET state = 'given_up', counter = NULL, ended_at = ? WHERE ticket_id = ?", c.time(),
         data.ticket_id);
}

void apply(const Context& c, const events::TicketPrinted& data) {
    using enum events::TicketPrinted::Outcome;
    const auto* state = data.outcome == Printed ? "printed" : data.outcome == Unknown ? "unknown" : "failed";
    tell(c.database, "UPDATE ticket SET print_state = ? WHERE ticket_id = ? AND node = ?", state, data.ticket_id,
         c.node);
}

void apply(const Context& c, const events::CheckinAccepted& data) {
    const auto elsewhere =
        textOf(c.database, "SELECT node FROM check_in WHERE token_id = ? AND node <> ?", data.token_id, c.node);
    // Two kiosks without network may both admit one code: reported and explained, not denied (DESIGN 5).
    if (elsewhere) c.anomaly("code_admitted_twice", data.token_id + " also at " + *elsewhere);
    tell(c.database,
         "INSERT INTO check_in (source, sequence, node, service_day, token_id, activity_session_id, people, "
         "checked_in_at) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
         c.event.source, c.event.sequence, c.node, c.day(), data.token_id, data.activity_session_id, data.people,
         c.time());
}

void apply(const Context& c, const events::BookingCreated& data) {
    const bool confirmed = data.standing == events::BookingCreated::Standing::Confirmed;
    tell(c.database,
         "INSERT INTO booking (booking_id, source, node, service_day, activity_session_id, people, standing, token_id, "
         "booked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
         data.booking_id, c.event.source, c.node, c.day(), data.activity_session_id, data.people,
         confirmed ? "confirmed" : "waitlisted", data.token_id, c.time());
}

void apply(const Context& c, const events::BookingCancelled& data) {
    tell(c.database,
         "UPDATE booking SET standing = 'cancelled', cancelled_at = ? WHERE booking_id = ? AND source = ? AND "
         "cancelled_at IS NULL",
         c.time(), data.booking_id, c.event.source);
}

void apply(const Context& c, const events::BookingPromoted& data) {
    tell(c.database,
         "UPDATE booking SET standing = 'confirmed' WHERE booking_id = ? AND source = ? AND standing = 'waitlisted'",
         data.booking_id, c.event.source);
}

void apply(const Context& c, const events::CheckinUndone& data) {
    tell(c.database, "DELETE FROM check_in WHERE token_id = ? AND node = ?", data.token_id, c.node);
}

void apply(const Context& c, const events::HelpRequested& data) {
    tell(c.database,
         "INSERT INTO help_call (help_id, node, service_day, page, requested_at) VALUES (?, ?, ?, ?, ?) "
         "ON CONFLICT DO NOTHING",
         data.help_id, c.node, c.day(), data.page, c.time());
}

void apply(const Context& c, const events::HelpCancelled& data) {
    tell(c.database, "UPDATE help_call SET cancelled_at = ? WHERE help_id = ? AND node = ? AND cancelled_at IS NULL",
         c.time(), data.help_id, c.node);
}

void apply(const Context& c, const events::RatingSubmitted& data) {
    static constexpr std::array kSubjects{"ticket", "activity", "kiosk"};
    tell(
        c.database,
        "INSERT INTO rating (source, sequence, service_day, subject_type, subject_id, level) VALUES (?, ?, ?, ?, ?, ?)",
        c.event.source, c.event.sequence, c.day(), kSubjects.at(static_cast<std::size_t>(data.subject_type)),
        data.subject_id, data.level);
}

void apply(const Context& c, const events::DeviceStateChanged& data) {
    static constexpr std::array kDevices{"reader", "printer", "scanner"};
    tell(c.database,
         "INSERT INTO device (node, device, state, since) VALUES (?, ?, ?, ?) "
         "ON CONFLICT (node, device) DO UPDATE SET state = excluded.state, since = excluded.since",
         c.node, kDevices.at(static_cast<std::size_t>(data.device)), data.state, c.time());
}

void apply(const Context& c, const events::ProgramStarted& data) {
    tell(c.database,
         "INSERT INTO node (node, last_contact_at, version, started_at) VALUES (?, ?, ?, ?) ON CONFLICT (node) DO "
         "UPDATE "
         "SET version = excluded.version, started_at = excluded.started_at",
         c.node, toRfc3339(c.received_at), data.version, c.time());
}

void apply(const Context& c, const events::CatalogueApplied& data) {
    tell(c.database,
         "INSERT INTO node (node, last_contact_at, catalogue_revision, catalogue_issued_at) VALUES (?, ?, ?, ?) "
         "ON CONFLICT (node) DO UPDATE SET catalogue_revision = excluded.catalogue_revision, "
         "catalogue_issued_at = excluded.catalogue_issued_at",
         c.node, toRfc3339(c.received_at), data.revision, toRfc3339(data.issued_at));
}

void apply(const Context& c, const events::SoftwareStarted& data) {
    run(c.database,
        "INSERT INTO software (node, running, compatible) VALUES (?, ?, ?) ON CONFLICT (node) DO UPDATE SET "
        "running = excluded.running, compatible = excluded.compatible",
        c.node, data.version, data.compatible);
}

void noteUpdate(const Context& c, std::string_view version, std::string_view progress, std::string_view reason = {},
                std::string_view part = {}) {
    run(c.database,
        "INSERT INTO software (node, updated_to, progress, reason, part, updated_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (node) DO UPDATE SET updated_to = excluded.updated_to, progress = excluded.progress, "
        "reason = excluded.reason, part = excluded.part, updated_at = excluded.updated_at",
        c.node, version, progress, reason, part, c.time());
}

void apply(const Context& c, const events::SoftwareFetched& data) { noteUpdate(c, data.version, "fetched"); }
void apply(const Context& c, const events::SoftwareInstalled& data) { noteUpdate(c, data.version, "installed"); }

void apply(const Context& c, const events::SoftwareFailed& data) {
    static constexpr auto kReasons =
        std::to_array<std::string_view>({"signature", "compatible", "version", "install", "not_good", "not_started"});
    static constexpr auto kParts = std::to_array<std::string_view>({"kiosk", "hall", "syncd", "hub"});
    noteUpdate(c, data.version, "failed", kReasons.at(static_cast<std::size_t>(data.reason)),
               data.part ? kParts.at(static_cast<std::size_t>(*data.part)) : std::string_view());
}

void apply(const Context& c, const events::ClockJumped& data) {
    c.anomaly("clock_jump", std::to_string(data.by_ms) + " ms");
}

void apply(const Context& c, const events::EpochOpened& data) {
    if (data.previous_epoch) c.anomaly("new_epoch", "after " + *data.previous_epoch);
}

using Rule = tl::expected<Drawing, events::EventFailure> (*)(const events::DataMembers&);

template <class Data>
std::pair<const std::string_view, Rule> drawn() {
    return {Data::kType, [](const events::DataMembers& members) -> tl::expected<Drawing, events::EventFailure> {
                auto data = Data::parse(members);
                if (!data) return tl::unexpected(std::move(data.error()));
                return [data = std::move(*data)](Database& database, const ReceivedEvent& event, std::string_view node,
                                                 events::WallTime received_at) {
                    apply(Context{database, event, node, received_at}, data);
                };
            }};
}

/// Kept and counted, but nothing follows from it.
template <class Data>
std::pair<const std::string_view, Rule> kept() {
    return {Data::kType, [](const events::DataMembers& members) -> tl::expected<Drawing, events::EventFailure> {
                auto data = Data::parse(members);
                if (!data) return tl::unexpected(std::move(data.error()));
                return Drawing{};
            }};
}

const std::map<std::string_view, Rule>& rules() {
    using namespace events;
    static const std::map<std::string_view, Rule> kRules{
        drawn<TicketIssued>(),      drawn<TicketGivenUp>(),
        drawn<TicketPrinted>(),     drawn<CheckinAccepted>(),
        drawn<CheckinUndone>(),     kept<StaffEntered>(),
        kept<StaffRefused>(),       kept<KioskClosed>(),
        kept<KioskOpened>(),        kept<KioskVoiceSet>(),
        drawn<HelpRequested>(),     drawn<HelpCancelled>(),
        drawn<RatingSubmitted>(),   drawn<DeviceStateChanged>(),
        drawn<ProgramStarted>(),    drawn<events::CatalogueApplied>(),
        drawn<ClockJumped>(),       drawn<EpochOpened>(),
        kept<SessionStarted>(),     kept<SessionEnded>(),
        kept<CheckinRejected>(),    kept<CheckinUnknownCode>(),
        kept<NoticeShown>(),        kept<CatalogueRejected>(),
        kept<SearchMissed>(),       kept<UsageCounted>(),
        drawn<BookingCreated>(),    drawn<BookingCancelled>(),
        drawn<BookingPromoted>(),   kept<BookingReprinted>(),
        drawn<SoftwareStarted>(),   drawn<SoftwareFetched>(),
        drawn<SoftwareInstalled>(), drawn<SoftwareFailed>(),
        kept<KioskLogRequested>(),
    };
    return kRules;
}

} // namespace

tl::expected<Drawing, events::EventFailure> readHappening(const ReceivedEvent& event, bool from_hub) {
    if (isHubsOwn(event.type)) {
        if (from_hub) return readSiteHappening(event);
        return tl::unexpected(events::EventFailure{events::EventFault::UnknownType, event.type + " is the hub's own"});
    }
    const auto rule = rules().find(event.type);
    return rule == rules().end() ? Drawing{} : rule->second(event.data);
}

void draw(Database& database, const ReceivedEvent& event, const Drawing& drawing, std::string_view node,
          events::WallTime received_at) {
    if (drawing) drawing(database, event, node, received_at);
    if (const auto suffix = siteSuffix(node); !suffix.empty()) drawWhatWasDone(database, event, suffix, received_at);
}

void noteAnomaly(Database& database, events::WallTime now, std::string_view kind, std::string_view node,
                 std::string_view detail) {
    // A kiosk repeats a push until it is taken: one line for one fact.
    const auto day = serviceDayOf(now).text();
    tell(database,
         "INSERT INTO anomaly (noticed_at, service_day, kind, node, detail) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS "
         "(SELECT 1 FROM anomaly WHERE service_day = ?2 AND kind = ?3 AND node = ?4 AND detail = ?5)",
         toRfc3339(now), day, kind, node, detail);
}

} // namespace onestop::hub
