// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/viewmodels/memory_desk.h"

namespace onestop::tests {

using namespace std::chrono_literals;

MemoryDesk::MemoryDesk(MemoryLobby& lobby) : lobby_(lobby) {
    state_.pin_set = true;
    state_.version = "1.2.3";
    state_.log_offered = true;
}

void MemoryDesk::changed() {
    if (changed_) changed_();
}

void MemoryDesk::enter(std::string_view pin) {
    state_.pin_wrong = pin != kPin;
    if (!state_.pin_wrong) {
        const auto now = lobby_.state().now;
        state_.admitted = {{.token_id = "aa", .activity_session_id = "lecture-0", .people = 2, .at = now - 3min},
                           {.token_id = "bb", .activity_session_id = "lecture-0", .people = 1, .at = now - 8min}};
        lobby_.staffSession();
    }
    changed();
}

void MemoryDesk::standAtDoor(bool stands) {
    at_door_ = stands;
    state_.code_refused.reset();
    changed();
}

void MemoryDesk::codeRefused(catalogue::StaffCodeOutcome outcome) {
    state_.code_refused = outcome;
    changed();
}

void MemoryDesk::testPrint() { printerAnswers(flows::PrintProgress::Printing); }

void MemoryDesk::beginTrial(flows::TrialDevice device) {
    state_.trial.device = device;
    trialGoes(flows::TrialProgress::Waiting, 30);
}

void MemoryDesk::endTrial() {
    state_.trial = {};
    changed();
}

void MemoryDesk::trialGoes(flows::TrialProgress progress, int left_s, const flows::CodeSeen& code) {
    state_.trial.progress = progress;
    state_.trial.left_s = left_s;
    state_.trial.code = code;
    changed();
}

void MemoryDesk::beginRollChange() { rollGoes(flows::RollProgress::OpenCover); }

void MemoryDesk::endRollChange() { rollGoes(flows::RollProgress::None); }

void MemoryDesk::undoCheckIn(const std::string& token_id) {
    state_.not_kept = disk_full_;
    if (!disk_full_) std::erase_if(state_.admitted, [&](const auto& code) { return code.token_id == token_id; });
    changed();
}

void MemoryDesk::setVoice(const flows::VoiceChoice& voice) {
    state_.not_kept = disk_full_;
    if (!disk_full_) state_.voice = voice;
    changed();
}

void MemoryDesk::exportLog() { logGoes(flows::LogExport::Asked); }

void MemoryDesk::cannotExport() {
    state_.log_offered = false;
    changed();
}

void MemoryDesk::logGoes(flows::LogExport log, const std::string& file) {
    state_.log = log;
    state_.log_file = file;
    changed();
}

void MemoryDesk::closeKiosk(bool closed) {
    state_.not_kept = disk_full_;
    if (!disk_full_) lobby_.staffCloses(closed);
    changed();
}

void MemoryDesk::loseSettings() {
    state_.pin_set = false;
    changed();
}

void MemoryDesk::rollGoes(flows::RollProgress roll) {
    state_.roll = roll;
    changed();
}

void MemoryDesk::printerAnswers(flows::PrintProgress print) {
    state_.test_print = print;
    changed();
}

void MemoryDesk::somebodyGuessed(int seconds) {
    state_.pin_wrong = true;
    state_.pin_wait_s = seconds;
    changed();
}

void MemoryDesk::knowPaper() {
    state_.paper = flows::PaperForecast{.metres_left = 12.6, .slips_left = 84};
    changed();
}

} // namespace onestop::tests
