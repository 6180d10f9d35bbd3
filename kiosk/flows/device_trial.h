// SPDX-License-Identifier: Apache-2.0
// 试读卡, 试扫码: whatever is laid on the reader or held to the scanner within 30 s shows that the device reads, and is
// used for nothing else. Nor is the same thing on its way off: a card that is lifted may be read once more, a scanner
// sees a code as long as it is held up. Pure: the monotonic time comes in as an argument, and of a card or a code no
// more than that it was there.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "kiosk/session/session.h"

namespace onestop::flows {

enum class TrialDevice { Reader, Scanner };

enum class TrialProgress {
    None,
    Waiting,
    NotRead, ///< something was there and could not be read: once more, in what is left of the time
    Read,
    Nothing, ///< the time is over
};

enum class CodeKind {
    CheckIn, ///< of a check-in or a booking
    Staff,   ///< opens the staff's pages
    Slip,    ///< of a ticket
    Other,   ///< none of ours: no driver passes on what it says
};

/// All that is kept of a code in a trial.
struct CodeSeen {
    CodeKind kind = CodeKind::Other;
    int characters = 0; ///< 0: not known, as of all others

    bool operator==(const CodeSeen&) const = default;
};
/// `text`: strict UTF-8, as the scanner's driver checks it; empty: none of ours.
CodeSeen codeSeen(std::string_view text);

constexpr std::chrono::seconds kTrialWaits{30};
constexpr std::chrono::seconds kTrialLeaves{3}; ///< so long after it was last there a thing is still the trial's

/// One trial as it is shown.
struct Trial {
    TrialDevice device = TrialDevice::Reader;
    TrialProgress progress = TrialProgress::None;
    int left_s = 0; ///< of the time, while it is awaited
    CodeSeen code;  ///< once one was read

    bool operator==(const Trial&) const = default;
};
constexpr bool isTrialUnderWay(const Trial& trial) {
    return trial.progress == TrialProgress::Waiting || trial.progress == TrialProgress::NotRead;
}

class DeviceTrial {
public:
    const Trial& shown() const { return shown_; }

    void begin(TrialDevice device, session::Moment now);
    /// Nobody looks at it any more. What lies there still leaves.
    void end() { shown_ = {}; }
    /// Something was laid on `device` or held to it; absent: it could not be read. True: it is the trial's, and nobody
    /// else may look at it. Of a card `seen` says nothing.
    bool takes(TrialDevice device, const std::optional<CodeSeen>& seen, session::Moment now);
    void tick(session::Moment now, bool card_lies);

private:
    bool isLeaving(TrialDevice device, session::Moment now) const;

    Trial shown_;
    session::Moment since_{};
    std::array<std::optional<session::Moment>, 2> there_; ///< when a trial's thing was last on each device
};

} // namespace onestop::flows
