// SPDX-License-Identifier: Apache-2.0
// What happens this month, and its sessions, for which residents check in.
#pragma once

#include <string>
#include <vector>

#include "sync/catalogue/localized.h"
#include "sync/catalogue/service_day.h"

namespace onestop::catalogue {

struct ActivitySession {
    std::string activity_session_id;
    std::string activity_id;
    WallTime begins_at{};
    WallTime ends_at{}; ///< > begins_at
    int capacity = 0;   ///< 0: no limit
    bool check_in = false;
};

/// Bookings open so long before a session begins.
inline constexpr std::chrono::days kBookAhead{7};

/// A session with room for so many and a check-in is booked; one without limit is walked into.
inline bool takesBookings(const ActivitySession& session) { return session.capacity > 0 && session.check_in; }

/// True from kBookAhead before it begins until it begins.
inline bool isBookable(const ActivitySession& session, WallTime now) {
    return takesBookings(session) && now < session.begins_at && session.begins_at <= now + kBookAhead;
}

struct Activity {
    std::string activity_id;
    std::string site_id; ///< where it is; empty: this site
    LocalizedText title;
    LocalizedText description;
    std::vector<std::string> audience;
    std::string kind; ///< code: lecture, reception, class, health, visit …
    LocalizedText place;
    LocalizedText host; ///< who holds it; may be empty
    LocalizedText fee;
    std::vector<ActivitySession> sessions; ///< in order of begins_at
    bool demo = false;
};

} // namespace onestop::catalogue
