// SPDX-License-Identifier: Apache-2.0
// One visit at the kiosk: it begins with the first touch, card or code and ends by itself when nobody is there any
// more. Pure: the monotonic time comes in as an argument, and what has to happen goes out as a value. It neither shows
// nor wipes.
#pragma once

#include <chrono>
#include <optional>

namespace onestop::session {

using Moment = std::chrono::milliseconds; ///< monotonic; only differences mean anything

/// Attract: nobody. Active: somebody. Countdown: somebody who has not touched for a while; one big 我还在 is shown.
enum class Phase { Attract, Active, Countdown };

enum class EndReason { Left, Idle, AnotherPerson };

enum class Input {
    Touch,         ///< any touch, card or code of the same person
    Leave,         ///< the resident ended the visit
    AnotherPerson, ///< a card of somebody else was laid: nothing of the first may be seen by the second
    Tick,          ///< time has passed
};

enum class Effect {
    None,
    Begin,    ///< a visit begins
    Warn,     ///< the countdown begins
    Continue, ///< the countdown was answered
    Wipe,     ///< everything of the visit is wiped, the page is home, language and size are the default again
    WipeThenBegin,
};

struct Limits {
    Moment idle = std::chrono::seconds(60);
    Moment countdown = std::chrono::seconds(20);
};

struct State {
    Phase phase = Phase::Attract;
    Moment began{};
    Moment last_touch{};

    bool operator==(const State&) const = default;
};

struct Step {
    State state;
    Effect effect = Effect::None;
    std::optional<EndReason> ended = std::nullopt; ///< with Wipe and WipeThenBegin

    bool operator==(const Step&) const = default;
};

/// The whole machine: one row per phase and input. `now` earlier than the last touch counts as the last touch.
Step advance(const State& state, Input input, Moment now, const Limits& limits = {});

/// When the next Tick changes something; absent in Attract.
std::optional<Moment> nextDeadline(const State& state, const Limits& limits = {});

/// Whole seconds left on the countdown, rounded up; 0 outside of it.
std::chrono::seconds countdownLeft(const State& state, Moment now, const Limits& limits = {});

} // namespace onestop::session
