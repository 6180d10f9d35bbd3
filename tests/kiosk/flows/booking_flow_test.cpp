// SPDX-License-Identifier: Apache-2.0
// Promises: a session never has more people than it has places, whoever books, gives back or waits in whatever order;
// who waited longest moves up first; a place given back is there again; each refusal has its reason; the code of one
// who waits opens nothing.
#include "kiosk/flows/booking_flow.h"

#include <random>
#include <vector>

#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::flows;
using namespace std::chrono_literals;

namespace {

const events::WallTime kNow = *events::parseRfc3339("2026-11-23T10:00:00+08:00");

catalogue::ActivitySession sessionIn(std::chrono::minutes time) {
    return {.activity_session_id = "lantern-28",
            .activity_id = "lantern",
            .begins_at = kNow + time,
            .ends_at = kNow + time + 90min,
            .capacity = 20,
            .check_in = true};
}

/// A kiosk's bookings of one session, as its store keeps them.
struct Line {
    struct Booking {
        int people;
        BookingStanding standing;
    };
    PlacesHere places;
    std::vector<Booking> bookings;

    void recount() {
        places.booked = places.waiting = 0;
        for (const auto& each : bookings) {
            if (each.standing == BookingStanding::Confirmed) places.booked += each.people;
            if (each.standing == BookingStanding::Waitlisted) places.waiting += each.people;
        }
    }
    void moveUp() {
        std::vector<int> line;
        std::vector<std::size_t> of;
        for (std::size_t i = 0; i < bookings.size(); ++i) {
            if (bookings[i].standing != BookingStanding::Waitlisted) continue;
            line.push_back(bookings[i].people);
            of.push_back(i);
        }
        for (std::size_t i = 0, moved = movedUp(line, places.free()); i < moved; ++i)
            bookings[of[i]].standing = BookingStanding::Confirmed;
        recount();
    }
};

} // namespace

TEST_CASE("in any order of booking, giving back, leasing and returning nobody is one too many", "[booking][property]") {
    std::mt19937 chance(28);
    const auto session = sessionIn(48h);
    for (int round = 0; round < 300; ++round) {
        Line line;
        for (int step = 0; step < 80; ++step) {
            switch (chance() % 5) {
            case 0:
            case 1: {
                const int people = 1 + static_cast<int>(chance() % 2);
                const auto before = line.places;
                if (refuseBooking({.session = &session, .people = people, .places = before}, kNow)) {
                    CHECK(before.waiting + people > kLongestLine);
                    break;
                }
                line.bookings.push_back({people, standingFor(before, people)});
                line.recount();
                break;
            }
            case 2:
                if (!line.bookings.empty())
                    line.bookings[chance() % line.bookings.size()].standing = BookingStanding::Cancelled;
                line.recount();
                break;
            case 3:
                line.places.granted += static_cast<int>(chance() % 4);
                break;
            default: // syncd gives back what is free
                if (line.places.free() > 0) ++line.places.returned;
            }
            line.moveUp();
            REQUIRE(line.places.booked <= line.places.granted - line.places.returned);
            REQUIRE(line.places.waiting <= kLongestLine);
            // Nobody waits while there is room for the first of the line.
            for (const auto& each : line.bookings) {
                if (each.standing != BookingStanding::Waitlisted) continue;
                CHECK(each.people > line.places.free());
                break;
            }
        }
    }
}

TEST_CASE("a place given back goes to who waited longest, and then it is bookable again", "[booking]") {
    Line line;
    line.places.granted = 2;
    for (const int people : {2, 2, 1}) {
        line.bookings.push_back({people, standingFor(line.places, people)});
        line.recount();
    }
    CHECK(line.bookings[0].standing == BookingStanding::Confirmed);
    CHECK(line.bookings[1].standing == BookingStanding::Waitlisted);
    line.bookings[0].standing = BookingStanding::Cancelled;
    line.recount();
    line.moveUp();
    CHECK(line.bookings[1].standing == BookingStanding::Confirmed);
    CHECK(line.bookings[2].standing == BookingStanding::Waitlisted);

    for (auto& each : line.bookings)
        each.standing = BookingStanding::Cancelled;
    line.recount();
    CHECK(standingFor(line.places, 2) == BookingStanding::Confirmed);
}

TEST_CASE("nobody overtakes the line, also not with a smaller party", "[booking]") {
    CHECK(standingFor({.granted = 1, .waiting = 2}, 1) == BookingStanding::Waitlisted);
    CHECK(movedUp(std::vector<int>{2, 1}, 1) == 0);
    CHECK(movedUp(std::vector<int>{1, 2, 1}, 3) == 2);
    CHECK(movedUp({}, 3) == 0);
}

TEST_CASE("each refusal of a booking has its reason", "[booking]") {
    const auto session = sessionIn(48h);
    const auto refused = [&](BookingFacts facts, events::WallTime now = kNow) { return refuseBooking(facts, now); };
    CHECK_FALSE(refused({.session = &session, .places = {.granted = 1}}));
    CHECK_FALSE(refused({.session = &session, .places = {}})); // no place leased: the line
    CHECK(refused({}) == BookingRefusal::NotBookable);
    CHECK(refused({.session = &session, .people = 3, .places = {}}) == BookingRefusal::NotBookable);
    auto walk_in = session;
    walk_in.capacity = 0;
    CHECK(refused({.session = &walk_in, .places = {}}) == BookingRefusal::NotBookable);
    CHECK(refused({.session = &session, .places = {}}, session.begins_at) == BookingRefusal::Begun);
    CHECK(refused({.session = &session, .site_closed = true, .places = {}}) == BookingRefusal::Closed);
    CHECK(refused({.session = &session, .places = {}}, session.begins_at - 8 * 24h) == BookingRefusal::TooEarly);
    CHECK(refused({.store_writable = false, .session = &session, .places = {}}) == BookingRefusal::NotKept);
    CHECK(refused({.session = &session, .booked_in_this_visit = true, .places = {}}) == BookingRefusal::AlreadyBooked);
    CHECK(refused({.session = &session, .places = {.granted = 4, .booked = 4, .waiting = kLongestLine}}) ==
          BookingRefusal::Full);
}

TEST_CASE("until check-in opens a code shows its booking, then it checks in", "[booking]") {
    const auto session = sessionIn(48h);
    const auto opens = session.begins_at - kCheckInOpens;
    CHECK_FALSE(checksIn(BookingStanding::Confirmed, session, opens - 1ms));
    CHECK(checksIn(BookingStanding::Confirmed, session, opens));
    CHECK_FALSE(checksIn(BookingStanding::Waitlisted, session, opens));
    CHECK_FALSE(checksIn(BookingStanding::Cancelled, session, opens));
    CHECK(mayCancel(BookingStanding::Confirmed, session, opens - 1ms));
    CHECK(mayCancel(BookingStanding::Waitlisted, session, opens - 1ms));
    CHECK_FALSE(mayCancel(BookingStanding::Cancelled, session, opens - 1ms));
    CHECK_FALSE(mayCancel(BookingStanding::Confirmed, session, opens));
}

TEST_CASE("the code of a booking admits from check-in to the end; that of one who waits admits never",
          "[booking][property]") {
    const auto session = sessionIn(26h);
    const auto key = crypto::PrivateKey::generate();
    const catalogue::CheckInKey listed{.kid = catalogue::checkInKid(key.publicKey()),
                                       .key = key.publicKey(),
                                       .issuer = "dapeng-kuichong",
                                       .valid_from = kNow - 24h,
                                       .valid_to = kNow + 24h * 365};
    const auto code = [&](BookingStanding standing) {
        const auto claims = claimsOf(session, "dapeng-kuichong", std::string(32, 'a'), 2, standing, kNow);
        return catalogue::makeToken(claims, listed.kid, key);
    };
    const auto confirmed = code(BookingStanding::Confirmed), waits = code(BookingStanding::Waitlisted);
    for (auto now = kNow; now < session.ends_at + 24h; now += 7min) {
        const auto admits = [&](const std::string& text) {
            const auto verdict = catalogue::verifyToken(
                text, {.site = "dapeng-kuichong", .keys = {&listed, 1}, .now = now, .session = {}});
            REQUIRE(verdict.claims);
            return verdict.outcome == catalogue::TokenOutcome::Admitted;
        };
        CHECK(admits(confirmed) == (now >= session.begins_at - kCheckInOpens && now < session.ends_at));
        CHECK_FALSE(admits(waits));
    }
}
