// SPDX-License-Identifier: Apache-2.0
// 活动预约: who gets a place in a session, who waits for one, and who moves up when one comes free. No name is asked; a
// booking is its code. Places are leased ahead from the hub: beyond them there is only the waiting line, never an
// oversell (DESIGN 4.2). Pure: what the store, the catalogue and the clock know comes in as values.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "kiosk/flows/ticket_flow.h"
#include "sync/catalogue/activity.h"
#include "sync/catalogue/check_in_token.h"

namespace onestop::flows {

enum class BookingStanding { Confirmed, Waitlisted, Cancelled };

/// Why there is neither a place nor a place in the line. Each has its own sentence on the screen.
enum class BookingRefusal { NotKept, NotBookable, Closed, Begun, TooEarly, AlreadyBooked, Full };

constexpr int kMostPeople = 2;                    ///< a guardian and a child are booked as one
constexpr int kLongestLine = 10;                  ///< people who wait for one session at one kiosk
constexpr std::chrono::minutes kCheckInOpens{60}; ///< before the session begins

/// What this kiosk has of one session.
struct PlacesHere {
    int granted = 0;  ///< ever leased from the hub
    int returned = 0; ///< ever given back to it
    int booked = 0;   ///< people of confirmed bookings
    int waiting = 0;  ///< people in the waiting line

    int free() const { return granted - returned - booked; }
    bool operator==(const PlacesHere&) const = default;
};

/// Everything the decision needs to know.
struct BookingFacts {
    bool store_writable = true;                          ///< what cannot be made durable is not promised
    const catalogue::ActivitySession* session = nullptr; ///< of this site's list; null when it is not there
    bool site_closed = false;                            ///< a closure holds when the session begins
    bool booked_in_this_visit = false;
    int people = 1;
    PlacesHere places;
};

/// Absent: it may be booked. The order is that of what helps the resident most to know first.
std::optional<BookingRefusal> refuseBooking(const BookingFacts& facts, events::WallTime now);

/// A place, or the line: nobody overtakes who waits already, also not with a smaller party.
BookingStanding standingFor(const PlacesHere& places, int people);

/// How many of the line, in its order, now get a place. `line`: people of each booking that waits, oldest first.
std::size_t movedUp(std::span<const int> line, int free);

/// True when the code checks in now instead of showing its booking.
bool checksIn(BookingStanding standing, const catalogue::ActivitySession& session, events::WallTime now);

/// A booking can be given back until check-in opens.
bool mayCancel(BookingStanding standing, const catalogue::ActivitySession& session, events::WallTime now);

/// A second slip is offered while there is a code and no print of it is under way.
bool mayReprint(BookingStanding standing, PrintProgress print);

/// The claims of a booking's code. The code of one who waits is good at no moment: it names the booking at its kiosk
/// and opens no door anywhere.
catalogue::CheckInClaims claimsOf(const catalogue::ActivitySession& session, const std::string& site,
                                  const std::string& token_id, int people, BookingStanding standing,
                                  events::WallTime issued);

} // namespace onestop::flows
