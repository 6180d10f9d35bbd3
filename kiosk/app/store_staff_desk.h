// SPDX-License-Identifier: Apache-2.0
// The staff desk over the lobby's store and the printer. One thread, the screen's; no Qt: time passes by tick().
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <tl/expected.hpp>

#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/receipt_printer/roll_change.h"
#include "kiosk/app/store_lobby.h"
#include "kiosk/flows/pin_brake.h"
#include "kiosk/flows/staff_desk.h"
#include "sync/catalogue/staff_code.h"

namespace onestop::app {

/// What the desk asks of the printer; may be called before a printer is there.
struct StaffPrinter {
    Print print;
    std::function<void()> rollChanged;
    std::function<receipt_printer::PrinterReport()> report;
};

/// Where the export of the log is asked for and answered. Without an answer's place nobody here could export it.
struct StaffLog {
    std::filesystem::path request;
    std::filesystem::path answer;
};

class StoreStaffDesk final : public flows::StaffDesk {
public:
    /// `pin`: KioskConfig::staff_pin; `brake`: what the process before knew of guesses. Lobby and clock outlive the
    /// desk.
    StoreStaffDesk(StoreLobby& lobby, const events::Clock& clock, StaffPrinter printer, std::string pin,
                   std::string version, flows::PinBrake brake = {}, StaffLog log = {});

    ~StoreStaffDesk() override { lobby_.askStaffFirst({}); }
    StoreStaffDesk(const StoreStaffDesk&) = delete;
    StoreStaffDesk& operator=(const StoreStaffDesk&) = delete;

    const flows::PinBrake& brake() const { return brake_; }

    const flows::StaffState& staff() const override { return state_; }
    void observeStaff(std::function<void()> changed) override { changed_ = std::move(changed); }

    void enter(std::string_view pin) override;
    void standAtDoor(bool stands) override;
    void testPrint() override;
    void beginTrial(flows::TrialDevice device) override;
    void endTrial() override;
    void beginRollChange() override;
    void endRollChange() override;
    void undoCheckIn(const std::string& token_id) override;
    void setVoice(const flows::VoiceChoice& voice) override;
    void exportLog() override;
    void closeKiosk(bool closed) override;

    /// To be called after each tick of the lobby.
    void tick();

private:
    /// True: the code is staff's or of a trial, or whoever held it up stands at the door. Absent: it was not read.
    bool takes(std::optional<std::string_view> scanned);
    bool takesForTrial(flows::TrialDevice device, const std::optional<flows::CodeSeen>& seen);
    void followTrial();
    /// The code's id, once it has opened the pages.
    tl::expected<std::string, catalogue::StaffCodeOutcome> tryCode(std::string_view text);
    /// `code_id`: empty when the PIN opened the pages.
    void begin(const std::string& code_id);
    /// Tells the observer when `former` is no longer what is shown.
    void notifyUnless(const flows::StaffState& former);
    void forget();
    void readVoice();
    void readAdmitted();
    void readPaper();
    void order();
    void followRoll();
    void followPrint();
    /// An export that was asked for in a session before is still under way.
    void resumeLog();
    void followLog();

    StoreLobby& lobby_;
    const events::Clock& clock_;
    StaffPrinter printer_;
    std::string pin_;
    flows::StaffState state_;
    std::function<void()> changed_;
    flows::PinBrake brake_;
    bool voice_read_ = false;
    bool in_ = false; ///< staff was in at the last tick
    bool at_door_ = false;
    flows::DeviceTrial trial_;
    receipt_printer::RollStep roll_step_ = receipt_printer::RollStep::OpenCover;
    session::Moment roll_since_{};
    std::string job_; ///< the test print whose end is awaited
    StaffLog log_;
    std::string code_id_;     ///< that opened this session; empty: the PIN did
    std::string log_request_; ///< whose answer is awaited
    session::Moment log_since_{};
};

} // namespace onestop::app
