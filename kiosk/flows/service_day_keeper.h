// SPDX-License-Identifier: Apache-2.0
// The service day only moves forward, at 04:00 by a trusted clock; a jump of the clock never starts one (DESIGN 4.2):
// numbers that began again at 001 in the middle of a morning would send two people to one counter.
// Pure: wall and monotonic time come in as arguments.
#pragma once

#include <chrono>
#include <optional>

#include "sync/catalogue/service_day.h"
#include "sync/events/clock.h"

namespace onestop::flows {

/// One look at the clocks.
struct ClockReading {
    events::WallTime wall{};
    std::chrono::milliseconds monotonic{};
    bool trusted = true;    ///< at or above the floor of time
    bool confirmed = false; ///< the upstream is reached now, so its certificate and date agree with our wall time
};

class ServiceDayKeeper {
public:
    /// A step of the wall clock against the monotonic one by more than this is a jump.
    static constexpr std::chrono::seconds kJump{120};
    /// A stored day older than this is left only by a confirmed clock: a kiosk may stand dark for weeks, not for
    /// months.
    static constexpr std::chrono::days kLongestPause{45};

    /// `stored`: the day the store last held; absent in a new store, which takes the day of the first reading.
    explicit ServiceDayKeeper(std::optional<catalogue::ServiceDay> stored) : day_(stored) {}

    struct Change {
        bool day_began = false;
        std::optional<std::chrono::milliseconds> jumped_by; ///< for the event clock.jumped; signed
    };

    /// To be called at start and every few seconds.
    Change observe(const ClockReading& reading);

    /// Absent only before the first reading of a new store.
    const std::optional<catalogue::ServiceDay>& day() const { return day_; }

private:
    std::optional<catalogue::ServiceDay> day_;
    std::optional<ClockReading> last_;
    bool jumped_ = false;
};

} // namespace onestop::flows
