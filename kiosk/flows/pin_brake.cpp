// SPDX-License-Identifier: Apache-2.0
#include "kiosk/flows/pin_brake.h"

#include <algorithm>

namespace onestop::flows {

std::chrono::seconds pinWait(const PinBrake& brake, session::Moment now) {
    return std::max(std::chrono::ceil<std::chrono::seconds>(brake.shut_until - now), std::chrono::seconds(0));
}

PinBrake afterWrongPin(const PinBrake& brake, session::Moment now) {
    PinBrake next{.wrong = brake.wrong + 1, .shut_until = now};
    if (next.wrong < kFreeTries) return next;
    std::chrono::seconds wait = kFirstWait;
    for (int doubled = kFreeTries; doubled < next.wrong && wait < kLongestWait; ++doubled)
        wait *= 2;
    next.shut_until += std::min(wait, kLongestWait);
    return next;
}

} // namespace onestop::flows
