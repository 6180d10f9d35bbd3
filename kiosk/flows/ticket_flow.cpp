// SPDX-License-Identifier: Apache-2.0
// The decisions of 取号.
#include "kiosk/flows/ticket_flow.h"

namespace onestop::flows {

std::optional<TicketRefusal> refuseTicket(const TicketFacts& facts) {
    if (facts.site_closed) {
        return TicketRefusal::ClosedBySite;
    }
    if (!facts.has_counters) {
        return TicketRefusal::NoCounters;
    }
    if (facts.person_waiting) {
        return TicketRefusal::AlreadyWaiting; // before the hours: her earlier number still counts
    }
    if (!facts.open) {
        return TicketRefusal::OutsideHours;
    }
    if (facts.quota_per_day && facts.issued_today >= *facts.quota_per_day) {
        return TicketRefusal::QuotaFull;
    }
    if (!facts.store_writable) {
        return TicketRefusal::StoreFull;
    }
    return std::nullopt;
}

TicketProgress ticketProgress(const catalogue::QueueTicket* heard, TicketFate here) {
    if (here == TicketFate::GivenUp) {
        return TicketProgress::GivenUp; // the hub may hear of it only later
    }
    if (heard == nullptr) {
        return here == TicketFate::Done ? TicketProgress::Done : TicketProgress::Waiting;
    }
    switch (heard->state) {
    case catalogue::TicketState::Waiting:
        return TicketProgress::Waiting;
    case catalogue::TicketState::Called:
        return TicketProgress::Called;
    case catalogue::TicketState::Serving:
        return TicketProgress::Serving;
    case catalogue::TicketState::Passed:
        return TicketProgress::Passed;
    case catalogue::TicketState::Done:
        return TicketProgress::Done;
    case catalogue::TicketState::GivenUp:
        return TicketProgress::GivenUp;
    }
    return TicketProgress::Waiting;
}

bool isLive(TicketProgress progress) { return progress != TicketProgress::Done && progress != TicketProgress::GivenUp; }

bool mayReprint(TicketProgress progress, PrintProgress print) {
    return isLive(progress) && print != PrintProgress::Printing;
}

} // namespace onestop::flows
