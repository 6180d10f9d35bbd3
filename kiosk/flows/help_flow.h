// SPDX-License-Identifier: Apache-2.0
// 叫人帮忙: a bell that is honest about whether somebody heard it. Without an acknowledgement within a minute, without
// the upstream or at a post without staff, the screen gives the phone number instead of a promise (DESIGN 4.6). Pure:
// the monotonic time comes in as an argument; committing the event and showing the answer are the caller's.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace onestop::flows {

enum class HelpProgress { None, Ringing, Coming, NoAnswer, ByPhone };

/// How long a bell rings before the screen says that nobody answered.
constexpr std::chrono::seconds kHelpPatience{60};

struct HelpState {
    HelpProgress progress = HelpProgress::None;
    std::string help_id;               ///< of the call under way or answered; empty when None
    std::chrono::milliseconds since{}; ///< monotonic, when it rang

    bool operator==(const HelpState&) const = default;
};

/// Help is asked for. `staffed`: somebody can hear the bell at this site; `reachable`: the upstream is.
/// A call that already rings or is answered is kept: pressing twice rings once.
HelpState callHelp(const HelpState& state, std::string help_id, bool staffed, bool reachable,
                   std::chrono::milliseconds now);

/// The queue's document names the call as acknowledged: somebody comes, also when that is late.
HelpState helpAcknowledged(const HelpState& state, const std::string& help_id);

/// Time has passed, or the upstream was lost while it rang.
HelpState helpTick(const HelpState& state, bool reachable, std::chrono::milliseconds now);

/// True when the call must be taken back upstream if the resident cancels now.
bool isHelpOpen(const HelpState& state);

} // namespace onestop::flows
