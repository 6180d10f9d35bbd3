// SPDX-License-Identifier: Apache-2.0
// Promises: nobody is refused without a reason, and the reason is the one that helps; a ticket's state is the queue's
// word.
#include "kiosk/flows/ticket_flow.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::flows;

TEST_CASE("an open counter with room gives a number", "[ticket]") {
    CHECK_FALSE(refuseTicket({}).has_value());
    CHECK_FALSE(refuseTicket({.quota_per_day = 30, .issued_today = 29}).has_value());
}

TEST_CASE("each reason refuses by its own name", "[ticket]") {
    CHECK(refuseTicket({.site_closed = true}) == TicketRefusal::ClosedBySite);
    CHECK(refuseTicket({.has_counters = false}) == TicketRefusal::NoCounters);
    CHECK(refuseTicket({.person_waiting = true}) == TicketRefusal::AlreadyWaiting);
    CHECK(refuseTicket({.open = false}) == TicketRefusal::OutsideHours);
    CHECK(refuseTicket({.quota_per_day = 30, .issued_today = 30}) == TicketRefusal::QuotaFull);
    CHECK(refuseTicket({.store_writable = false}) == TicketRefusal::StoreFull);
}

TEST_CASE("a closure is told before anything else, and an earlier number before the hours", "[ticket]") {
    CHECK(refuseTicket({.site_closed = true, .has_counters = false, .open = false}) == TicketRefusal::ClosedBySite);
    CHECK(refuseTicket({.open = false, .person_waiting = true}) == TicketRefusal::AlreadyWaiting);
}

TEST_CASE("every refusal goes away when its cause does, and only then", "[ticket][property]") {
    for (int bits = 0; bits < 64; ++bits) {
        const TicketFacts facts{.store_writable = (bits & 1) == 0,
                                .site_closed = (bits & 2) != 0,
                                .has_counters = (bits & 4) == 0,
                                .open = (bits & 8) == 0,
                                .quota_per_day = 5,
                                .issued_today = (bits & 16) != 0 ? 5 : 4,
                                .person_waiting = (bits & 32) != 0};
        INFO("causes " << bits);
        CHECK(refuseTicket(facts).has_value() == (bits != 0));
    }
}

TEST_CASE("a ticket follows the queue", "[ticket]") {
    catalogue::QueueTicket heard;
    heard.ticket_id = "t";
    CHECK(ticketProgress(nullptr, TicketFate::Live) == TicketProgress::Waiting);
    heard.state = catalogue::TicketState::Called;
    CHECK(ticketProgress(&heard, TicketFate::Live) == TicketProgress::Called);
    heard.state = catalogue::TicketState::Serving;
    CHECK(ticketProgress(&heard, TicketFate::Live) == TicketProgress::Serving);
    heard.state = catalogue::TicketState::Passed;
    CHECK(ticketProgress(&heard, TicketFate::Live) == TicketProgress::Passed);
    heard.state = catalogue::TicketState::Done;
    CHECK(ticketProgress(&heard, TicketFate::Live) == TicketProgress::Done);
    heard.state = catalogue::TicketState::GivenUp;
    CHECK(ticketProgress(&heard, TicketFate::Live) == TicketProgress::GivenUp);
}

TEST_CASE("a ticket given up here stays given up although the hub has not heard of it", "[ticket]") {
    catalogue::QueueTicket heard;
    heard.state = catalogue::TicketState::Called;
    CHECK(ticketProgress(&heard, TicketFate::GivenUp) == TicketProgress::GivenUp);
}

TEST_CASE("a ticket that was served stays served when the queue no longer names it", "[ticket]") {
    CHECK(ticketProgress(nullptr, TicketFate::Done) == TicketProgress::Done);
}

TEST_CASE("a reprint is for live tickets whose print is not under way", "[ticket]") {
    CHECK(mayReprint(TicketProgress::Waiting, PrintProgress::Printed));
    CHECK(mayReprint(TicketProgress::Passed, PrintProgress::Unknown));
    CHECK(mayReprint(TicketProgress::Called, PrintProgress::Failed));
    CHECK_FALSE(mayReprint(TicketProgress::Waiting, PrintProgress::Printing));
    CHECK_FALSE(mayReprint(TicketProgress::Done, PrintProgress::Printed));
    CHECK_FALSE(mayReprint(TicketProgress::GivenUp, PrintProgress::Printed));
}
