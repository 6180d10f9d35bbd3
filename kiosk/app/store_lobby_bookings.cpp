// SPDX-License-Identifier: Apache-2.0
// 活动预约: the resident's verbs, and what a booking's code means when it is held to the scanner.
#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/app/slip_of.h"
#include "kiosk/app/store_lobby.h"

namespace onestop::app {

namespace {

/// Whose figures can be typed: bookings are made a week ahead, and no kiosk makes so many in that time.
constexpr int kBookingsKnown = 2000;

} // namespace

flows::BookingFacts StoreLobby::bookingFacts(const std::string& activity_session_id, int people) const {
    flows::BookingFacts facts;
    facts.store_writable = records_.has_value() && signer_.has_value();
    facts.people = people;
    facts.booked_in_this_visit = booked_.contains(activity_session_id);
    if (state_.catalogue) {
        facts.session = state_.catalogue->session(activity_session_id).second;
        if (facts.session != nullptr)
            facts.site_closed = state_.catalogue->opening(facts.session->begins_at).closure.has_value();
    }
    if (const auto here = state_.places.find(activity_session_id); here != state_.places.end())
        facts.places = here->second;
    return facts;
}

void StoreLobby::bookActivity(const std::string& activity_session_id, int people) {
    advanceSession(session::Input::Touch);
    if (state_.closed_since) return;
    const bool shown = booking_ && booking_->activity_session_id == activity_session_id &&
                       booking_->standing != flows::BookingStanding::Cancelled;
    if (shown) return; // the same touch once more
    if (!signer_) openSigner();
    state_.booking_refusal.reset();
    auto refusal = flows::refuseBooking(bookingFacts(activity_session_id, people), clock_.now());
    if (!refusal) {
        if (auto booked = records_->book(activity_session_id, people, drawTokenId()); held(booked)) {
            booked_.insert(activity_session_id);
            showBooking(std::move(*booked));
            refreshBookings();
            printBooking(false);
        } else {
            refusal = flows::BookingRefusal::NotKept;
        }
    }
    if (refusal) state_.booking_refusal = {*refusal, activity_session_id};
    notify();
}

void StoreLobby::reprintBooking() {
    advanceSession(session::Input::Touch);
    if (!booking_ || !records_ || state_.booking->code.empty() ||
        !flows::mayReprint(booking_->standing, state_.booking->print))
        return;
    printBooking(true);
    notify();
}

void StoreLobby::cancelBooking() {
    advanceSession(session::Input::Touch);
    if (!booking_ || !records_ || !state_.booking->cancel_offered) return;
    if (!held(records_->cancelBooking(booking_->booking_id))) return;
    booking_->standing = flows::BookingStanding::Cancelled;
    booked_.erase(booking_->activity_session_id);
    refreshBookings();
    notify();
}

void StoreLobby::dismissBooking() {
    booking_.reset();
    booking_job_.clear();
    state_.booking.reset();
    state_.booking_refusal.reset();
    notify();
}

void StoreLobby::openSigner() { signer_ = CheckInSigner::open(config_.state, config_.site, clock_.now()); }

void StoreLobby::showBooking(BookingRecord record) {
    booking_ = std::move(record);
    booking_job_.clear();
    state_.booking.emplace();
    state_.booking->serial = ++scans_;
    refreshBooking();
}

/// Everything but print state and serial follows from the row and the session.
void StoreLobby::refreshBooking() {
    if (!booking_) return;
    const auto [activity, session] = state_.catalogue
                                         ? state_.catalogue->session(booking_->activity_session_id)
                                         : std::pair<const catalogue::Activity*, const catalogue::ActivitySession*>{};
    flows::BookingView& view = *state_.booking;
    view.booking_id = booking_->booking_id;
    view.activity_session_id = booking_->activity_session_id;
    view.people = booking_->people;
    view.standing = booking_->standing;
    view.here_only = !signer_ || !signer_->isListed(state_.catalogue.get(), clock_.now());
    view.cancel_offered = session != nullptr && flows::mayCancel(booking_->standing, *session, clock_.now());
    view.code.clear();
    view.short_code.clear();
    if (session == nullptr) return;
    view.activity_id = activity->activity_id;
    if (signer_ && booking_->standing != flows::BookingStanding::Cancelled) {
        view.code = codeOf(*booking_, *session);
        view.short_code = signer_->shortCode(booking_->token_id).text();
    }
}

/// Who waits moves up as soon as there is a place; then the screen is told how things stand.
bool StoreLobby::refreshBookings() {
    if (!records_) return false;
    auto places = records_->places();
    if (!held(places)) return false;
    std::size_t moved = 0;
    for (const auto& [session_id, here] : *places) {
        const auto* session = state_.catalogue ? state_.catalogue->session(session_id).second : nullptr;
        if (here.waiting == 0 || here.free() <= 0 || session == nullptr || clock_.now() >= session->begins_at) continue;
        if (const auto promoted = records_->moveUp(session_id); held(promoted)) moved += *promoted;
    }
    if (moved > 0) {
        places = records_->places();
        if (!held(places)) return false;
    }
    const bool changed = std::exchange(state_.places, *places) != *places;
    if (booking_) {
        auto row = records_->bookingOfToken(booking_->token_id);
        if (held(row) && *row) booking_ = std::move(**row);
        refreshBooking();
    }
    return changed;
}

void StoreLobby::printBooking(bool reprint) {
    state_.booking->print = flows::PrintProgress::Failed; // paper is a copy: the code on the screen holds
    state_.booking->reprint = reprint;
    const auto& title = booking_->activity_session_id;
    const auto order =
        reprint ? records_->orderBookingReprint(booking_->booking_id, title) : records_->orderPrint(title);
    if (!held(order)) return;
    booking_job_ = order->print_job_id;
    state_.booking->print = flows::PrintProgress::Printing;
    print_({.print_job_id = booking_job_,
            .receipt = receipts::makeBooking(slipOf(*booking_, *state_.booking, state_, language_)),
            .reprint = reprint});
}

std::string StoreLobby::drawTokenId() {
    const auto known = records_->newestBookings(kBookingsKnown);
    for (;;) {
        std::array<std::uint8_t, 16> bytes{};
        random_(bytes);
        auto token_id = crypto::toHex(bytes);
        const auto figures = signer_->shortCode(token_id);
        const bool taken = held(known) && std::ranges::any_of(*known, [&](const BookingRecord& each) {
                               return signer_->shortCode(each.token_id) == figures;
                           });
        if (!taken) return token_id;
    }
}

bool StoreLobby::refreshCodeWait() {
    const int left = static_cast<int>(flows::pinWait(code_brake_, clock_.monotonic()).count());
    return std::exchange(state_.short_code_wait_s, left) != left;
}

void StoreLobby::typeCheckInCode(const std::string& digits) {
    personal_ = true;
    advanceSession(session::Input::Touch);
    refreshCodeWait();
    const auto figures = catalogue::ShortCode::parse(digits);
    if (state_.closed_since || !figures || state_.short_code_wait_s > 0) return;
    if (const auto outcome = answerFigures(*figures)) {
        state_.check_in.emplace();
        state_.check_in->outcome = *outcome;
        state_.check_in->serial = ++scans_;
        if (records_ && *outcome != flows::CheckInOutcome::NotRecorded) held(records_->reject(*outcome, {}));
    }
    notify();
}

std::optional<flows::CheckInOutcome> StoreLobby::answerFigures(const catalogue::ShortCode& figures) {
    if (!signer_) openSigner();
    if (!signer_ || !records_) return flows::CheckInOutcome::NotRecorded;
    const auto known = records_->newestBookings(kBookingsKnown);
    if (!held(known)) return flows::CheckInOutcome::NotRecorded;
    const auto booking = std::ranges::find_if(
        *known, [&](const BookingRecord& each) { return signer_->shortCode(each.token_id) == figures; });
    if (booking == known->end()) {
        code_brake_ = flows::afterUnknownCode(code_brake_, clock_.monotonic());
        refreshCodeWait();
        return flows::CheckInOutcome::UnknownCode;
    }
    const auto* session = state_.catalogue ? state_.catalogue->session(booking->activity_session_id).second : nullptr;
    if (session == nullptr) return flows::CheckInOutcome::UnknownActivity;
    answerCode(codeOf(*booking, *session));
    return std::nullopt;
}

std::string StoreLobby::codeOf(const BookingRecord& record, const catalogue::ActivitySession& session) const {
    return signer_->sign(
        flows::claimsOf(session, config_.site, record.token_id, record.people, record.standing, record.booked_at));
}

bool StoreLobby::showBookingOfCode(std::string& code) {
    if (!signer_) openSigner();
    if (!signer_ || !records_ || !state_.catalogue) return false;
    const catalogue::CheckInKey own = signer_->ownEntry();
    const auto verdict =
        catalogue::verifyToken(code, {.site = config_.site, .keys = {&own, 1}, .now = clock_.now(), .session = {}});
    if (!verdict.claims) return false;
    auto record = records_->bookingOfToken(verdict.claims->token_id);
    if (!held(record) || !*record) return false;
    const auto* session = state_.catalogue->session((*record)->activity_session_id).second;
    if (session == nullptr) return false;
    if (flows::checksIn((*record)->standing, *session, clock_.now())) {
        code = codeOf(**record, *session);
        return false;
    }
    state_.booking_refusal.reset();
    showBooking(std::move(**record));
    return true;
}

} // namespace onestop::app
