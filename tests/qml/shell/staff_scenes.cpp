// SPDX-License-Identifier: Apache-2.0
// The kiosk while it serves nobody: the posters, the pages of the staff, the word that it is closed.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using namespace std::chrono_literals;
using flows::DeviceHealth;
using viewmodels::Route;

namespace {

/// What ends a session puts the look back: this variant's stays for the picture.
void keepingTheLook(Stage& stage, const std::function<void()>& play) {
    auto& settings = *stage.screen.settings();
    const bool care = settings.care(), contrast = settings.highContrast(), low = settings.lowReach();
    const auto language = settings.language();
    play();
    settings.setCare(care);
    settings.setHighContrast(contrast);
    settings.setLowReach(low);
    settings.setLanguage(language);
}

/// Nobody has been there for a while.
void everybodyLeaves(Stage& stage) {
    keepingTheLook(stage, [&] {
        stage.lobby.endSession();
        stage.lobby.pass(60s);
        while (!stage.screen.poster()->isHanging())
            stage.lobby.pass(1s);
    });
}

void enterStaff(Stage& stage) {
    keepingTheLook(stage, [&] {
        stage.desk.enter(MemoryDesk::kPin);
        stage.desk.knowPaper();
    });
}

void openTrial(Stage& stage) {
    enterStaff(stage);
    stage.screen.navigation()->open(Route::DeviceTrial);
}

} // namespace

void addStaff(std::vector<Scene>& all) {
    all.push_back({"attract", everybodyLeaves});
    all.push_back({"staff-pin", [](Stage& s) {
                       s.screen.openStaff();
                       for (const char* digit : {"2", "7", "1"})
                           s.screen.staff()->type(QLatin1String(digit));
                   }});
    all.push_back({"staff-pin-wait", [](Stage& s) {
                       s.screen.openStaff();
                       s.desk.somebodyGuessed(60);
                   }});
    all.push_back({"staff-pin-none", [](Stage& s) {
                       s.desk.loseSettings();
                       s.screen.openStaff();
                   }});
    all.push_back({"staff-code", [](Stage& s) {
                       s.lobby.listHubKey();
                       s.screen.openStaff();
                   }});
    all.push_back({"staff-code-refused", [](Stage& s) {
                       s.lobby.listHubKey();
                       s.screen.openStaff();
                       s.desk.codeRefused(catalogue::StaffCodeOutcome::Expired);
                   }});
    all.push_back({"staff", enterStaff});
    all.push_back({"staff-troubled", [](Stage& s) {
                       s.lobby.setPrinter(DeviceHealth::NotAnswering);
                       s.lobby.setReader(DeviceHealth::Absent);
                       s.lobby.setLink(flows::Link::Refused);
                       s.lobby.setCertificate({.good_until = s.lobby.state().now - 30h, .renews_at = {}});
                       enterStaff(s);
                       s.desk.diskIsFull();
                       s.screen.staff()->closeKiosk();
                   }});
    all.push_back({"staff-log-waiting", [](Stage& s) {
                       enterStaff(s);
                       s.screen.staff()->exportLog();
                       s.desk.logGoes(flows::LogExport::WaitingForStick);
                   }});
    all.push_back({"staff-log-written", [](Stage& s) {
                       enterStaff(s);
                       s.desk.logGoes(flows::LogExport::Written,
                                      "onestop-log-dapeng-kuichong-kiosk1-2026-11-23-1032.p7m");
                   }});
    all.push_back({"staff-closing", [](Stage& s) {
                       enterStaff(s);
                       s.screen.staff()->askClose();
                   }});
    all.push_back({"staff-roll", [](Stage& s) {
                       enterStaff(s);
                       s.screen.changeRoll();
                       s.desk.rollGoes(flows::RollProgress::PutRoll);
                   }});
    all.push_back({"staff-roll-done", [](Stage& s) {
                       enterStaff(s);
                       s.screen.changeRoll();
                       s.desk.rollGoes(flows::RollProgress::Printed);
                   }});
    all.push_back({"staff-trial", openTrial});
    all.push_back({"staff-trial-waiting", [](Stage& s) {
                       openTrial(s);
                       s.screen.deviceTrial()->begin(1);
                       s.desk.printerAnswers(flows::PrintProgress::Unknown);
                   }});
    all.push_back({"staff-trial-read", [](Stage& s) {
                       openTrial(s);
                       s.screen.deviceTrial()->begin(2);
                       s.desk.trialGoes(flows::TrialProgress::Read, 0,
                                        {.kind = flows::CodeKind::CheckIn, .characters = 187});
                       s.desk.printerAnswers(flows::PrintProgress::Printed);
                   }});
    all.push_back({"staff-trial-nothing", [](Stage& s) {
                       s.lobby.setScanner(DeviceHealth::NotAnswering);
                       openTrial(s);
                       s.screen.deviceTrial()->begin(1);
                       s.desk.trialGoes(flows::TrialProgress::Nothing);
                       s.desk.printerAnswers(flows::PrintProgress::Failed);
                   }});
    all.push_back({"staff-voice", [](Stage& s) {
                       enterStaff(s);
                       s.screen.navigation()->open(Route::Voice);
                       s.screen.voiceSetting()->setStep(3);
                   }});
    all.push_back({"staff-voice-none", [](Stage& s) {
                       enterStaff(s);
                       s.speaker.present = false;
                       s.screen.navigation()->open(Route::Voice);
                       s.desk.diskIsFull();
                       s.screen.voiceSetting()->setStep(3);
                   }});
    all.push_back({"staff-undo", [](Stage& s) {
                       enterStaff(s);
                       s.screen.navigation()->open(Route::CheckIns);
                   }});
    all.push_back({"staff-undo-asking", [](Stage& s) {
                       enterStaff(s);
                       s.screen.navigation()->open(Route::CheckIns);
                       s.screen.staff()->askUndo(QStringLiteral("aa"));
                   }});
    all.push_back({"closed", [](Stage& s) { s.lobby.staffCloses(true); }});
    all.push_back({"updating", [](Stage& s) { s.lobby.softwareIsUpdated(40); }});
}

} // namespace onestop::tests
