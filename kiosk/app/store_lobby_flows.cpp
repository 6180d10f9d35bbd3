// SPDX-License-Identifier: Apache-2.0
// The resident's verbs: each asks the pure decision, commits what follows from it, and only then shows it.
#include <algorithm>
#include <utility>

#include "kiosk/app/slip_of.h"
#include "kiosk/app/store_lobby.h"
#include "sync/catalogue/activity_sessions.h"

namespace onestop::app {

namespace {

constexpr std::chrono::seconds kTrembling{2}; ///< a second touch so soon is the same touch

} // namespace

void StoreLobby::issueTicket(const std::string& item_id, flows::PriorityClass priority) {
    advanceSession(session::Input::Touch);
    if (state_.closed_since) return;
    const bool same_touch = ticket_ && ticket_->item_id == item_id && ticket_->fate == flows::TicketFate::Live &&
                            clock_.now() - ticket_->issued_at < kTrembling;
    if (same_touch) return;
    const catalogue::ServiceItem* item = state_.catalogue ? state_.catalogue->item(item_id) : nullptr;
    const catalogue::Business* business =
        state_.catalogue ? state_.catalogue->queue_plan.businessOfItem(item_id) : nullptr;

    state_.refusal = flows::refuseTicket(factsFor(item, business));
    state_.refused_item = state_.refusal ? item_id : std::string();
    if (!state_.refusal) {
        auto issued = records_->issue({.item_id = item_id,
                                       .item_name = item->name.zh_hans,
                                       .business = business->letter,
                                       .priority = priority,
                                       .person = person_},
                                      *day_->day());
        if (held(issued) && *issued) {
            showTicket(std::move(**issued));
            printTicket();
            refreshQuotas();
        } else {
            state_.refusal = flows::TicketRefusal::StoreFull;
        }
    }
    notify();
}

flows::TicketFacts StoreLobby::factsFor(const catalogue::ServiceItem* item, const catalogue::Business* business) {
    flows::TicketFacts facts;
    facts.store_writable = records_ && day_ && day_->day();
    facts.has_counters = item != nullptr && business != nullptr && !business->counters.empty();
    if (item != nullptr && business != nullptr) {
        const catalogue::OpeningState opening = state_.catalogue->openingForNumbers(*item, clock_.now());
        facts.open = opening.open;
        facts.site_closed = opening.closure.has_value();
        facts.quota_per_day = business->quota;
    }
    if (facts.store_writable && business != nullptr) {
        facts.issued_today = issuedToday(*business);
        if (person_) {
            auto live = records_->liveTicket(*person_, *day_->day());
            if (held(live) && *live) {
                facts.person_waiting = true;
                showTicket(std::move(**live));
            }
        }
    }
    return facts;
}

/// Of this business by the whole site, as far as this kiosk knows.
int StoreLobby::issuedToday(const catalogue::Business& business) {
    const auto mine = records_->ticketsOf(business.letter, *day_->day());
    if (!held(mine)) return 0;
    int issued = static_cast<int>(mine->size());
    if (state_.queue && state_.queue->service_day == *day_->day()) {
        // What other kiosks gave, as far as the hub told: theirs are the ids that are not ours.
        issued += static_cast<int>(std::ranges::count_if(state_.queue->tickets, [&](const auto& ticket) {
            return ticket.number.starts_with(business.letter) &&
                   std::ranges::find(*mine, ticket.ticket_id) == mine->end();
        }));
    }
    return issued;
}

bool StoreLobby::refreshQuotas() {
    std::set<std::string> given_out;
    if (state_.catalogue && records_ && day_ && day_->day()) {
        for (const auto& business : state_.catalogue->queue_plan.businesses)
            if (business.quota && issuedToday(business) >= *business.quota) given_out.insert(business.letter);
    }
    return std::exchange(state_.given_out, given_out) != given_out;
}

void StoreLobby::showTicket(TicketRecord record) {
    ticket_ = std::move(record);
    refreshTicket();
}

void StoreLobby::refreshTicket() {
    if (!ticket_) return;
    const catalogue::QueueTicket* heard = state_.queue ? state_.queue->ticket(ticket_->ticket_id) : nullptr;
    flows::TicketView view;
    view.ticket_id = ticket_->ticket_id;
    view.number = ticket_->number;
    view.item_id = ticket_->item_id;
    view.business = ticket_->business;
    view.priority = ticket_->priority;
    view.progress = flows::ticketProgress(heard, ticket_->fate);
    view.print = ticket_->print;
    view.reprint = state_.ticket && state_.ticket->ticket_id == ticket_->ticket_id && state_.ticket->reprint;
    view.ahead = peopleAhead(*ticket_, heard);
    if (state_.queue && state_.link == flows::Link::Online) {
        if (const auto* queue = state_.queue->business(ticket_->business)) view.wait = queue->wait;
    }
    if (state_.catalogue) {
        if (const auto* business = state_.catalogue->queue_plan.business(ticket_->business))
            view.counters = business->counters;
    }
    if (heard != nullptr &&
        (view.progress == flows::TicketProgress::Called || view.progress == flows::TicketProgress::Serving)) {
        view.called_to = heard->counter;
    }
    if (const auto pages = config_.ticketPages(); !pages.empty()) view.public_url = pages + ticket_->token;
    const bool served = view.progress == flows::TicketProgress::Done;
    state_.ticket = std::move(view);
    if (served) {
        offerRating(
            ticket_->ticket_id,
            {.subject = flows::RatingSubject::Ticket, .subject_id = ticket_->ticket_id, .item_id = ticket_->item_id},
            served);
    }
}

/// As the hub says; until it has heard of the ticket, all who wait there and ours that it has not heard of either.
/// Without the link nobody knows.
std::optional<int> StoreLobby::peopleAhead(const TicketRecord& record, const catalogue::QueueTicket* heard) {
    if (!state_.queue || state_.link != flows::Link::Online) return std::nullopt;
    if (heard != nullptr) return heard->ahead;
    const catalogue::BusinessQueue* queue = state_.queue->business(record.business);
    if (queue == nullptr || !records_) return std::nullopt;
    const auto mine = records_->ticketsOf(record.business, record.service_day);
    if (!held(mine)) return std::nullopt;
    const auto me = std::ranges::find(*mine, record.ticket_id);
    const auto unheard =
        std::count_if(mine->begin(), me, [&](const std::string& id) { return state_.queue->ticket(id) == nullptr; });
    return queue->waiting + static_cast<int>(unheard);
}

void StoreLobby::printTicket() {
    const auto order = records_->orderTicketPrint(ticket_->ticket_id, ticket_->number);
    if (!held(order)) {
        ticket_->print = flows::PrintProgress::Failed; // paper is a copy: the ticket on the screen holds
        refreshTicket();
        return;
    }
    ticket_->print = flows::PrintProgress::Printing;
    refreshTicket();
    state_.ticket->reprint = order->reprint;
    print_({.print_job_id = order->print_job_id,
            .receipt = receipts::makeTicket(slipOf(*ticket_, *state_.ticket, state_, language_, order->reprint)),
            .reprint = order->reprint});
}

void StoreLobby::reprintTicket() {
    advanceSession(session::Input::Touch);
    if (!ticket_ || !records_ || !flows::mayReprint(state_.ticket->progress, ticket_->print)) return;
    printTicket();
    notify();
}

void StoreLobby::giveUpTicket() {
    advanceSession(session::Input::Touch);
    if (!ticket_ || !records_ || !flows::isLive(state_.ticket->progress)) return;
    if (!held(records_->giveUp(ticket_->ticket_id))) return;
    ticket_->fate = flows::TicketFate::GivenUp;
    refreshTicket();
    notify();
}

void StoreLobby::dismissRefusal() {
    state_.refusal.reset();
    state_.refused_item.clear();
    notify();
}

void StoreLobby::dismissCheckIn() {
    state_.check_in.reset();
    notify();
}

void StoreLobby::printGuide(const std::string& item_id) {
    advanceSession(session::Input::Touch);
    const catalogue::ServiceItem* item = state_.catalogue ? state_.catalogue->item(item_id) : nullptr;
    if (item != nullptr)
        printSheet(item->item_id, item->name.zh_hans, receipts::makeGuide(slipOf(*item, state_, language_)));
}

void StoreLobby::printActivity(const std::string& activity_id) {
    advanceSession(session::Input::Touch);
    const auto* activity = state_.catalogue ? catalogue::activityOf(*state_.catalogue, activity_id) : nullptr;
    if (activity != nullptr)
        printSheet(activity_id, activity->title.zh_hans, receipts::makeActivity(slipOf(*activity, state_, language_)));
}

/// What is to be taken home to read; one at a time.
void StoreLobby::printSheet(const std::string& page, const std::string& title, receipt_printer::Receipt receipt) {
    if (state_.guide_print == flows::PrintProgress::Printing) return;
    state_.guide_print = flows::PrintProgress::Failed;
    state_.printed_page = page;
    if (records_) {
        if (const auto order = records_->orderPrint(title); held(order)) {
            guide_job_ = order->print_job_id;
            state_.guide_print = flows::PrintProgress::Printing;
            print_({.print_job_id = guide_job_, .receipt = std::move(receipt)});
        }
    }
    notify();
}

void StoreLobby::printFinished(const std::string& print_job_id) {
    if (!records_) return;
    if (print_job_id == guide_job_) {
        if (const auto print = records_->printState(print_job_id); held(print)) state_.guide_print = *print;
    } else if (state_.opinion && print_job_id == sealed_.print_job_id) {
        if (const auto print = records_->printState(print_job_id); held(print)) state_.opinion->print = *print;
    } else if (print_job_id == booking_job_) {
        if (const auto print = records_->printState(print_job_id); held(print) && state_.booking)
            state_.booking->print = *print;
    } else if (ticket_) {
        auto row = records_->ticket(ticket_->ticket_id);
        if (held(row) && *row) showTicket(std::move(**row));
    }
    notify();
}

void StoreLobby::callForHelp(const std::string& page) {
    advanceSession(session::Input::Touch);
    if (help_.progress == flows::HelpProgress::Ringing || help_.progress == flows::HelpProgress::Coming) return;
    const catalogue::Site* site = state_.catalogue ? state_.catalogue->ownSite() : nullptr;
    const bool staffed = site == nullptr || site->level != catalogue::SiteLevel::Post;
    std::string help_id;
    if (records_) {
        if (auto requested = records_->requestHelp(page); held(requested)) help_id = std::move(*requested);
    }
    const bool reachable = state_.link == flows::Link::Online && !help_id.empty();
    if (help_id.empty()) help_id = store::newUuid7(clock_, random_);
    help_ = flows::callHelp(help_, std::move(help_id), staffed, reachable, clock_.monotonic());
    state_.help = help_.progress;
    notify();
}

void StoreLobby::cancelHelp() {
    advanceSession(session::Input::Touch);
    if (records_ && flows::isHelpOpen(help_)) held(records_->endHelp(help_.help_id, true));
    help_ = {};
    state_.help = flows::HelpProgress::None;
    notify();
}

void StoreLobby::scanned(std::string_view text) {
    personal_ = true;
    if (!staff_first_.code || !staff_first_.code(text)) visitorScanned(text);
}

void StoreLobby::scanNotRead() {
    personal_ = true; // part of it may have been
    if (!staff_first_.code || !staff_first_.code(std::nullopt)) visitorScanned({});
}

void StoreLobby::visitorScanned(std::string_view text) {
    advanceSession(arrival());
    if (state_.closed_since) return;
    answerCode(std::string(text));
    notify();
}

void StoreLobby::answerCode(std::string code) {
    if (showTicketOfSlip(code) || showBookingOfCode(code)) return;
    state_.check_in = checkIn(code);
    state_.check_in->serial = ++scans_;
}

bool StoreLobby::showTicketOfSlip(std::string_view text) {
    const std::string slip = config_.ticketPages();
    if (slip.empty() || !text.starts_with(slip) || !records_ || !day_ || !day_->day()) return false;
    auto record = records_->ticketOfToken(text.substr(slip.size()), *day_->day());
    if (!held(record) || !*record) return false;
    state_.rating.reset();
    showTicket(std::move(**record));
    return true;
}

void StoreLobby::offerRating(std::string rated_id, flows::RatingView view, bool served) {
    const bool shown = state_.rating && rated_id_ == rated_id;
    if (shown || !records_) return;
    const auto rated = records_->isRated(rated_id);
    if (!held(rated) || !flows::mayRate(served, *rated)) return;
    rated_id_ = std::move(rated_id);
    state_.rating = std::move(view);
}

void StoreLobby::rate(int level, const std::vector<std::string>& reasons) {
    advanceSession(session::Input::Touch);
    const bool open = state_.rating && state_.rating->stage == flows::RatingStage::Open;
    if (!open || level < flows::kLeastLevel || level > flows::kMostLevel) return;
    const RatingOrder order{.rated_id = rated_id_,
                            .subject = state_.rating->subject,
                            .subject_id = state_.rating->subject_id,
                            .level = level,
                            .reasons = flows::offeredReasons(state_.rating->subject, level, reasons)};
    const bool kept = records_ && held(records_->rate(order));
    state_.rating->stage = kept ? flows::RatingStage::Given : flows::RatingStage::NotKept;
    sealed_.rated_level = level;
    sealed_.called_back = false;
    notify();
}

void StoreLobby::dismissRating() {
    state_.rating.reset();
    if (state_.ticket) refreshTicket(); // a rating that was not kept may be tried again
    notify();
}

flows::CheckInView StoreLobby::checkIn(std::string_view text) {
    flows::CheckInView view;
    if (!signer_) openSigner();
    catalogue::CheckInRules rules; // without a catalogue no key but our own is known
    rules.site = config_.site;
    rules.now = clock_.now();
    std::vector<catalogue::CheckInKey> keys; // our own first: its codes hold here, listed or not
    if (signer_) keys.push_back(signer_->ownEntry());
    if (state_.catalogue) {
        rules = state_.catalogue->checkInRules(clock_.now());
        keys.insert(keys.end(), rules.keys.begin(), rules.keys.end());
    }
    rules.keys = keys;
    const catalogue::TokenVerdict verdict = catalogue::verifyToken(text, rules);
    view.outcome = flows::outcomeOf(verdict.outcome);
    flows::CheckInFacts facts;
    const catalogue::ActivitySession* session = nullptr;
    if (verdict.claims) {
        view.activity_session_id = verdict.claims->activity_session_id;
        view.people = facts.people = verdict.claims->people;
        const auto [activity, found] = state_.catalogue
                                           ? state_.catalogue->session(view.activity_session_id)
                                           : std::pair<const catalogue::Activity*, const catalogue::ActivitySession*>{};
        session = found;
        if (session != nullptr) {
            view.activity_id = activity->activity_id;
            view.capacity = facts.capacity = session->capacity;
            facts.activity_known = true;
        }
    }
    if (view.outcome == flows::CheckInOutcome::Admitted) {
        view.outcome = flows::CheckInOutcome::NotRecorded;
        if (records_) {
            const auto used = records_->usedAt(verdict.claims->token_id);
            const auto present = records_->present(view.activity_session_id);
            if (held(used) && held(present)) {
                facts.used_at = view.used_at = *used;
                facts.present = *present;
                view.outcome = flows::decideCheckIn(facts);
                if (view.outcome == flows::CheckInOutcome::Admitted && !held(records_->admit(*verdict.claims))) {
                    view.outcome = flows::CheckInOutcome::NotRecorded;
                }
            }
        }
    }
    if (session != nullptr && records_) {
        const auto used = records_->usedAt(verdict.claims->token_id);
        if (held(used)) {
            state_.rating.reset();
            offerRating(
                verdict.claims->token_id,
                {.subject = flows::RatingSubject::Activity, .subject_id = view.activity_session_id, .item_id = {}},
                flows::tookPart(*used, session->begins_at, clock_.now()));
        }
    }
    if (records_) {
        if (const auto present = records_->present(view.activity_session_id); held(present)) view.present = *present;
        const bool refused =
            view.outcome != flows::CheckInOutcome::Admitted && view.outcome != flows::CheckInOutcome::NotRecorded;
        if (records_ && refused) held(records_->reject(view.outcome, view.activity_session_id));
    }
    return view;
}

} // namespace onestop::app
