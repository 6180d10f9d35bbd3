// SPDX-License-Identifier: Apache-2.0
// The session's transition table.
#include "kiosk/session/session.h"

#include <algorithm>

namespace onestop::session {

namespace {

Step begin(Moment now, Effect effect, std::optional<EndReason> ended = {}) {
    return {.state = {.phase = Phase::Active, .began = now, .last_touch = now}, .effect = effect, .ended = ended};
}

Step wipe(EndReason reason) { return {.state = {}, .effect = Effect::Wipe, .ended = reason}; }

Step tick(const State& state, Moment now, const Limits& limits) {
    if (state.phase == Phase::Attract) {
        return {.state = state};
    }
    const Moment quiet = now - state.last_touch;
    if (quiet >= limits.idle + limits.countdown) {
        return wipe(EndReason::Idle); // also when a long pause has skipped the countdown
    }
    if (quiet >= limits.idle && state.phase == Phase::Active) {
        State warned = state;
        warned.phase = Phase::Countdown;
        return {.state = warned, .effect = Effect::Warn};
    }
    return {.state = state};
}

Step touch(const State& state, Moment now) {
    if (state.phase == Phase::Attract) {
        return begin(now, Effect::Begin);
    }
    const Effect effect = state.phase == Phase::Countdown ? Effect::Continue : Effect::None;
    return {.state = {.phase = Phase::Active, .began = state.began, .last_touch = now}, .effect = effect};
}

} // namespace

Step advance(const State& state, Input input, Moment now, const Limits& limits) {
    now = std::max(now, state.last_touch);
    // What time has ended is ended before anything else: a late touch belongs to the next person.
    if (input != Input::Tick) {
        const Step elapsed = tick(state, now, limits);
        if (elapsed.effect == Effect::Wipe) {
            return input == Input::Leave ? elapsed : begin(now, Effect::WipeThenBegin, elapsed.ended);
        }
    }
    switch (input) {
    case Input::Tick:
        return tick(state, now, limits);
    case Input::Touch:
        return touch(state, now);
    case Input::Leave:
        return state.phase == Phase::Attract ? Step{.state = state} : wipe(EndReason::Left);
    case Input::AnotherPerson:
        return state.phase == Phase::Attract ? begin(now, Effect::Begin)
                                             : begin(now, Effect::WipeThenBegin, EndReason::AnotherPerson);
    }
    return {.state = state};
}

std::optional<Moment> nextDeadline(const State& state, const Limits& limits) {
    switch (state.phase) {
    case Phase::Attract:
        return std::nullopt;
    case Phase::Active:
        return state.last_touch + limits.idle;
    case Phase::Countdown:
        return state.last_touch + limits.idle + limits.countdown;
    }
    return std::nullopt;
}

std::chrono::seconds countdownLeft(const State& state, Moment now, const Limits& limits) {
    if (state.phase != Phase::Countdown) {
        return std::chrono::seconds(0);
    }
    const Moment left = state.last_touch + limits.idle + limits.countdown - std::max(now, state.last_touch);
    return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds(0));
}

} // namespace onestop::session
