// SPDX-License-Identifier: Apache-2.0
// Promises of the staff desk: only the PIN opens it, guessing is slow, and what staff does here concerns this kiosk
// only, is told, and never mixes with a resident's visit.
#include "tests/kiosk/app/a_desk.h"

using namespace onestop;
using namespace onestop::app;
using catalogue::StaffCodeOutcome;
using flows::CheckInOutcome;
using flows::DeviceHealth;
using flows::PrintProgress;
using flows::RollProgress;
using flows::TrialDevice;
using flows::TrialProgress;

namespace {

constexpr const char* kToken = "000102030405060708090a0b0c0d0e0f";

constexpr const char* kNumber = "440301195001011234";

} // namespace

TEST_CASE("without a PIN in the settings the staff's pages stay shut", "[staff]") {
    ADesk a("");
    CHECK_FALSE(a.desk->staff().pin_set);
    a.desk->enter("");
    a.desk->enter(kPin);
    CHECK_FALSE(a.seen().staff);
}

TEST_CASE("the PIN opens a session of the staff, and nothing of the visit before is in it", "[staff]") {
    ADesk a;
    a.layCard("张*三", "440301195001011234");
    a.lobby->issueTicket("elder-card");
    a.desk->enter(kPin);

    CHECK(a.seen().staff);
    CHECK_FALSE(a.seen().greeting);
    CHECK_FALSE(a.seen().ticket);
    CHECK(a.desk->staff().version == "1.2.3");
    CHECK(a.desk->staff().paper->slips_left == 80);

    a.lobby->endSession();
    a.pass();
    CHECK_FALSE(a.seen().staff);
    CHECK_FALSE(a.desk->staff().paper);
}

TEST_CASE("a code of the hub opens the staff's pages once, and the log says which", "[staff][code]") {
    ACodedDesk a;
    const auto code = a.staffCode();
    a.desk->standAtDoor(true);
    a.lobby->scanned(code);
    CHECK(a.seen().staff);
    a.lobby->scanned(code); // the scanner saw it once more
    CHECK(a.seen().staff);
    CHECK(a.toldTimes("staff.entered") == 1);

    a.lobby->endSession();
    a.pass();
    a.desk->standAtDoor(true);
    a.lobby->scanned(code);
    CHECK_FALSE(a.seen().staff);
    CHECK(a.desk->staff().code_refused == StaffCodeOutcome::AlreadyUsed);
    a.startAgain(); // used is used, whatever happened in between
    a.desk->standAtDoor(true);
    a.lobby->scanned(code);
    CHECK(a.desk->staff().code_refused == StaffCodeOutcome::AlreadyUsed);
    CHECK(a.toldTimes("staff.refused") == 2);
}

TEST_CASE("a code that is late, of another place, for another kiosk or forged opens nothing and is told",
          "[staff][code]") {
    ACodedDesk a;
    a.desk->standAtDoor(true);
    const auto refusal = [&](const std::string& code) {
        a.lobby->scanned(code);
        REQUIRE_FALSE(a.seen().staff);
        return a.desk->staff().code_refused;
    };
    CHECK(refusal(a.staffCode("dapeng-jiaochangwei")) == StaffCodeOutcome::Forged);
    CHECK(refusal(a.staffCode("dapeng-kuichong", 2)) == StaffCodeOutcome::WrongKiosk);
    CHECK(refusal("OS1S:ABC") == StaffCodeOutcome::Unreadable);
    CHECK(refusal("") == StaffCodeOutcome::Unreadable); // some other code, which the scanner does not pass on
    const auto code = a.staffCode();
    a.pass(5min);
    CHECK(refusal(code) == StaffCodeOutcome::Expired);
    CHECK(a.toldTimes("staff.refused") == 5);
    CHECK(a.toldTimes("staff.entered") == 0);
    a.desk->standAtDoor(false);
    CHECK_FALSE(a.desk->staff().code_refused); // nobody else reads it
}

TEST_CASE("where nobody stands at the staff's door a code of staff is a stranger's code", "[staff][code]") {
    ACodedDesk a;
    a.lobby->scanned(a.staffCode());
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Unreadable);
    CHECK(a.toldTimes("staff.entered") == 0);
}

TEST_CASE("a resident who shows her code while the staff's door stands open is served", "[staff][code]") {
    ACodedDesk a;
    a.desk->standAtDoor(true);
    a.lobby->scanned(a.code(kToken));
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
}

TEST_CASE("a code that cannot be written down as used opens nothing; the PIN still does", "[staff][code][fault]") {
    ACodedDesk a;
    std::filesystem::create_directories(a.config.state / "staff_codes"); // no file can take its place
    a.desk->standAtDoor(true);
    a.lobby->scanned(a.staffCode());
    CHECK_FALSE(a.seen().staff);
    CHECK(a.desk->staff().code_refused == StaffCodeOutcome::NotKept);
    a.desk->enter(kPin);
    CHECK(a.seen().staff);
}

TEST_CASE("who guesses waits longer and longer, and the right PIN waits with them", "[staff]") {
    ADesk a;
    for (const char* guess : {"000000", "111111", "222222"})
        a.desk->enter(guess);
    CHECK(a.desk->staff().pin_wait_s == 30);
    a.desk->enter(kPin);
    CHECK_FALSE(a.seen().staff);
    a.pass(30s);
    a.desk->enter(kPin);
    CHECK(a.seen().staff);
}

TEST_CASE("a card or a code of a resident ends the staff's session before it begins her own", "[staff]") {
    ADesk a;
    a.desk->enter(kPin);
    a.layCard("张*三", "440301195001011234");
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().greeting->masked_name == "张*三");

    a.desk->enter(kPin);
    a.lobby->scanned(a.code(kToken));
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
}

TEST_CASE("staff that goes away leaves nothing open", "[staff]") {
    ADesk a;
    a.desk->enter(kPin);
    a.pass(81s);
    CHECK_FALSE(a.seen().staff);
    const auto closed = a.seen().closed_since;
    a.desk->closeKiosk(true);
    a.desk->undoCheckIn(kToken);
    CHECK(a.seen().closed_since == closed);
    CHECK(a.toldTimes("kiosk.closed") == 0);
}

TEST_CASE("a check-in that was taken back is told, and the code is good again", "[staff]") {
    ADesk a;
    a.lobby->scanned(a.code(kToken));
    REQUIRE(a.seen().check_in->outcome == CheckInOutcome::Admitted);
    a.lobby->endSession();

    a.desk->enter(kPin);
    REQUIRE(a.desk->staff().admitted.size() == 1);
    CHECK(a.desk->staff().admitted[0].activity_session_id == "open-day-23");
    a.desk->undoCheckIn(kToken);
    a.desk->undoCheckIn(kToken); // a finger that trembles
    CHECK(a.desk->staff().admitted.empty());
    CHECK(a.toldTimes("checkin.undone") == 1);
    a.lobby->endSession();

    a.lobby->scanned(a.code(kToken));
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
    CHECK(a.seen().check_in->present == 1);
}

TEST_CASE("a closed kiosk serves nobody, stays closed over a restart, and opens again by staff alone", "[staff]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->closeKiosk(true);
    a.lobby->endSession();
    REQUIRE(a.seen().closed_since == a.clock.now());
    CHECK(a.toldTimes("kiosk.closed") == 1);

    a.lobby->issueTicket("elder-card");
    CHECK_FALSE(a.seen().ticket);
    a.layCard("张*三", "440301195001011234");
    CHECK_FALSE(a.seen().greeting);
    a.lobby->scanned(a.code(kToken));
    CHECK_FALSE(a.seen().check_in);

    a.clock.pass(1h);
    a.desk.reset();
    a.start();
    CHECK(a.seen().closed_since == a.clock.now() - 1h);
    REQUIRE(a.lobby->close(false));
    CHECK_FALSE(a.seen().closed_since);
    CHECK(a.toldTimes("kiosk.opened") == 1);
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket);
}

TEST_CASE("a new roll is followed by the printer's own sensors and proved by a test print", "[staff]") {
    ADesk a;
    a.lobby->printerChanged(DeviceHealth::PaperNearEnd, "paper_near_end");
    a.desk->enter(kPin);
    a.desk->beginRollChange();
    CHECK(a.desk->staff().roll == RollProgress::OpenCover);
    a.lobby->printerChanged(DeviceHealth::CoverOpen, "cover_open");
    a.pass();
    CHECK(a.desk->staff().roll == RollProgress::PutRoll);
    for (int i = 0; i < 100; ++i)
        a.pass(1s); // both hands are in the printer
    CHECK(a.seen().staff);
    CHECK(a.seen().session == session::Phase::Active);
    CHECK(a.rolls_changed == 0);

    a.lobby->printerChanged(DeviceHealth::Ready, "ready");
    a.pass();
    CHECK(a.desk->staff().roll == RollProgress::TestPrint);
    CHECK(a.rolls_changed == 1);
    REQUIRE(a.jobs.size() == 1);
    a.paperCame();
    a.pass();
    CHECK(a.desk->staff().roll == RollProgress::Printed);
}

TEST_CASE("whoever leaves the printer open and goes is not waited for all day", "[staff]") {
    ADesk a;
    a.lobby->printerChanged(DeviceHealth::PaperOut, "paper_out");
    a.desk->enter(kPin);
    a.desk->beginRollChange();
    CHECK(a.desk->staff().roll == RollProgress::PutRoll);
    for (int i = 0; i < 400; ++i)
        a.pass(1s);
    CHECK_FALSE(a.seen().staff);
    CHECK(a.desk->staff().roll == RollProgress::None);
}

TEST_CASE("a printer that nobody hears cannot be led through a roll change", "[staff]") {
    ADesk a;
    a.lobby->printerChanged(DeviceHealth::Absent, "absent");
    a.desk->enter(kPin);
    a.desk->beginRollChange();
    CHECK(a.desk->staff().roll == RollProgress::Unreachable);
    CHECK(a.jobs.empty());
}

TEST_CASE("one test print at a time, and its end is the printer's own answer", "[staff]") {
    ADesk a;
    a.desk->testPrint();
    CHECK(a.jobs.empty()); // nobody of the staff is in
    a.desk->enter(kPin);
    a.desk->testPrint();
    a.desk->testPrint();
    REQUIRE(a.jobs.size() == 1);
    CHECK(a.desk->staff().test_print == PrintProgress::Printing);
    a.paperCame();
    a.pass();
    CHECK(a.desk->staff().test_print == PrintProgress::Printed);
}

TEST_CASE("how loud and when not at all is kept for the next start, and only staff sets it", "[staff]") {
    ADesk a;
    const flows::VoiceChoice quiet{.step = 2, .quiet_from = 21h + 30min, .quiet_until = 8h};
    CHECK_FALSE(a.desk->staff().voice);
    a.desk->setVoice(quiet);
    CHECK_FALSE(a.desk->staff().voice);
    a.desk->enter(kPin);
    a.desk->setVoice(quiet);
    CHECK(a.desk->staff().voice == quiet);
    CHECK(a.toldTimes("kiosk.voice_set") == 1);
    a.desk->setVoice(quiet); // pressed once more, to hear it again
    a.desk->setVoice({.step = 6});
    a.desk->setVoice({.step = 0});
    CHECK(a.desk->staff().voice == quiet);
    CHECK(a.toldTimes("kiosk.voice_set") == 1);
    a.lobby->endSession();
    a.pass();
    CHECK(a.desk->staff().voice == quiet);

    const auto again = [&] {
        a.desk.reset();
        a.start();
        return StoreStaffDesk(*a.lobby, a.clock, {}, "", "test").staff().voice;
    };
    CHECK(again() == quiet);
    for (const char* damaged : {"", "9 22:00-07:00", "2", "2 22:00", "x", "2 22:00-07:00x"}) {
        std::ofstream(a.config.state / "voice", std::ios::trunc) << damaged;
        CHECK_FALSE(again());
    }
}

TEST_CASE("a voice that cannot be kept stays as it was, and that is said", "[staff][fault]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->setVoice({.step = 3});
    std::filesystem::remove(a.config.state / "voice");
    std::filesystem::create_directories(a.config.state / "voice"); // no file can take its place
    const int told = a.toldTimes("kiosk.voice_set");
    a.desk->setVoice({.step = 1});
    CHECK(a.desk->staff().not_kept);
    CHECK(a.toldTimes("kiosk.voice_set") == told);
}

TEST_CASE("the district hears how loud a kiosk was set and when it is not to speak", "[staff]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->setVoice({.step = 2, .quiet_from = 21h + 30min, .quiet_until = 8h});
    const auto set = a.lastTold<events::KioskVoiceSet>();
    CHECK(set.step == 2);
    CHECK(set.quiet_from_min == 21 * 60 + 30);
    CHECK(set.quiet_until_min == 8 * 60);
}

TEST_CASE("a card laid for a trial is read and forgotten: it greets nobody, ends nothing and is told to nobody",
          "[staff][trial][privacy]") {
    ADesk a;
    a.desk->beginTrial(TrialDevice::Reader);
    CHECK(a.desk->staff().trial.progress == TrialProgress::None); // nobody of the staff is in
    a.desk->enter(kPin);
    const auto told = a.told();
    a.desk->beginTrial(TrialDevice::Reader);
    CHECK(a.desk->staff().trial.progress == TrialProgress::Waiting);
    a.pass(10s);
    CHECK(a.desk->staff().trial.left_s == 20);
    a.lobby->cardNotRead();
    CHECK(a.desk->staff().trial.progress == TrialProgress::NotRead);
    CHECK(a.seen().card_notice == flows::CardNotice::None);
    a.layCard("张*三", kNumber);
    CHECK(a.desk->staff().trial.progress == TrialProgress::Read);
    CHECK(a.seen().staff);
    CHECK_FALSE(a.seen().greeting);
    CHECK(a.told() == told);
}

TEST_CASE("a card of a trial that is read once more on its way off is still the trial's", "[staff][trial][privacy]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->beginTrial(TrialDevice::Reader);
    a.layCard("张*三", kNumber);
    a.lobby->cardLies(true);
    CHECK(a.seen().card_notice == flows::CardNotice::LeftOnReader);
    for (int i = 0; i < 20; ++i)
        a.pass(1s); // it lies on
    const bool gone = GENERATE(false, true);
    if (gone) a.lobby->endSession();
    a.lobby->cardLies(false);
    a.layCard("张*三", kNumber);
    CHECK(a.seen().staff == !gone);
    CHECK_FALSE(a.seen().greeting);
    a.pass(3s);
    a.layCard("张*三", kNumber); // laid again it is meant
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().greeting->masked_name == "张*三");
}

TEST_CASE("nothing laid within thirty seconds is said, and then a card is a resident's again", "[staff][trial]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->beginTrial(TrialDevice::Reader);
    a.pass(29s);
    CHECK(a.desk->staff().trial.progress == TrialProgress::Waiting);
    a.pass(1s);
    CHECK(a.desk->staff().trial.progress == TrialProgress::Nothing);
    a.layCard("张*三", kNumber);
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().greeting->masked_name == "张*三");
}

TEST_CASE("a code held up for a trial checks nobody in, and only its kind and length are kept",
          "[staff][trial][privacy]") {
    ADesk a;
    const auto code = a.code(kToken);
    a.desk->enter(kPin);
    const auto told = a.told();
    a.desk->beginTrial(TrialDevice::Scanner);
    a.layCard("张*三", kNumber); // a card meanwhile is neither the trial's nor a resident's
    CHECK(a.desk->staff().trial.progress == TrialProgress::Waiting);
    a.lobby->scanNotRead();
    CHECK(a.desk->staff().trial.progress == TrialProgress::NotRead);
    a.lobby->scanned(code);
    CHECK(a.desk->staff().trial.progress == TrialProgress::Read);
    CHECK(a.desk->staff().trial.code ==
          flows::CodeSeen{.kind = flows::CodeKind::CheckIn, .characters = static_cast<int>(code.size())});
    a.pass(2s);
    a.lobby->scanned(code); // the scanner saw it once more
    CHECK(a.seen().staff);
    CHECK_FALSE(a.seen().check_in);
    CHECK(a.told() == told);

    a.pass(3s);
    a.lobby->scanned(code);
    CHECK_FALSE(a.seen().staff);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
}

TEST_CASE("any code will do for a trial: a slip's, a stranger's, the staff's own", "[staff][trial]") {
    using flows::CodeKind;
    ACodedDesk a;
    a.desk->enter(kPin);
    const auto seen = [&](const std::string& text) {
        a.desk->beginTrial(TrialDevice::Scanner);
        a.lobby->scanned(text);
        REQUIRE(a.desk->staff().trial.progress == TrialProgress::Read);
        return a.desk->staff().trial.code;
    };
    CHECK(seen("https://queue.example/t/小票") == flows::CodeSeen{.kind = CodeKind::Slip, .characters = 26});
    CHECK(seen("") == flows::CodeSeen{});
    CHECK(seen(a.staffCode()).kind == CodeKind::Staff);
    CHECK(a.toldTimes("staff.refused") == 0);
}

TEST_CASE("whoever goes while something is tried leaves the devices to the next person", "[staff][trial]") {
    ADesk a;
    a.desk->enter(kPin);
    a.desk->beginTrial(TrialDevice::Reader);
    a.lobby->endSession();
    a.layCard("张*三", kNumber);
    CHECK(a.seen().greeting->masked_name == "张*三");
    CHECK(a.desk->staff().trial.progress == TrialProgress::None);
}

TEST_CASE("what syncd tells of this machine's certificate comes to the screen, and stays while syncd is silent",
          "[staff]") {
    ADesk a;
    CHECK_FALSE(a.seen().certificate); // an older syncd tells nothing
    a.syncd->certificate("2027-05-03T00:00:00.000Z", "2026-12-01T00:00:00.000Z");
    a.pass();
    REQUIRE(a.seen().certificate);
    CHECK(a.seen().certificate->good_until == events::parseRfc3339("2027-05-03T00:00:00Z"));
    CHECK(a.seen().certificate->renews_at == events::parseRfc3339("2026-12-01T00:00:00Z"));
    a.pass(1min);
    CHECK(a.seen().link == flows::Link::DaemonSilent);
    CHECK(a.seen().certificate);
}
