// SPDX-License-Identifier: Apache-2.0
// Slows down whoever guesses the PIN of the staff pages: three tries are free, then each wrong one doubles the wait.
// Pure: the monotonic time comes in as an argument.
#pragma once

#include <chrono>

#include "kiosk/session/session.h"

namespace onestop::flows {

constexpr int kFreeTries = 3;
constexpr std::chrono::seconds kFirstWait{30};
constexpr std::chrono::seconds kLongestWait{900};

struct PinBrake {
    int wrong = 0; ///< in a row
    session::Moment shut_until{};

    bool operator==(const PinBrake&) const = default;
};

/// Whole seconds until a PIN is looked at again, rounded up; 0: now.
std::chrono::seconds pinWait(const PinBrake& brake, session::Moment now);
/// A wrong PIN was tried. One that was right begins with PinBrake{} again.
PinBrake afterWrongPin(const PinBrake& brake, session::Moment now);

} // namespace onestop::flows
