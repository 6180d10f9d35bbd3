// SPDX-License-Identifier: Apache-2.0
// 签到: what a scanned code means here and now. The signature and the claims are judged by
// sync/catalogue/check_in_token.h; this adds what only the place knows: was it used before, is the activity known, is
// there room (DESIGN 5, check-in code). Pure: the verdict and the store's knowledge come in as values.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/flows/pin_brake.h"
#include "sync/catalogue/check_in_token.h"
#include "sync/events/clock.h"

namespace onestop::flows {

/// How a check-in ended. Everything but Admitted says what to do instead.
enum class CheckInOutcome {
    Admitted,
    AlreadyUsed,
    Expired,
    NotYet,
    WrongSite,
    WrongDay,
    Revoked,
    Forged,
    UnknownKey,
    Unreadable,
    UnknownActivity,
    Full,
    UnknownCode, ///< figures that were typed and that no booking of this kiosk has
    NotRecorded, ///< good, but the kiosk cannot write it down: staff admit by hand
};

/// What the store and the catalogue know about a code whose signature and claims hold.
struct CheckInFacts {
    std::optional<events::WallTime> used_at = std::nullopt; ///< admitted before with this very code
    bool activity_known = false;                            ///< its session stands in this month's list
    int people = 1;                                         ///< on the code
    int present = 0;                                        ///< admitted here so far
    int capacity = 0;                                       ///< 0: no limit
};

/// The verdict of the code alone, as the screen names it.
CheckInOutcome outcomeOf(catalogue::TokenOutcome outcome);

/// The answer for a code that was admitted by its signature and claims.
CheckInOutcome decideCheckIn(const CheckInFacts& facts);

/// Figures were typed that nothing here has: after three each one more doubles the wait. A right code gives no tries
/// back, else whoever has one could guess for ever; a quarter of an hour without a wrong one does.
PinBrake afterUnknownCode(const PinBrake& brake, session::Moment now);

/// The reason as the event log names it (events.toml, checkin.rejected).
std::string_view reasonText(CheckInOutcome outcome);

} // namespace onestop::flows
