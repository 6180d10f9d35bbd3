// SPDX-License-Identifier: Apache-2.0
// What a visitor does at the lobby in memory, carried out by the pure flows.
#include "tests/kiosk/viewmodels/memory_lobby.h"

#include <cstdio>

#include "sync/catalogue/short_code.h"

namespace onestop::tests {

using flows::DeviceHealth;
using flows::PrintProgress;
using flows::TicketProgress;

namespace {
constexpr const char* kFigures = "271 828 180"; ///< of every booking
} // namespace

MemoryLobby::MemoryLobby() {
    state_.now = demoNow();
    state_.site_id = "dapeng-kuichong";
    state_.catalogue = demoCatalogue();
    state_.opening = state_.catalogue->opening(state_.now);
    state_.link = flows::Link::Online;
    state_.link_since = state_.now;
    state_.certificate = {.good_until = state_.now + days{160}, .renews_at = state_.now + days{14}};
    state_.reader = {DeviceHealth::Ready, state_.now};
    state_.printer = {DeviceHealth::Ready, state_.now};
    state_.scanner = {DeviceHealth::Ready, state_.now};
    state_.help_phone = "0755-0000-0000";
    state_.opinions_open = true;
    state_.sealed_kept_here = days{35};
    state_.sealed_kept_there = days{180};
    queueWaits(4);
}

void MemoryLobby::changed() {
    ++state_.revision;
    if (changed_) changed_();
}

void MemoryLobby::wipe() {
    state_.greeting.reset();
    state_.ticket.reset();
    state_.refusal.reset();
    state_.check_in.reset();
    state_.rating.reset();
    state_.opinion.reset();
    state_.answer.reset();
    rated_level_ = 0;
    called_back_ = false;
    state_.staff = false;
    state_.booking.reset();
    state_.booking_refusal.reset();
    booked_.clear();
    state_.refused_item.clear();
    state_.guide_print = PrintProgress::None;
    state_.help = flows::HelpProgress::None;
    state_.card_notice = flows::CardNotice::None;
}

void MemoryLobby::apply(session::Input input) {
    const auto step = session::advance(session_, input, monotonic_);
    session_ = step.state;
    switch (step.effect) {
    case session::Effect::Wipe:
    case session::Effect::WipeThenBegin:
        wipe();
        [[fallthrough]];
    case session::Effect::Begin:
        ++state_.session_serial;
        break;
    case session::Effect::None:
    case session::Effect::Warn:
    case session::Effect::Continue:
        break;
    }
    state_.session = session_.phase;
    state_.countdown_left_s = static_cast<int>(session::countdownLeft(session_, monotonic_).count());
}

void MemoryLobby::touched() {
    apply(session::Input::Touch);
    changed();
}

void MemoryLobby::endSession() {
    apply(session::Input::Leave);
    changed();
}

void MemoryLobby::giveOut(const std::string& letter) {
    state_.given_out.insert(letter);
    changed();
}

void MemoryLobby::issueTicket(const std::string& item_id, flows::PriorityClass priority) {
    flows::TicketFacts facts;
    const auto* item = state_.catalogue ? state_.catalogue->item(item_id) : nullptr;
    facts.has_counters = item && !item->business.empty();
    facts.open = item && state_.catalogue->openingForNumbers(*item, state_.now).open;
    facts.person_waiting = person_waiting_;
    state_.refusal = flows::refuseTicket(facts);
    state_.refused_item = state_.refusal ? item_id : std::string();
    if (!state_.refusal) {
        const auto* business = state_.catalogue->queue_plan.businessOfItem(item_id);
        char number[8] = {};
        std::snprintf(number, sizeof number, "%.1s%03u", business->letter.c_str(), ++issued_ % 1000U);
        flows::TicketView ticket;
        ticket.ticket_id = std::string("ticket-") + number;
        ticket.number = number;
        ticket.item_id = item_id;
        ticket.business = business->letter;
        ticket.priority = priority;
        ticket.counters = business->counters;
        ticket.print = state_.printer.health == DeviceHealth::Ready ? PrintProgress::Printing : PrintProgress::Failed;
        if (const auto* queue = state_.queue ? state_.queue->business(business->letter) : nullptr) {
            ticket.ahead = queue->waiting;
            ticket.wait = queue->wait;
        }
        ticket.public_url = "https://dapeng.example/t/3kqP0mZr1sYw8vTn";
        state_.ticket = ticket;
    }
    changed();
}

void MemoryLobby::reprintTicket() {
    ++reprints_;
    state_.ticket->reprint = true;
    state_.ticket->print = PrintProgress::Printing;
    changed();
}

void MemoryLobby::giveUpTicket() {
    state_.ticket->progress = TicketProgress::GivenUp;
    changed();
}

void MemoryLobby::dismissRefusal() {
    state_.refusal.reset();
    changed();
}

void MemoryLobby::dismissCheckIn() {
    state_.check_in.reset();
    changed();
}

void MemoryLobby::rate(int level, const std::vector<std::string>& reasons) {
    if (!disk_full_) ratings_.push_back({level, flows::offeredReasons(state_.rating->subject, level, reasons)});
    rated_level_ = level;
    called_back_ = false;
    state_.rating->stage = disk_full_ ? flows::RatingStage::NotKept : flows::RatingStage::Given;
    changed();
}

void MemoryLobby::dismissRating() {
    state_.rating.reset();
    changed();
}

void MemoryLobby::leaveOpinion(flows::OpinionTopic topic, std::string text) {
    keep({topic, std::move(text)}, "1234 5678 9012 3456 7890");
}

void MemoryLobby::askForCallBack(std::string phone) {
    const bool given = state_.rating && state_.rating->stage == flows::RatingStage::Given;
    if (!flows::mayAskForCallBack(given, rated_level_, called_back_)) return;
    called_back_ = flows::isPhone(phone);
    keep({std::nullopt, std::move(phone)}, {});
}

void MemoryLobby::keep(Opinion opinion, std::string query_code) {
    const bool fits = opinion.topic ? flows::isOpinion(opinion.text) : flows::isPhone(opinion.text);
    state_.opinion = flows::OpinionView{};
    if (state_.opinions_open && fits && !disk_full_) {
        const bool prints = !query_code.empty() && state_.printer.health == DeviceHealth::Ready;
        state_.opinion->stage = flows::OpinionStage::Sealed;
        if (!query_code.empty()) state_.opinion->print = prints ? PrintProgress::Printing : PrintProgress::Failed;
        state_.opinion->query_code = std::move(query_code);
        opinions_.push_back(std::move(opinion));
    } else {
        state_.opinion->stage = flows::OpinionStage::Refused;
    }
    changed();
}

void MemoryLobby::dismissOpinion() {
    state_.opinion.reset();
    changed();
}

void MemoryLobby::askForAnswer(const std::string& query_code) {
    asked_code_ = query_code;
    answerComes(state_.link == flows::Link::Online ? flows::AnswerStage::Asking : flows::AnswerStage::NoNetwork);
}

void MemoryLobby::dismissAnswer() {
    state_.answer.reset();
    changed();
}

void MemoryLobby::bookActivity(const std::string& activity_session_id, int people) {
    auto& places = state_.places[activity_session_id];
    const auto [activity, session] = state_.catalogue->session(activity_session_id);
    const auto refusal = flows::refuseBooking({.store_writable = !disk_full_,
                                               .session = session,
                                               .booked_in_this_visit = booked_.contains(activity_session_id),
                                               .people = people,
                                               .places = places},
                                              state_.now);
    if (refusal) return refuseBooking(*refusal, activity_session_id);
    flows::BookingView booking;
    booking.standing = flows::standingFor(places, people);
    (booking.standing == flows::BookingStanding::Confirmed ? places.booked : places.waiting) += people;
    booked_.insert(activity_session_id);
    booking.booking_id = "booking-" + activity_session_id;
    booking.activity_id = activity->activity_id;
    booking.activity_session_id = activity_session_id;
    booking.people = people;
    // As long as a real one.
    booking.code = "OS1:6BF1AN3TU" + std::string(290, 'K');
    booking.short_code = kFigures;
    booking.here_only = !key_listed_;
    booking.print = state_.printer.health == DeviceHealth::Ready ? PrintProgress::Printing : PrintProgress::Failed;
    booking.cancel_offered = flows::mayCancel(booking.standing, *session, state_.now);
    booking.serial = state_.revision + 1;
    state_.booking = booking;
    state_.booking_refusal.reset();
    changed();
}

void MemoryLobby::reprintBooking() {
    state_.booking->reprint = true;
    bookingPrints(PrintProgress::Printing);
}

void MemoryLobby::cancelBooking() {
    auto& booking = *state_.booking;
    auto& places = state_.places[booking.activity_session_id];
    (booking.standing == flows::BookingStanding::Confirmed ? places.booked : places.waiting) -= booking.people;
    booking.standing = flows::BookingStanding::Cancelled;
    booking.cancel_offered = false;
    booking.code.clear();
    booking.short_code.clear();
    booked_.erase(booking.activity_session_id);
    changed();
}

void MemoryLobby::dismissBooking() {
    state_.booking.reset();
    state_.booking_refusal.reset();
    changed();
}

void MemoryLobby::typeCheckInCode(const std::string& digits) {
    typed_figures_ = digits;
    showCode(catalogue::ShortCode::parse(digits) == catalogue::ShortCode::parse(kFigures)
                 ? flows::CheckInOutcome::Admitted
                 : flows::CheckInOutcome::UnknownCode);
}

void MemoryLobby::printGuide(const std::string& item_id) {
    state_.printed_page = item_id;
    state_.guide_print = PrintProgress::Printing;
    changed();
}

void MemoryLobby::printActivity(const std::string& activity_id) {
    printed_activity_ = activity_id;
    state_.printed_page = activity_id;
    state_.guide_print = PrintProgress::Printing;
    changed();
}

void MemoryLobby::callForHelp(const std::string& page) {
    help_page_ = page;
    const auto* site = state_.catalogue ? state_.catalogue->ownSite() : nullptr;
    const bool staffed = !site || site->level != catalogue::SiteLevel::Post;
    const bool rings = staffed && state_.link == flows::Link::Online;
    help(rings ? flows::HelpProgress::Ringing : flows::HelpProgress::ByPhone);
}

void MemoryLobby::cancelHelp() { help(flows::HelpProgress::None); }

} // namespace onestop::tests
