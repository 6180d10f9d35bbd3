// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/poster_view_model.h"

#include <algorithm>
#include <utility>

#include "kiosk/viewmodels/screen_enums.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using catalogue::PosterColour;

namespace {

constexpr auto kAlone = 30s; ///< the next in the line finds today's activities as they were
constexpr auto kTurn = 20s;  ///< long enough to be read from the door

Tone toneOfPoster(PosterColour colour) {
    switch (colour) {
    case PosterColour::Red:
        return Tone::Bad;
    case PosterColour::Sea:
        return Tone::Information;
    case PosterColour::Gold:
        break;
    }
    return Tone::Gold;
}

/// Whose turn it is among `count` posters and, last, today's activities.
std::size_t turnAt(events::WallTime now, std::size_t count) {
    const auto turns = now.time_since_epoch() / kTurn;
    return static_cast<std::size_t>(turns) % (count + 1);
}

} // namespace

void PosterViewModel::update(const Snapshot& snapshot) {
    const auto& [state, words] = snapshot;
    if (state.session != session::Phase::Attract)
        alone_since_.reset();
    else
        alone_since_ = std::min(alone_since_.value_or(state.now), state.now); // the clock may have been set back
    Shown shown;
    const bool serves = !state.closed_since && !state.updating_percent;
    const bool resting = alone_since_ && state.now - *alone_since_ >= kAlone && serves;
    if (resting && state.catalogue) {
        const auto posters = state.catalogue->hangingPosters(state.now);
        if (const auto turn = turnAt(state.now, posters.size()); turn < posters.size()) {
            shown = {.hanging = true,
                     .title = words.in(posters[turn].title),
                     .text = words.in(posters[turn].text),
                     .tone = static_cast<int>(toneOfPoster(posters[turn].colour))};
        }
    }
    if (std::exchange(shown_, shown) != shown) emit changed();
}

} // namespace onestop::viewmodels
