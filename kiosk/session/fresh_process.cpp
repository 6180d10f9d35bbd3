// SPDX-License-Identifier: Apache-2.0
#include "kiosk/session/fresh_process.h"

namespace onestop::session {

FreshWait observe(const FreshWait& wait, const Surroundings& seen, Moment now) {
    if (!seen.personal) return {};
    const bool alone = seen.phase == Phase::Attract && !seen.card_lies;
    if (!alone) return {.ended_at = wait.ended_at, .alone_since = std::nullopt};
    return {.ended_at = wait.ended_at.value_or(now), .alone_since = wait.alone_since.value_or(now)};
}

bool isFreshProcessDue(const FreshWait& wait, const Surroundings& seen, Moment now, const FreshLimits& limits) {
    if (!wait.ended_at || !wait.alone_since) return false;
    const Moment alone = now - *wait.alone_since;
    if (seen.printing) return alone >= limits.printer;
    return alone >= limits.quiet || now - *wait.ended_at >= limits.put_off;
}

} // namespace onestop::session
