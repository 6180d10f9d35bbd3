// SPDX-License-Identifier: Apache-2.0
// Which call the hall display shows: one after the other, none lost, none over another. Pure: no clock, no screen.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/catalogue/queue_state.h"

namespace onestop::viewmodels {

class HallCalls {
public:
    /// Long enough for three blinks and to read a number twice.
    static constexpr std::chrono::seconds kShownAtLeast{6};

    /// `calls`: newest first, as the queue says. The first time, what was called before is not called again.
    /// `now` may jump back; a call is then shown for its time anew.
    void hear(const std::vector<catalogue::QueueCall>& calls, events::WallTime now);

    const std::optional<catalogue::QueueCall>& shown() const { return shown_; }
    /// Grows with each call that is put on the display, so that it blinks also for a recall.
    int serial() const { return serial_; }

private:
    void show(catalogue::QueueCall call, events::WallTime now);

    std::deque<catalogue::QueueCall> waiting_;
    std::map<std::string, int> heard_; ///< call_id → times
    std::optional<catalogue::QueueCall> shown_;
    events::WallTime since_{};
    int serial_ = 0;
    bool started_ = false;
};

} // namespace onestop::viewmodels
