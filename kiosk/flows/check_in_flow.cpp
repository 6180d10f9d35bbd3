// SPDX-License-Identifier: Apache-2.0
// The answers of 签到.
#include "kiosk/flows/check_in_flow.h"

namespace onestop::flows {

CheckInOutcome outcomeOf(catalogue::TokenOutcome outcome) {
    switch (outcome) {
    case catalogue::TokenOutcome::Admitted:
        return CheckInOutcome::Admitted;
    case catalogue::TokenOutcome::Forged:
        return CheckInOutcome::Forged;
    case catalogue::TokenOutcome::Expired:
        return CheckInOutcome::Expired;
    case catalogue::TokenOutcome::NotYet:
        return CheckInOutcome::NotYet;
    case catalogue::TokenOutcome::WrongSite:
        return CheckInOutcome::WrongSite;
    case catalogue::TokenOutcome::WrongDay:
        return CheckInOutcome::WrongDay;
    case catalogue::TokenOutcome::Revoked:
        return CheckInOutcome::Revoked;
    case catalogue::TokenOutcome::UnknownKey:
        return CheckInOutcome::UnknownKey;
    case catalogue::TokenOutcome::Unreadable:
        return CheckInOutcome::Unreadable;
    }
    return CheckInOutcome::Unreadable;
}

CheckInOutcome decideCheckIn(const CheckInFacts& facts) {
    if (facts.used_at) {
        return CheckInOutcome::AlreadyUsed; // before the room: who is inside is told so, not that it is full
    }
    if (!facts.activity_known) {
        return CheckInOutcome::UnknownActivity;
    }
    if (facts.capacity > 0 && facts.present + facts.people > facts.capacity) {
        return CheckInOutcome::Full;
    }
    return CheckInOutcome::Admitted;
}

PinBrake afterUnknownCode(const PinBrake& brake, session::Moment now) {
    const bool forgotten = now >= brake.shut_until + kLongestWait;
    return afterWrongPin(forgotten ? PinBrake{} : brake, now);
}

std::string_view reasonText(CheckInOutcome outcome) {
    switch (outcome) {
    case CheckInOutcome::Admitted:
        return "admitted";
    case CheckInOutcome::AlreadyUsed:
        return "already_used";
    case CheckInOutcome::Expired:
        return "expired";
    case CheckInOutcome::NotYet:
        return "not_yet";
    case CheckInOutcome::WrongSite:
        return "wrong_site";
    case CheckInOutcome::WrongDay:
        return "wrong_day";
    case CheckInOutcome::Revoked:
        return "revoked";
    case CheckInOutcome::Forged:
        return "forged";
    case CheckInOutcome::UnknownKey:
        return "unknown_key";
    case CheckInOutcome::Unreadable:
        return "unreadable";
    case CheckInOutcome::UnknownActivity:
        return "unknown_activity";
    case CheckInOutcome::Full:
        return "full";
    case CheckInOutcome::UnknownCode:
        return "unknown_code"; // has an event of its own
    case CheckInOutcome::NotRecorded:
        return "not_recorded"; // never in an event: nothing could be written
    }
    return "unreadable";
}

} // namespace onestop::flows
