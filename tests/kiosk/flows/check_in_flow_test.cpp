// SPDX-License-Identifier: Apache-2.0
// Promises: a good code opens once; every other answer says what it is.
#include <set>
#include <string>

#include "kiosk/flows/check_in_flow.h"
#include "tests/support/catch.h"

using namespace onestop;
using namespace onestop::flows;

TEST_CASE("a first use with room is admitted", "[check-in]") {
    CHECK(decideCheckIn({.activity_known = true}) == CheckInOutcome::Admitted);
    CHECK(decideCheckIn({.activity_known = true, .people = 2, .present = 28, .capacity = 30}) ==
          CheckInOutcome::Admitted);
}

TEST_CASE("the same code again is refused, also when the room is full of it", "[check-in]") {
    const CheckInFacts again{.used_at = events::WallTime{}, .activity_known = true, .present = 30, .capacity = 30};
    CHECK(decideCheckIn(again) == CheckInOutcome::AlreadyUsed);
}

TEST_CASE("a family does not fit into the last place", "[check-in]") {
    CHECK(decideCheckIn({.activity_known = true, .people = 2, .present = 29, .capacity = 30}) == CheckInOutcome::Full);
}

TEST_CASE("an activity that is not in the list is said to be unknown", "[check-in]") {
    CHECK(decideCheckIn({.activity_known = false}) == CheckInOutcome::UnknownActivity);
}

TEST_CASE("no two refusals share a reason, and none is lost on the way from the code", "[check-in]") {
    std::set<std::string_view> reasons;
    for (int outcome = 0; outcome <= static_cast<int>(CheckInOutcome::NotRecorded); ++outcome) {
        CHECK(reasons.insert(reasonText(static_cast<CheckInOutcome>(outcome))).second);
    }
    std::set<CheckInOutcome> outcomes;
    for (int verdict = 0; verdict <= static_cast<int>(catalogue::TokenOutcome::Unreadable); ++verdict) {
        CHECK(outcomes.insert(outcomeOf(static_cast<catalogue::TokenOutcome>(verdict))).second);
    }
}

TEST_CASE("whoever guesses figures waits ever longer, and only time gives tries back", "[check-in]") {
    using namespace std::chrono_literals;
    PinBrake brake;
    auto now = 1000s;
    int tries = 0;
    for (const auto end = now + 24h; now < end;) { // night and day, as fast as it is let
        if (const auto wait = pinWait(brake, now); wait > 0s) {
            now += wait;
            continue;
        }
        brake = afterUnknownCode(brake, now);
        ++tries;
        now += 10s; // nobody types nine figures sooner
    }
    CHECK(tries < 200);
    CHECK(pinWait(brake, now) <= kLongestWait);

    now += 2 * kLongestWait;
    brake = afterUnknownCode(brake, now);
    CHECK(brake.wrong == 1);
    CHECK(pinWait(brake, now) == 0s);
}
