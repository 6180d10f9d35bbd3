// SPDX-License-Identifier: Apache-2.0
// The states of a call for help.
#include "kiosk/flows/help_flow.h"

#include <utility>

namespace onestop::flows {

HelpState callHelp(const HelpState& state, std::string help_id, bool staffed, bool reachable,
                   std::chrono::milliseconds now) {
    if (state.progress == HelpProgress::Ringing || state.progress == HelpProgress::Coming) {
        return state;
    }
    const bool rings = staffed && reachable;
    return {
        .progress = rings ? HelpProgress::Ringing : HelpProgress::ByPhone, .help_id = std::move(help_id), .since = now};
}

HelpState helpAcknowledged(const HelpState& state, const std::string& help_id) {
    if (state.progress == HelpProgress::None || state.help_id != help_id) {
        return state;
    }
    HelpState coming = state;
    coming.progress = HelpProgress::Coming;
    return coming;
}

HelpState helpTick(const HelpState& state, bool reachable, std::chrono::milliseconds now) {
    if (state.progress != HelpProgress::Ringing) {
        return state;
    }
    HelpState next = state;
    if (!reachable) {
        next.progress = HelpProgress::ByPhone;
    } else if (now - state.since >= kHelpPatience) {
        next.progress = HelpProgress::NoAnswer;
    }
    return next;
}

bool isHelpOpen(const HelpState& state) { return state.progress != HelpProgress::None; }

} // namespace onestop::flows
