// SPDX-License-Identifier: Apache-2.0
// Promises: a lobby that saw a card, a code or typed text asks for a fresh process once nobody is there and the paper
// is out; the fresh one goes on as the former did: nobody upstream hears of a start, of devices that come and go, and
// whoever guesses PINs gets no more tries.
#include <random>

#include "kiosk/app/legacy.h"
#include "kiosk/app/store_staff_desk.h"
#include "sync/crypto/password.h"
#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;

namespace {

void passQuietly(ALobby& a, std::chrono::milliseconds time) {
    for (auto left = time; left > 0ms; left -= 500ms)
        a.passSome();
}

/// A process with this legacy, over the same store.
void startFresh(ALobby& a, const Legacy& legacy) {
    a.lobby.reset();
    a.lobby.emplace(
        a.config, a.clock, crypto::fillRandom,
        [&a](receipt_printer::PrintJob job) { a.jobs.push_back(std::move(job)); }, "test", legacy);
}

} // namespace

TEST_CASE("whoever laid a card leaves a process that is due to end, three seconds after her", "[lobby][fresh]") {
    ALobby a;
    a.layCard("张*三", "999999195503070029");
    passQuietly(a, 5s);
    CHECK_FALSE(a.lobby->isFreshProcessDue());

    a.lobby->endSession();
    passQuietly(a, 2500ms);
    CHECK_FALSE(a.lobby->isFreshProcessDue());
    passQuietly(a, 500ms);
    CHECK(a.lobby->isFreshProcessDue());

    a.lobby->touched();
    CHECK_FALSE(a.lobby->isFreshProcessDue());
}

TEST_CASE("typed text, a code and a card that could not be read are personal, too; a touch is not", "[lobby][fresh]") {
    const auto dueAfter = [](auto act) {
        ALobby a;
        a.lobby->touched();
        act(*a.lobby);
        a.lobby->endSession();
        passQuietly(a, 4s);
        return a.lobby->isFreshProcessDue();
    };
    CHECK_FALSE(dueAfter([](StoreLobby& lobby) { lobby.touched(); }));
    CHECK(dueAfter([](StoreLobby& lobby) { lobby.typed(); }));
    CHECK(dueAfter([](StoreLobby& lobby) { lobby.scanned("OS1:whatever"); }));
    CHECK(dueAfter([](StoreLobby& lobby) { lobby.cardNotRead(); }));
}

TEST_CASE("the process does not end while a card lies there, read or not", "[lobby][fresh]") {
    ALobby a;
    a.lobby->cardLies(true);
    a.lobby->cardNotRead();
    a.lobby->endSession();
    passQuietly(a, 60s);
    CHECK_FALSE(a.lobby->isFreshProcessDue());

    a.lobby->cardLies(false);
    passQuietly(a, 4s);
    CHECK(a.lobby->isFreshProcessDue());
}

TEST_CASE("the process does not end before the printer has answered for the paper", "[lobby][fresh]") {
    ALobby a;
    a.layCard("张*三", "999999195503070029");
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.jobs.size() == 1);
    StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, a.config.kiosk);
    REQUIRE(journal.recordSending(a.jobs[0].print_job_id, "0001", {}));
    a.lobby->endSession();
    passQuietly(a, 20s);
    CHECK_FALSE(a.lobby->isFreshProcessDue());

    journal.recordOutcome(a.jobs[0].print_job_id, receipt_printer::PrintOutcome::Printed);
    a.lobby->printFinished(a.jobs[0].print_job_id);
    passQuietly(a, 500ms);
    CHECK(a.lobby->isFreshProcessDue());
}

TEST_CASE("a fresh process is no start, and its devices have not been away", "[lobby][fresh]") {
    ALobby a;
    a.lobby->readerChanged(flows::DeviceHealth::Ready, "ready");
    a.lobby->printerChanged(flows::DeviceHealth::PaperOut, "paper_out");
    a.lobby->scannerChanged(flows::DeviceHealth::Ready, "ready");
    passQuietly(a, 4s);
    const auto before = a.told();
    const auto since = a.seen().printer.since;

    startFresh(a, {.reader = a.seen().reader, .printer = a.seen().printer, .scanner = a.seen().scanner});
    CHECK(a.seen().reader.health == flows::DeviceHealth::Ready);
    a.lobby->readerChanged(flows::DeviceHealth::Absent, "absent");
    a.lobby->readerChanged(flows::DeviceHealth::Starting, "starting");
    CHECK(a.seen().reader.health == flows::DeviceHealth::Ready);
    a.lobby->readerChanged(flows::DeviceHealth::Ready, "ready");
    a.lobby->scannerChanged(flows::DeviceHealth::Ready, "ready");
    a.lobby->printerChanged(flows::DeviceHealth::Starting, "starting");
    a.lobby->printerChanged(flows::DeviceHealth::PaperOut, "paper_out");
    passQuietly(a, 4s);

    CHECK(a.told() == before);
    CHECK(a.seen().printer.since == since);
    CHECK_FALSE(a.lobby->isFreshProcessDue());
}

TEST_CASE("a device that went away while the process changed is told once, and shown", "[lobby][fresh]") {
    ALobby a;
    a.lobby->readerChanged(flows::DeviceHealth::Ready, "ready");
    passQuietly(a, 4s);
    const int before = a.toldTimes("device.state_changed");

    startFresh(a, {.reader = a.seen().reader, .printer = a.seen().printer, .scanner = a.seen().scanner});
    passQuietly(a, 3s);

    CHECK(a.seen().reader.health == flows::DeviceHealth::Absent);
    CHECK(a.seen().reader.since == a.clock.wall);
    CHECK(a.toldTimes("device.state_changed") == before + 1);
}

TEST_CASE("a ticket's number goes on where the former process was", "[lobby][fresh]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket);
    CHECK(a.seen().ticket->number == "A001");
    a.lobby->endSession();

    startFresh(a, {});
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket);
    CHECK(a.seen().ticket->number == "A002");
}

TEST_CASE("whoever guesses PINs gains nothing by a fresh process", "[lobby][fresh]") {
    ALobby a;
    const std::string pin = crypto::passwordWord("271828", crypto::Bytes(16, 1));
    const auto desk = [&](flows::PinBrake brake) { return StoreStaffDesk(*a.lobby, a.clock, {}, pin, "test", brake); };
    auto former = desk({});
    for (int i = 0; i < 4; ++i)
        former.enter("000000");
    const Legacy legacy{.brake = former.brake()};
    REQUIRE(former.staff().pin_wait_s > 0);

    auto fresh = desk(parseLegacy(textOf(legacy))->brake);
    fresh.enter("271828");

    CHECK_FALSE(a.seen().staff);
}

TEST_CASE("a legacy holds figures and nothing else, whatever stands in it", "[fresh]") {
    std::mt19937_64 dice(20261129);
    for (int i = 0; i < 300; ++i) {
        const auto device = [&] {
            return flows::DeviceView{.health = static_cast<flows::DeviceHealth>(dice() % 8),
                                     .since = events::WallTime(std::chrono::milliseconds(dice() % 4'000'000'000'000))};
        };
        const Legacy left{.brake = {.wrong = static_cast<int>(dice() % 1000), .shut_until = 1ms * (dice() % 1'000'000)},
                          .code_brake = {.wrong = static_cast<int>(dice() % 1000), .shut_until = 1ms * (dice() % 999)},
                          .reader = device(),
                          .printer = device(),
                          .scanner = device()};
        const std::string text = textOf(left);
        CHECK(text.find_first_not_of("0123456789:") == std::string::npos);
        const auto read = parseLegacy(text);
        REQUIRE(read);
        CHECK(read->brake == left.brake);
        CHECK(read->code_brake == left.code_brake);
        CHECK(textOf(*read) == text);
        CHECK_FALSE(parseLegacy(text + "x"));
        CHECK_FALSE(parseLegacy(text.substr(0, text.rfind(':'))));
    }
    for (const char* foreign : {"", ":", "1", "张三", "0:0:0:0:9:0:0:0:0:0", "-1:0:0:0:0:0:0:0:0:0",
                                "0:0:-1:0:0:0:0:0:0:0", "0:0:0:0:0:0:0:0", "0:0:0:0:0:0:0:0:0:0:0"})
        CHECK_FALSE(parseLegacy(foreign));
}
