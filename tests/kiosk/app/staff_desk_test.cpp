// SPDX-License-Identifier: Apache-2.0
// Promises of the staff desk: only the PIN opens it, guessing is slow, and what staff does here concerns this kiosk
// only, is told, and never mixes with a resident's visit.
#include "kiosk/app/store_staff_desk.h"
#include "sync/crypto/password.h"
#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;
using flows::CheckInOutcome;
using flows::DeviceHealth;
using flows::PrintProgress;
using flows::RollProgress;

namespace {

constexpr const char* kPin = "271828";
constexpr const char* kToken = "000102030405060708090a0b0c0d0e0f";

class ADesk : public ALobby {
public:
    explicit ADesk(const std::string& pin = kPin) {
        const std::string word = pin.empty() ? "" : crypto::passwordWord(pin, crypto::Bytes(16, 1));
        desk.emplace(*lobby, clock,
                     StaffPrinter{.print = [this](receipt_printer::PrintJob job) { jobs.push_back(std::move(job)); },
                                  .rollChanged = [this] { ++rolls_changed; },
                                  .report =
                                      [] {
                                          receipt_printer::PrinterReport report;
                                          report.roll_metres = 50;
                                          report.paper_left_metres = 12.5;
                                          report.slips_left = 80;
                                          return report;
                                      }},
                     word, "1.2.3");
        lobby->printerChanged(DeviceHealth::Ready, "ready");
    }
    void pass(std::chrono::milliseconds time = 500ms) {
        clock.pass(time);
        lobby->tick();
        desk->tick();
    }
    void paperCame() {
        StorePrintJournal journal(config.store, clock, crypto::fillRandom, config.site, config.kiosk);
        REQUIRE(journal.recordSending(jobs.back().print_job_id, journal.nextAnswerId(), {}));
        journal.recordOutcome(jobs.back().print_job_id, receipt_printer::PrintOutcome::Printed);
    }

    std::optional<StoreStaffDesk> desk;
    int rolls_changed = 0;
};

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
