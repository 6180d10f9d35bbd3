// SPDX-License-Identifier: Apache-2.0
// Promises: a ticket is durable before it is seen; no number is given twice, whatever fails; a code opens once; paper
// is never doubled unsaid; the lobby serves with any part missing.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>

#include "tests/kiosk/app/a_lobby.h"
#include "tests/sync/store/later_versions.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;
using flows::TicketRefusal;

namespace {

/// No file may grow beyond this while it lives.
class FullDisk {
public:
    explicit FullDisk(std::uintmax_t bytes) : ignored_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &former_) == 0);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = former_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &former_);
        std::signal(SIGXFSZ, ignored_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    void (*ignored_)(int);
    rlimit former_{};
};

} // namespace

TEST_CASE("a number is committed with its event, shown and printed, and the next one follows on", "[lobby]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");

    REQUIRE(a.seen().ticket.has_value());
    CHECK(a.seen().ticket->number == "A001");
    CHECK(a.seen().ticket->counters == std::vector<int>{1, 2});
    CHECK(a.seen().ticket->print == flows::PrintProgress::Printing);
    CHECK(a.seen().ticket->public_url.starts_with("https://queue.example/t/"));
    CHECK(a.toldTimes("ticket.issued") == 1);
    REQUIRE(a.jobs.size() == 1);
    CHECK_FALSE(a.jobs[0].reprint);

    a.lobby->endSession();
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->number == "A002");
}

TEST_CASE("a finger that trembles takes one number", "[lobby]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    a.lobby->issueTicket("elder-card");
    CHECK(a.toldTimes("ticket.issued") == 1);
    a.clock.pass(2s);
    a.lobby->issueTicket("elder-card"); // for the neighbour
    CHECK(a.seen().ticket->number == "A002");
}

TEST_CASE("whoever would start the machine anew sees whether somebody is here", "[lobby]") {
    ALobby a;
    const auto in_use = a.config.run / "in_use";
    CHECK_FALSE(std::filesystem::exists(in_use));
    a.lobby->touched();
    CHECK(std::filesystem::exists(in_use));
    a.lobby->endSession();
    CHECK_FALSE(std::filesystem::exists(in_use));
    a.lobby->touched();
    a.start(); // the program was killed in the middle: nobody is in a session of the new one
    CHECK_FALSE(std::filesystem::exists(in_use));
}

TEST_CASE("whoever judges new software sees that the store is open and which devices answer", "[lobby]") {
    ALobby a;
    const auto told = [&] {
        std::ifstream file(a.config.run / "answers");
        std::string line;
        std::getline(file, line);
        return line;
    };
    a.lobby->tick();
    CHECK(told() == "store");
    a.lobby->readerChanged(flows::DeviceHealth::Ready, "ready");
    a.lobby->printerChanged(flows::DeviceHealth::PaperOut, "paper_out"); // it says so itself: it answers
    a.lobby->scannerChanged(flows::DeviceHealth::NotAnswering, "not_answering");
    a.lobby->tick();
    CHECK(told() == "store reader printer");
    a.lobby->readerChanged(flows::DeviceHealth::NeedsStaff, "refused"); // this program may not open it
    a.lobby->tick();
    CHECK(told() == "store printer");
}

TEST_CASE("how far an update is comes to the screen, and goes with its end", "[lobby]") {
    ALobby a;
    a.config.update = a.config.run / "progress";
    a.start();
    a.passSome();
    CHECK_FALSE(a.seen().updating_percent);
    std::ofstream(a.config.update) << "40\n";
    a.passSome();
    CHECK(a.seen().updating_percent == 40);
    std::filesystem::remove(a.config.update);
    a.passSome();
    CHECK_FALSE(a.seen().updating_percent);
}

TEST_CASE("the event is in the store before the screen hears of the ticket", "[lobby]") {
    ALobby a;
    int seen_with_ticket = 0;
    a.lobby->observe([&] {
        if (!a.seen().ticket) return;
        ++seen_with_ticket;
        CHECK(a.toldTimes("ticket.issued") == 1);
    });
    a.lobby->issueTicket("elder-card");
    CHECK(seen_with_ticket > 0);
}

TEST_CASE("numbers go on after the program was killed, also when the store is lost", "[lobby][fault]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    a.lobby->endSession();
    a.start();
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->number == "A002");
    a.lobby->endSession();

    a.lobby.reset();
    a.syncd.reset();
    a.reader.reset();
    for (const char* part : {"", "-wal", "-shm"})
        std::filesystem::remove(a.config.store.string() + part);
    a.start();
    a.syncd.emplace(a.config.store);
    a.syncd->lease("2026-11-23", "A", 1, 3);
    a.syncd->bring(demoTargets(crypto::PrivateKey::generate().publicKey()), 1);
    a.passSome();
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket.has_value());
    CHECK(a.seen().ticket->number == "A003");
}

TEST_CASE("out of lease the kiosk's own range is used, and the network is not waited for", "[lobby][fault]") {
    ALobby a;
    a.syncd->link(a.clock, "offline");
    a.passSome();
    std::vector<std::string> numbers;
    for (int i = 0; i < 5; ++i) {
        a.lobby->issueTicket("elder-card");
        numbers.push_back(a.seen().ticket->number);
        CHECK_FALSE(a.seen().ticket->ahead.has_value()); // nobody knows, so nothing is said
        a.lobby->endSession();
    }
    CHECK(numbers == std::vector<std::string>{"A001", "A002", "A003", "A700", "A701"});
}

TEST_CASE("a store that is not a database is set aside by name and the lobby serves", "[lobby][fault]") {
    ALobby a;
    a.lobby.reset();
    a.syncd.reset();
    for (const char* part : {"", "-wal", "-shm"})
        std::filesystem::remove(a.config.store.string() + part);
    std::ofstream(a.config.store) << std::string(8192, 'x');
    a.start();

    CHECK(a.toldTimes("epoch.opened") == 1);
    const auto aside =
        std::count_if(std::filesystem::directory_iterator(a.folder.path()), std::filesystem::directory_iterator(),
                      [](const auto& file) { return file.path().string().find("corrupt") != std::string::npos; });
    CHECK(aside >= 1);
}

TEST_CASE("an update that does not hold takes no number back: the lobby of the version before goes on",
          "[lobby][fault]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    a.lobby->endSession();
    a.lobby.reset();
    a.syncd.reset();
    a.reader.reset();
    const tests::Later later;
    {
        auto newer =
            tests::must(store::Database::open(a.config.store.string(), store::Program::Kiosk, {}, later.version(2)));
        tests::must(newer.execute("UPDATE ticket SET called_to = '2'"));
    }

    a.start();
    a.syncd.emplace(a.config.store);
    a.passSome();
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket.has_value()); // the catalogue and the lease are there, too
    CHECK(a.seen().ticket->number == "A002");
    CHECK(a.count("SELECT COUNT(*) FROM ticket WHERE number = 'A001' AND state = 'live'") == 1);
    CHECK(a.toldTimes("ticket.issued") == 2);
    CHECK(a.toldTimes("epoch.opened") == 1);
}

TEST_CASE("without a folder for the store the home screen comes up and a number is refused honestly",
          "[lobby][fault]") {
    ALobby a;
    a.config.store = a.folder.path() / "missing" / "store.sqlite";
    a.start();
    a.passSome();
    CHECK(a.seen().link == flows::Link::DaemonSilent);
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().refusal.has_value());
    CHECK_FALSE(a.seen().ticket.has_value());

    std::filesystem::create_directory(a.folder.path() / "missing");
    a.clock.pass(6s);
    a.lobby->tick();
    CHECK(std::filesystem::exists(a.config.store)); // and it recovers by itself
}

TEST_CASE("the kiosk leaves the daemon room in the store", "[lobby]") {
    ALobby a;
    auto asked = a.lobby->records()->database().prepare("PRAGMA max_page_count");
    REQUIRE(asked);
    REQUIRE(asked->step() == true);
    CHECK(asked->integer(0) == store::kMostPagesOfKiosk);
    STATIC_REQUIRE(store::kMostPagesOfKiosk < store::kMostPages);
}

TEST_CASE("on a full disk no number is shown that could not be kept, and the lobby goes on when there is room",
          "[lobby][fault]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    a.lobby->endSession();
    {
        const FullDisk disk(std::filesystem::file_size(a.config.store.string() + "-wal"));
        a.lobby->issueTicket("elder-card");
        CHECK(a.seen().refusal == TicketRefusal::StoreFull);
        CHECK_FALSE(a.seen().ticket.has_value());
        a.lobby->scanned(a.code("000102030405060708090a0b0c0d0e0f"));
        CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::NotRecorded);
        a.lobby->callForHelp("home");
        CHECK(a.seen().help == flows::HelpProgress::ByPhone);
    }
    CHECK(a.toldTimes("ticket.issued") == 1);
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket.has_value());
    CHECK(a.seen().ticket->number != "A001");
    a.lobby->scanned(a.code("000102030405060708090a0b0c0d0e0f"));
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Admitted);
}

TEST_CASE("each refusal says why", "[lobby]") {
    ALobby a;
    a.lobby->issueTicket("night-item");
    CHECK(a.seen().refusal == TicketRefusal::OutsideHours);
    a.lobby->dismissRefusal();
    CHECK_FALSE(a.seen().refusal.has_value());

    a.lobby->issueTicket("morning-item"); // its business is open, it is not
    CHECK(a.seen().refusal == TicketRefusal::OutsideHours);

    CHECK_FALSE(a.seen().given_out.contains("Q"));
    a.lobby->issueTicket("few-item");
    CHECK_FALSE(a.seen().refusal.has_value());
    CHECK(a.seen().given_out.contains("Q"));
    a.lobby->endSession();
    a.lobby->issueTicket("few-item");
    CHECK(a.seen().refusal == TicketRefusal::QuotaFull);

    a.lobby->issueTicket("no-such-item");
    CHECK(a.seen().refusal == TicketRefusal::NoCounters);
}

TEST_CASE("a call is on the screen at the next look", "[lobby]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    catalogue::QueueState queue = queueOn(a.clock);
    queue.tickets.push_back(heardOf(*a.seen().ticket, catalogue::TicketState::Called, 1));
    a.syncd->queue(a.clock, queue);
    a.passSome();
    CHECK(a.seen().ticket->progress == flows::TicketProgress::Called);
    CHECK(a.seen().ticket->called_to == 1);
}

TEST_CASE("people ahead: those of the hub, and our own that it has not heard of", "[lobby]") {
    ALobby a;
    catalogue::QueueState queue = queueOn(a.clock);
    queue.businesses.push_back({"A", "综合", 4, std::nullopt});
    a.syncd->queue(a.clock, queue);
    a.passSome();
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->ahead == 4);
    a.lobby->endSession();
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->ahead == 5);
}

TEST_CASE("a good code opens once, and the refusals each have their reason", "[lobby]") {
    ALobby a;
    const std::string code = a.code("000102030405060708090a0b0c0d0e0f");
    a.lobby->scanned(code);
    REQUIRE(a.seen().check_in.has_value());
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Admitted);
    CHECK(a.seen().check_in->present == 1);
    CHECK(a.seen().check_in->activity_id == "open-day");
    const auto serial = a.seen().check_in->serial;

    a.clock.pass(1min);
    a.start(); // nor does a restart forget it
    a.passSome();
    a.lobby->scanned(code);
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::AlreadyUsed);
    CHECK(a.seen().check_in->used_at == a.clock.wall - 1min - 500ms);
    CHECK(a.seen().check_in->serial >= serial);

    std::string forged = a.code("ff0102030405060708090a0b0c0d0e0f");
    forged[forged.size() - 5] = forged[forged.size() - 5] == 'A' ? 'B' : 'A';
    a.lobby->scanned(forged);
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Forged);
    a.lobby->scanned("https://example.org/");
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Unreadable);
    a.lobby->scanned(a.code("aa0102030405060708090a0b0c0d0e0f", std::chrono::hours(-1)));
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Expired);

    a.lobby->scanned(a.code("010102030405060708090a0b0c0d0e0f"));
    a.lobby->scanned(a.code("020102030405060708090a0b0c0d0e0f"));
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Admitted);
    a.lobby->scanned(a.code("030102030405060708090a0b0c0d0e0f"));
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Full);

    CHECK(a.toldTimes("checkin.accepted") == 3);
    CHECK(a.toldTimes("checkin.rejected") == 5);
}

TEST_CASE("a reprint says so only when paper may exist already", "[lobby][print]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, 1);
    journal.recordOutcome(a.jobs[0].print_job_id, receipt_printer::PrintOutcome::NotPrinted);
    a.lobby->printFinished(a.jobs[0].print_job_id);
    CHECK(a.seen().ticket->print == flows::PrintProgress::Failed);

    a.lobby->reprintTicket();
    REQUIRE(a.jobs.size() == 2);
    CHECK_FALSE(a.jobs[1].reprint);
    const std::string bytes = "receipt";
    REQUIRE(journal.recordSending(a.jobs[1].print_job_id, journal.nextAnswerId(), crypto::bytesOf(bytes)));
    CHECK_FALSE(
        journal.recordSending(a.jobs[1].print_job_id, journal.nextAnswerId(), crypto::bytesOf(bytes))); // at most once
    journal.recordOutcome(a.jobs[1].print_job_id, receipt_printer::PrintOutcome::Printed);
    a.lobby->printFinished(a.jobs[1].print_job_id);
    CHECK(a.seen().ticket->print == flows::PrintProgress::Printed);

    a.lobby->reprintTicket();
    REQUIRE(a.jobs.size() == 3);
    CHECK(a.jobs[2].reprint);
    CHECK(a.seen().ticket->reprint);
    CHECK(a.toldTimes("ticket.printed") == 2);
}

TEST_CASE("a print that a kill cut off is unknown, one that had not begun has failed", "[lobby][print][fault]") {
    ALobby a;
    a.lobby->issueTicket("elder-card");
    a.lobby->endSession();
    a.lobby->issueTicket("elder-card");
    StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, 1);
    REQUIRE(journal.recordSending(a.jobs[0].print_job_id, journal.nextAnswerId(), {}));

    a.start();
    CHECK(a.count("SELECT count(*) FROM print_job WHERE state = 'unknown'") == 1);
    CHECK(a.count("SELECT count(*) FROM print_job WHERE state = 'failed'") == 1);
    CHECK(a.count("SELECT count(*) FROM ticket WHERE number = 'A001' AND print_state = 'unknown'") == 1);
    CHECK(a.toldTimes("ticket.printed") == 2);
    a.start();
    CHECK(a.toldTimes("ticket.printed") == 2); // settled once
}

TEST_CASE("answer ids are four figures and do not come again", "[lobby][print]") {
    ALobby a;
    StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, 1);
    const std::string first = journal.nextAnswerId();
    CHECK(first.size() == 4);
    StorePrintJournal after_restart(a.config.store, a.clock, crypto::fillRandom, a.config.site, 1);
    CHECK(after_restart.nextAnswerId() != first);
}

TEST_CASE("at four in the morning numbers begin again, and the hashes of the day are gone", "[lobby]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    a.lobby->issueTicket("elder-card");
    a.lobby->endSession();
    a.syncd->lease("2026-11-24", "A", 1, 3);
    a.clock.pass(17h + 58min); // 03:58
    a.lobby->tick();
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->number == "A002");
    a.lobby->endSession();

    a.clock.pass(2min);
    a.lobby->tick();
    CHECK(a.count("SELECT count(*) FROM ticket WHERE person_hash IS NOT NULL") == 0);
    a.lobby->issueTicket("elder-card");
    REQUIRE(a.seen().ticket.has_value());
    CHECK(a.seen().ticket->number == "A001");
}

TEST_CASE("a kiosk that never met its daemon says since when, not the year 1970", "[lobby]") {
    ALobby a;
    a.config.store = a.folder.path() / "another.sqlite";
    a.start();
    a.lobby->tick();
    CHECK(a.seen().link == flows::Link::DaemonSilent);
    CHECK(a.clock.wall - a.seen().link_since < 1min);
}

TEST_CASE("a device that says nothing for three seconds is said to be absent", "[lobby]") {
    ALobby a;
    CHECK(a.seen().reader.health == flows::DeviceHealth::Starting);
    a.lobby->scannerChanged(flows::DeviceHealth::Ready, "ready");
    a.clock.pass(3s);
    a.lobby->tick();
    CHECK(a.seen().reader.health == flows::DeviceHealth::Absent);
    CHECK(a.seen().scanner.health == flows::DeviceHealth::Ready);
}

TEST_CASE("a device's changes are told once each", "[lobby]") {
    ALobby a;
    a.lobby->printerChanged(flows::DeviceHealth::Ready, "ready");
    a.lobby->printerChanged(flows::DeviceHealth::Ready, "ready");
    a.clock.pass(1s);
    a.lobby->printerChanged(flows::DeviceHealth::PaperOut, "paper_out");
    CHECK(a.seen().printer.health == flows::DeviceHealth::PaperOut);
    CHECK(a.seen().printer.since == a.clock.wall);
    CHECK(a.toldTimes("device.state_changed") == 2);
}
