// SPDX-License-Identifier: Apache-2.0
// Promises: the screen says that somebody comes only when somebody said so; nobody waits longer than a minute for
// nothing.
#include <random>
#include <string>

#include "kiosk/flows/help_flow.h"
#include "tests/support/catch.h"

using namespace onestop::flows;
using namespace std::chrono_literals;

TEST_CASE("a bell that is heard brings somebody", "[help]") {
    const HelpState ringing = callHelp({}, "h1", true, true, 0s);
    CHECK(ringing.progress == HelpProgress::Ringing);
    CHECK(helpAcknowledged(ringing, "h1").progress == HelpProgress::Coming);
}

TEST_CASE("after a minute without an answer the screen says so, and a late answer still counts", "[help]") {
    const HelpState ringing = callHelp({}, "h1", true, true, 10s);
    CHECK(helpTick(ringing, true, 69999ms).progress == HelpProgress::Ringing);

    const HelpState silent = helpTick(ringing, true, 70s);
    CHECK(silent.progress == HelpProgress::NoAnswer);
    CHECK(helpAcknowledged(silent, "h1").progress == HelpProgress::Coming);
}

TEST_CASE("without network or without staff the phone number is given at once", "[help]") {
    CHECK(callHelp({}, "h1", true, false, 0s).progress == HelpProgress::ByPhone);
    CHECK(callHelp({}, "h1", false, true, 0s).progress == HelpProgress::ByPhone);
}

TEST_CASE("a network lost while it rings gives the phone number without waiting out the minute", "[help]") {
    CHECK(helpTick(callHelp({}, "h1", true, true, 0s), false, 1s).progress == HelpProgress::ByPhone);
}

TEST_CASE("pressing twice rings once", "[help]") {
    const HelpState ringing = callHelp({}, "h1", true, true, 0s);
    CHECK(callHelp(ringing, "h2", true, true, 5s) == ringing);
}

TEST_CASE("who got no answer may ring again", "[help]") {
    const HelpState silent = helpTick(callHelp({}, "h1", true, true, 0s), true, 60s);
    const HelpState again = callHelp(silent, "h2", true, true, 61s);
    CHECK(again.progress == HelpProgress::Ringing);
    CHECK(again.help_id == "h2");
}

TEST_CASE("no order of events promises somebody without an acknowledgement", "[help][property]") {
    std::mt19937 random(60);
    for (int story = 0; story < 500; ++story) {
        HelpState state;
        std::chrono::milliseconds now = 0s;
        std::string acknowledged;
        int calls = 0;
        for (int act = 0; act < 60; ++act) {
            now += std::chrono::milliseconds(random() % 30000);
            switch (random() % 4) {
            case 0:
                state = callHelp(state, "h" + std::to_string(++calls), random() % 4 != 0, random() % 3 != 0, now);
                break;
            case 1:
                acknowledged = "h" + std::to_string(random() % (calls + 1));
                state = helpAcknowledged(state, acknowledged);
                break;
            case 2:
                state = helpTick(state, random() % 3 != 0, now);
                REQUIRE((state.progress != HelpProgress::Ringing || now - state.since < kHelpPatience));
                break;
            default:
                state = {};
                acknowledged.clear();
            }
            REQUIRE((state.progress == HelpProgress::None) == state.help_id.empty());
            if (state.progress == HelpProgress::Coming) {
                REQUIRE_FALSE(acknowledged.empty());
            }
        }
    }
}
