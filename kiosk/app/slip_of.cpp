// SPDX-License-Identifier: Apache-2.0
// From what the lobby knows to what stands on paper.
#include "kiosk/app/slip_of.h"

#include "kiosk/receipts/words.h"
#include "sync/catalogue/activity_sessions.h"
#include "sync/catalogue/audience.h"
#include "sync/catalogue/item_places.h"

namespace onestop::app {

namespace {

constexpr std::size_t kMostSessions = 10; ///< on paper: three weeks of a daily activity are no help to anybody

std::string audienceLine(const std::vector<std::string>& codes, catalogue::Language language) {
    std::string line;
    for (const std::string& code : codes) {
        if (!line.empty()) line += language == catalogue::Language::En ? ", " : "、";
        const auto words = catalogue::audienceText(code);
        line += words ? words->in(language) : code;
    }
    return line;
}

/// Where to go with the paper, and when.
void addPlace(receipts::GuideSlip& slip, const catalogue::ServiceItem& item, const catalogue::Catalogue& known) {
    const auto language = slip.language;
    const auto to = catalogue::placeToGo(known, item);
    if (const catalogue::Site* own = known.ownSite()) slip.site_name = own->name.in(language);
    if (!to.here && to.house != nullptr) slip.place = to.house->name.in(language);
    if (to.room != nullptr && !to.room->empty()) slip.place += (slip.place.empty() ? "" : " ") + to.room->in(language);
    if (to.note_holds && !item.schedule_note.empty()) slip.hours.push_back(item.schedule_note.in(language));
    if (to.house == nullptr) return;
    slip.address = to.house->address.in(language);
    slip.phone = to.house->phone;
}

} // namespace

receipts::TicketSlip slipOf(const TicketRecord& record, const flows::TicketView& view, const flows::LobbyState& state,
                            catalogue::Language language, bool reprint) {
    receipts::TicketSlip slip;
    slip.language = language;
    slip.number = record.number;
    slip.business = record.business;
    slip.item_name = record.item_id;
    slip.priority = receipts::wordsOf(language).priority[static_cast<std::size_t>(record.priority)];
    slip.ahead = view.ahead;
    slip.wait = view.wait;
    slip.counters = view.counters;
    slip.issued_at = catalogue::localTime(record.issued_at);
    slip.clock_unsure = state.clock_unsure;
    slip.public_url = view.public_url;
    slip.reprint = reprint;
    if (const catalogue::Catalogue* known = state.catalogue.get(); known != nullptr) {
        if (const catalogue::Site* site = known->ownSite()) {
            slip.site_name = site->name.in(language);
            slip.demo = site->demo;
        }
        if (const catalogue::Business* business = known->queue_plan.business(record.business)) {
            slip.business = business->name.in(language);
        }
        if (const catalogue::ServiceItem* item = known->item(record.item_id)) slip.item_name = item->name.in(language);
    }
    return slip;
}

receipts::BookingSlip slipOf(const BookingRecord& record, const flows::BookingView& view,
                             const flows::LobbyState& state, catalogue::Language language) {
    receipts::BookingSlip slip;
    slip.language = language;
    slip.waits = record.standing == flows::BookingStanding::Waitlisted;
    slip.people = record.people;
    slip.booked_at = catalogue::localTime(record.booked_at);
    slip.clock_unsure = state.clock_unsure;
    slip.code = view.code;
    slip.reprint = view.reprint;
    slip.short_code = view.short_code;
    slip.kiosk = state.kiosk;
    if (view.here_only) slip.kiosk_only = state.kiosk;
    if (!state.catalogue) return slip;
    if (const auto [activity, session] = state.catalogue->session(record.activity_session_id); session != nullptr) {
        slip.title = activity->title.in(language);
        slip.place = activity->place.in(language);
        slip.begins_at = catalogue::localTime(session->begins_at);
        slip.ends_at = catalogue::localTime(session->ends_at);
        slip.demo = activity->demo;
    }
    if (const catalogue::Site* site = state.catalogue->ownSite()) slip.site_name = site->name.in(language);
    return slip;
}

receipts::GuideSlip slipOf(const catalogue::ServiceItem& item, const flows::LobbyState& state,
                           catalogue::Language language) {
    receipts::GuideSlip slip;
    slip.language = language;
    slip.item_name = item.name.in(language);
    slip.content = item.description.in(language);
    slip.audience = audienceLine(item.audience, language);
    slip.department = item.department.in(language);
    slip.fee = item.fee.in(language);
    for (const catalogue::Material& material : item.materials) {
        slip.materials.push_back({.name = material.name.in(language), .note = material.note.in(language)});
    }
    if (item.reviewed_at) slip.reviewed_on = catalogue::dateText(*item.reviewed_at);
    slip.printed_at = catalogue::localTime(state.now);
    slip.demo = item.demo;
    if (state.catalogue)
        addPlace(slip, item, *state.catalogue);
    else if (!item.schedule_note.empty())
        slip.hours.push_back(item.schedule_note.in(language));
    return slip;
}

receipts::ActivitySlip slipOf(const catalogue::Activity& activity, const flows::LobbyState& state,
                              catalogue::Language language) {
    receipts::ActivitySlip slip;
    slip.language = language;
    slip.title = activity.title.in(language);
    slip.content = activity.description.in(language);
    slip.audience = audienceLine(activity.audience, language);
    slip.host = activity.host.in(language);
    slip.fee = activity.fee.in(language);
    slip.place = activity.place.in(language);
    slip.printed_at = catalogue::localTime(state.now);
    slip.demo = activity.demo;
    if (!state.catalogue) return slip;
    const catalogue::Site* own = state.catalogue->ownSite();
    const catalogue::Site* other = state.catalogue->site(activity.site_id); // of a neighbour's
    if (own != nullptr) slip.site_name = own->name.in(language);
    if (other != nullptr && other != own) slip.place = other->name.in(language) + " " + slip.place;
    if (const catalogue::Site* house = other != nullptr ? other : own) {
        slip.address = house->address.in(language);
        slip.phone = house->phone;
    }
    for (const auto& session : catalogue::sessionsOf(*state.catalogue, activity)) {
        if (session.ends_at <= state.now) continue;
        slip.more_sessions = slip.sessions.size() == kMostSessions;
        if (slip.more_sessions) break;
        slip.sessions.push_back({catalogue::localTime(session.begins_at), catalogue::localTime(session.ends_at)});
    }
    return slip;
}

receipts::OpinionSlip slipOf(const flows::OpinionView& view, const flows::LobbyState& state,
                             catalogue::Language language) {
    receipts::OpinionSlip slip;
    slip.language = language;
    slip.query_code = view.query_code;
    slip.left_at = catalogue::localTime(state.now);
    slip.clock_unsure = state.clock_unsure;
    if (const catalogue::Site* site = state.catalogue ? state.catalogue->ownSite() : nullptr) {
        slip.site_name = site->name.in(language);
        slip.phone = site->phone;
        slip.demo = site->demo;
    }
    return slip;
}

} // namespace onestop::app
