// SPDX-License-Identifier: Apache-2.0
// Promises: whoever mistypes twice waits for nothing; whoever guesses gets hardly anywhere in a night.
#include "kiosk/flows/pin_brake.h"
#include "tests/support/catch.h"

using namespace onestop::flows;
using namespace std::chrono_literals;

TEST_CASE("two mistakes cost nothing, the third costs half a minute, each one more twice as long", "[pin]") {
    PinBrake brake;
    brake = afterWrongPin(brake, 0s);
    brake = afterWrongPin(brake, 1s);
    CHECK(pinWait(brake, 1s) == 0s);
    brake = afterWrongPin(brake, 2s);
    CHECK(pinWait(brake, 2s) == 30s);
    CHECK(pinWait(brake, 31'500ms) == 1s);
    CHECK(pinWait(brake, 32s) == 0s);
    brake = afterWrongPin(brake, 40s);
    CHECK(pinWait(brake, 40s) == 60s);
}

TEST_CASE("whoever tries all night gets some dozens of tries", "[pin]") {
    PinBrake brake;
    int tries = 0;
    for (std::chrono::seconds now = 0s; now < 10h; now += 1s) {
        if (pinWait(brake, now) > 0s) continue;
        brake = afterWrongPin(brake, now);
        ++tries;
    }
    CHECK(pinWait(brake, 10h) <= kLongestWait);
    CHECK(tries < 60);
}
