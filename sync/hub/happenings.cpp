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

void apply(const Context& c, const events::TicketGivenUp& data) {
    auto row = query(c.database, "SELECT state, node FROM ticket WHERE ticket_id = ?", data.ticket_id);
    if (!nextRow(row) || row.text(1) != c.node) return;
    const auto state = catalogue::parseTicketState(row.text(0));
    if (!state || !after({*state, {}, 0, 0, 0}, Verb::GiveUp, 0, {})) return;
    tell(c.database, "UPDATE ticket SET state = 'given_up', counter = NULL, ended_at = ? WHERE ticket_id = ?", c.time(),
         data.ticket_id);
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
                return Change([data = std::move(*data)](Database& database, const ReceivedEvent& event,
                                                        std::string_view node, events::WallTime received_at) {
                    apply(Context{database, event, node, received_at}, data);
                });
            }};
}

/// Drawn together with others of its batch (drawing.h).
template <class Data>
std::pair<const std::string_view, Rule> gathered() {
    return {Data::kType, [](const events::DataMembers& members) -> tl::expected<Drawing, events::EventFailure> {
                auto data = Data::parse(members);
                if (!data) return tl::unexpected(std::move(data.error()));
                return std::move(*data);
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
        gathered<TicketIssued>(),   drawn<TicketGivenUp>(),
        gathered<TicketPrinted>(),  drawn<CheckinAccepted>(),
        drawn<CheckinUndone>(),     kept<StaffEntered>(),
        kept<StaffRefused>(),       kept<KioskClosed>(),
        kept<KioskOpened>(),        kept<KioskVoiceSet>(),
        drawn<HelpRequested>(),     drawn<HelpCancelled>(),
        drawn<RatingSubmitted>(),   gathered<DeviceStateChanged>(),
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

} // namespace onestop::hub
