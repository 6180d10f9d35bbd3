// SPDX-License-Identifier: Apache-2.0
// The staff's side of the kiosk: behind a PIN or a code of the hub's, in a session of its own that never mixes with a
// resident's. What is done here concerns this kiosk only (DESIGN 4.4). The application implements it over the store and
// the devices; tests in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flows/device_trial.h"
#include "kiosk/flows/log_export.h"
#include "kiosk/flows/ticket_flow.h"
#include "sync/catalogue/staff_code.h"
#include "sync/events/clock.h"

namespace onestop::flows {

/// Where a guided roll change stands; the steps are those of `onestop-device change-roll`.
enum class RollProgress {
    None,
    OpenCover,   ///< open the cover, take the old roll out
    PutRoll,     ///< put the new one in, close the cover
    TestPrint,   ///< the test print is on its way
    Printed,     ///< the printer says that it is on paper: is it black and sharp?
    NotProved,   ///< nothing proves the paper
    Unreachable, ///< nobody can follow what happens to its paper
};
/// Hands are in the printer, not on the glass: the session waits for them.
constexpr bool isRollUnderWay(RollProgress roll) {
    return roll == RollProgress::OpenCover || roll == RollProgress::PutRoll || roll == RollProgress::TestPrint;
}

/// The forecast of the printer's own memory of rolls.
struct PaperForecast {
    double metres_left = 0;
    std::int64_t slips_left = 0;

    bool operator==(const PaperForecast&) const = default;
};

/// A check-in of today that can be taken back.
struct AdmittedCode {
    std::string token_id;
    std::string activity_session_id;
    int people = 1;
    events::WallTime at{};

    bool operator==(const AdmittedCode&) const = default;
};

constexpr int kVoiceSteps = 5;

/// How loud this kiosk speaks, and when not at all, as its staff set it.
struct VoiceChoice {
    int step = kVoiceSteps;                                  ///< 1…kVoiceSteps
    std::chrono::minutes quiet_from{std::chrono::hours{22}}; ///< since midnight; equal ends: no such hours
    std::chrono::minutes quiet_until{std::chrono::hours{7}};

    bool operator==(const VoiceChoice&) const = default;
};

/// What the staff pages show beside LobbyState. Whether somebody of the staff is in is LobbyState::staff.
struct StaffState {
    bool pin_set = false; ///< false: the pages stay shut
    bool pin_wrong = false;
    std::optional<catalogue::StaffCodeOutcome> code_refused; ///< why the code held up did not open them
    int pin_wait_s = 0;                                      ///< > 0: so long no PIN is looked at
    RollProgress roll = RollProgress::None;
    PrintProgress test_print = PrintProgress::None;
    Trial trial;                        ///< of the reader or the scanner; what was read is used for nothing else
    std::optional<PaperForecast> paper; ///< absent until a roll was used up here
    std::vector<AdmittedCode> admitted; ///< the latest first; only while staff is in
    std::optional<VoiceChoice> voice;   ///< absent: nobody has set it here, the speaker goes by its own options
    bool log_offered = false;           ///< somebody here can export it: the image's onestop-export
    LogExport log = LogExport::None;
    std::string log_file;  ///< once it is written
    bool not_kept = false; ///< the last act could not be written: nothing was changed
    std::string version;

    bool operator==(const StaffState&) const = default;
};

class StaffDesk {
public:
    virtual ~StaffDesk() = default;

    virtual const StaffState& staff() const = 0;
    /// Called after each change of staff(); one observer.
    virtual void observeStaff(std::function<void()> changed) = 0;

    /// Ends the session under way and, when the PIN is right, begins one of the staff. It ends as any session does.
    virtual void enter(std::string_view pin) = 0;
    /// Somebody stands at the door of the staff's pages, or has left it: only then a code of staff is looked at.
    virtual void standAtDoor(bool stands) = 0;

    /// Prints the technician's test slip.
    virtual void testPrint() = 0;
    /// Tries the reader or the scanner. While it lasts a card or a code ends no session, greets and admits nobody.
    virtual void beginTrial(TrialDevice device) = 0;
    virtual void endTrial() = 0;
    virtual void beginRollChange() = 0;
    virtual void endRollChange() = 0;
    /// The code is good again.
    virtual void undoCheckIn(const std::string& token_id) = 0;
    /// Kept for the next start too.
    virtual void setVoice(const VoiceChoice& voice) = 0;
    /// Asks for the log, sealed to the district's desk, on a stick.
    virtual void exportLog() = 0;
    /// Closes this kiosk, or opens it again.
    virtual void closeKiosk(bool closed) = 0;
};

} // namespace onestop::flows
