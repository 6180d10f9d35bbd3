// SPDX-License-Identifier: Apache-2.0
// The staff desk in memory, beside MemoryLobby: a PIN, some check-ins, a printer whose cover somebody opens.
#pragma once

#include <functional>

#include "kiosk/flows/staff_desk.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"

namespace onestop::tests {

class MemoryDesk : public flows::StaffDesk {
public:
    static constexpr std::string_view kPin = "271828";

    explicit MemoryDesk(MemoryLobby& lobby);

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

    // What happens around the desk.
    void loseSettings();
    void rollGoes(flows::RollProgress roll);
    void printerAnswers(flows::PrintProgress print);
    void trialGoes(flows::TrialProgress progress, int left_s = 0, const flows::CodeSeen& code = {});
    void somebodyGuessed(int seconds);
    void diskIsFull() { disk_full_ = true; }
    void knowPaper();
    void cannotExport();
    void logGoes(flows::LogExport log, const std::string& file = {});
    void codeRefused(catalogue::StaffCodeOutcome outcome);
    bool somebodyAtDoor() const { return at_door_; }

private:
    void changed();

    MemoryLobby& lobby_;
    flows::StaffState state_;
    std::function<void()> changed_;
    bool disk_full_ = false;
    bool at_door_ = false;
};

} // namespace onestop::tests
