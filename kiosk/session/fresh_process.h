// SPDX-License-Identifier: Apache-2.0
// When the kiosk's process gives its place to a fresh one: a toolkit's freed memory cannot be wiped, a process's can
// (DESIGN 4.5). Pure, like the session: what is seen comes in with its time, the answer is a yes or a no.
#pragma once

#include <optional>

#include "kiosk/session/session.h"

namespace onestop::session {

/// What is seen of the kiosk at a moment.
struct Surroundings {
    bool personal = false; ///< this process has seen a card, a code or typed text
    Phase phase = Phase::Attract;
    bool card_lies = false; ///< somebody's card is on the reader: a fresh process would read it as the next person's
    bool printing = false;  ///< the printer has not confirmed a job yet
};

struct FreshLimits {
    Moment quiet = std::chrono::seconds(3);    ///< a touch is not met by a screen that is just changing hands
    Moment put_off = std::chrono::minutes(5);  ///< after so long in a crowd the first moment alone will do
    Moment printer = std::chrono::minutes(10); ///< longer than any job that still ends (receipt_printer.h)
};

/// Since when the kiosk waits for its moment.
struct FreshWait {
    std::optional<Moment> ended_at;    ///< the first personal visit ended
    std::optional<Moment> alone_since; ///< nobody, and no card

    bool operator==(const FreshWait&) const = default;
};

/// To be called whenever something of `seen` may have changed.
FreshWait observe(const FreshWait& wait, const Surroundings& seen, Moment now);

/// The moment has come: nothing is cut off, and nobody is here.
bool isFreshProcessDue(const FreshWait& wait, const Surroundings& seen, Moment now, const FreshLimits& limits = {});

} // namespace onestop::session
