// SPDX-License-Identifier: Apache-2.0
// Promises: nobody is thrown out while touching; who leaves leaves nothing behind; the next person begins afresh.
#include <random>
#include <string>

#include "kiosk/session/session.h"
#include "tests/support/catch.h"

using namespace onestop::session;
using namespace std::chrono_literals;

namespace {

State active(Moment at) { return {.phase = Phase::Active, .began = at, .last_touch = at}; }

State countdown(Moment touched_at) {
    return {.phase = Phase::Countdown, .began = touched_at, .last_touch = touched_at};
}

} // namespace

TEST_CASE("the first touch begins a visit", "[session]") {
    const Step step = advance({}, Input::Touch, 5s);

    CHECK(step.effect == Effect::Begin);
    CHECK(step.state == active(5s));
}

TEST_CASE("a minute without a touch asks whether somebody is there, twenty seconds later all is wiped", "[session]") {
    CHECK(advance(active(0s), Input::Tick, 59999ms).effect == Effect::None);

    const Step warned = advance(active(0s), Input::Tick, 60s);
    CHECK(warned.effect == Effect::Warn);
    CHECK(countdownLeft(warned.state, 60s) == 20s);
    CHECK(countdownLeft(warned.state, 79001ms) == 1s);
    CHECK(advance(warned.state, Input::Tick, 79999ms).effect == Effect::None);

    const Step wiped = advance(warned.state, Input::Tick, 80s);
    CHECK(wiped.effect == Effect::Wipe);
    CHECK(wiped.ended == EndReason::Idle);
    CHECK(wiped.state == State{});
}

TEST_CASE("我还在 gives a whole minute again", "[session]") {
    const Step step = advance(countdown(0s), Input::Touch, 75s);

    CHECK(step.effect == Effect::Continue);
    CHECK(advance(step.state, Input::Tick, 134999ms).effect == Effect::None);
    CHECK(advance(step.state, Input::Tick, 135s).effect == Effect::Warn);
}

TEST_CASE("a machine that slept through the countdown wipes at once", "[session]") {
    CHECK(advance(active(0s), Input::Tick, 1h).effect == Effect::Wipe);
}

TEST_CASE("a touch after the time has run out belongs to the next person", "[session]") {
    const Step step = advance(countdown(0s), Input::Touch, 80s);

    CHECK(step.effect == Effect::WipeThenBegin);
    CHECK(step.ended == EndReason::Idle);
    CHECK(step.state == active(80s));
}

TEST_CASE("another person's card ends the first visit before it begins the second", "[session]") {
    const Step step = advance(active(0s), Input::AnotherPerson, 10s);

    CHECK(step.effect == Effect::WipeThenBegin);
    CHECK(step.ended == EndReason::AnotherPerson);
}

TEST_CASE("leaving an empty kiosk does nothing", "[session]") { CHECK(advance({}, Input::Leave, 1s) == Step{}); }

TEST_CASE("any order of touches, ticks and cards keeps the promises", "[session][property]") {
    std::mt19937 random(20261123);
    for (int story = 0; story < 300; ++story) {
        State state;
        Moment now = 1s;
        bool open = false;
        std::string told = "story " + std::to_string(story) + ":";
        for (int act = 0; act < 120; ++act) {
            now += Moment(random() % (random() % 4 == 0 ? 90000 : 20000));
            const auto input = static_cast<Input>(random() % 4);
            const State before = state;
            const Step step = advance(state, input, now);
            state = step.state;
            told.append(" ").append(std::to_string(static_cast<int>(input)));
            told.append("@").append(std::to_string(now.count()));
            INFO(told);

            const bool wiped = step.effect == Effect::Wipe || step.effect == Effect::WipeThenBegin;
            const bool began = step.effect == Effect::Begin || step.effect == Effect::WipeThenBegin;
            REQUIRE(wiped == step.ended.has_value());
            REQUIRE((!wiped || open));           // only what began is wiped
            REQUIRE((!began || !open || wiped)); // nobody begins in somebody else's visit
            open = began || (open && !wiped);
            REQUIRE(open == (state.phase != Phase::Attract));
            REQUIRE((open || state == State{})); // nothing is left of who went
            REQUIRE(state.last_touch <= now);
            if (step.ended == EndReason::Idle) {
                REQUIRE(now - before.last_touch >= 80s);
            }
            if (state.phase == Phase::Active && input == Input::Tick) {
                REQUIRE(now - state.last_touch < 60s);
            }
            if (const auto deadline = nextDeadline(state)) {
                REQUIRE(*deadline > now); // sleeping until it never spins
                REQUIRE(advance(state, Input::Tick, *deadline).effect != Effect::None);
            } else {
                REQUIRE(state.phase == Phase::Attract);
            }
        }
    }
}
