// SPDX-License-Identifier: Apache-2.0
// When a new service day begins.
#include "kiosk/flows/service_day_keeper.h"

namespace onestop::flows {

ServiceDayKeeper::Change ServiceDayKeeper::observe(const ClockReading& reading) {
    Change change;
    if (last_) {
        const auto by = (reading.wall - last_->wall) - (reading.monotonic - last_->monotonic);
        if (by > kJump || by < -kJump) {
            jumped_ = true;
            change.jumped_by = by;
        }
    }
    last_ = reading;
    if (reading.confirmed && reading.trusted) {
        jumped_ = false;
    }

    const catalogue::ServiceDay today = catalogue::serviceDayOf(reading.wall);
    if (!day_) {
        day_ = today;
        change.day_began = true;
        return change;
    }
    const auto ahead = std::chrono::sys_days(today.date) - std::chrono::sys_days(day_->date);
    const bool believable = reading.trusted && !jumped_ && (ahead <= kLongestPause || reading.confirmed);
    if (ahead > std::chrono::days(0) && believable) {
        day_ = today;
        change.day_began = true;
    }
    return change;
}

} // namespace onestop::flows
