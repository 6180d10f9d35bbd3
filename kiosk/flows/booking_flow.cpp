// SPDX-License-Identifier: Apache-2.0
// The decisions of 活动预约.
#include "kiosk/flows/booking_flow.h"

namespace onestop::flows {

std::optional<BookingRefusal> refuseBooking(const BookingFacts& facts, events::WallTime now) {
    if (facts.session == nullptr || !catalogue::takesBookings(*facts.session) || facts.people < 1 ||
        facts.people > kMostPeople)
        return BookingRefusal::NotBookable;
    if (now >= facts.session->begins_at) return BookingRefusal::Begun;
    if (facts.site_closed) return BookingRefusal::Closed;
    if (!catalogue::isBookable(*facts.session, now)) return BookingRefusal::TooEarly;
    if (!facts.store_writable) return BookingRefusal::NotKept;
    if (facts.booked_in_this_visit) return BookingRefusal::AlreadyBooked;
    const bool waits = standingFor(facts.places, facts.people) == BookingStanding::Waitlisted;
    if (waits && facts.places.waiting + facts.people > kLongestLine) return BookingRefusal::Full;
    return std::nullopt;
}

BookingStanding standingFor(const PlacesHere& places, int people) {
    const bool fits = places.waiting == 0 && people <= places.free();
    return fits ? BookingStanding::Confirmed : BookingStanding::Waitlisted;
}

std::size_t movedUp(std::span<const int> line, int free) {
    std::size_t moved = 0;
    while (moved < line.size() && line[moved] <= free)
        free -= line[moved++];
    return moved;
}

bool checksIn(BookingStanding standing, const catalogue::ActivitySession& session, events::WallTime now) {
    return standing == BookingStanding::Confirmed && now >= session.begins_at - kCheckInOpens;
}

bool mayCancel(BookingStanding standing, const catalogue::ActivitySession& session, events::WallTime now) {
    return standing != BookingStanding::Cancelled && now < session.begins_at - kCheckInOpens;
}

bool mayReprint(BookingStanding standing, PrintProgress print) {
    return standing != BookingStanding::Cancelled && print != PrintProgress::Printing;
}

catalogue::CheckInClaims claimsOf(const catalogue::ActivitySession& session, const std::string& site,
                                  const std::string& token_id, int people, BookingStanding standing,
                                  events::WallTime issued) {
    const auto opens = session.begins_at - kCheckInOpens;
    return {.issuer = site,
            .expires = standing == BookingStanding::Confirmed ? session.ends_at : opens,
            .not_before = opens,
            .issued = issued,
            .token_id = token_id,
            .activity_session_id = session.activity_session_id,
            .site = site,
            .people = people};
}

} // namespace onestop::flows
