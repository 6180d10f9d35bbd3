// SPDX-License-Identifier: Apache-2.0
// Promises of the store: every table has one writer; what is committed is there after a kill; a log has no gap and its
// chain holds; a corrupt file is set aside under a name that says so and its epoch is named by the next one.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/store/catalogue_rows.h"
#include "sync/store/change_watcher.h"
#include "sync/store/event_log.h"
#include "sync/store/turns.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace onestop;
using store::Database;
using store::EventLog;
using store::Program;
using store::StoreFault;
using store::Transaction;

namespace {

struct StillClock final : events::Clock {
    events::WallTime time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
    events::WallTime now() const override { return time; }
    std::chrono::milliseconds monotonic() const override { return std::chrono::milliseconds{5}; }
    bool trusted() const override { return true; }
};

void chance(std::span<std::uint8_t> out) { crypto::fillRandom(out); }

Database opened(const std::string& path, Program program) {
    auto database = Database::open(path, program);
    INFO((database ? "" : database.error().context));
    REQUIRE(database);
    return std::move(*database);
}

EventLog logOf(Database& database, const events::Clock& clock, std::optional<store::FormerEpoch> former = {}) {
    auto log = EventLog::open(database, clock, chance, "dapeng-kuichong", "kiosk-1", std::move(former));
    INFO((log ? "" : log.error().context));
    REQUIRE(log);
    return std::move(*log);
}

void appendHelp(Database& database, EventLog& log) {
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(log.append(events::HelpRequested{"help", "home"}));
    REQUIRE(transaction->commit());
}

/// Sequence without gap from 1 (or from the first kept), chain from the row before.
void requireWholeLog(Database& database, std::uint64_t expected_last) {
    const auto rows = store::pending(database, Program::Kiosk, 0, 100'000, 1 << 30);
    REQUIRE(rows);
    REQUIRE(rows->size() == expected_last);
    auto hash = events::kChainStart;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        REQUIRE((*rows)[i].sequence == i + 1);
        hash = events::chainNext(hash, (*rows)[i].body);
        REQUIRE((*rows)[i].hash == hash);
        REQUIRE(events::parseEvent((*rows)[i].body));
    }
}

} // namespace

TEST_CASE("a program cannot write the table of another", "[store]") {
    tests::ScratchFolder folder;
    auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
    auto syncd = opened(folder.file("store.sqlite"), Program::Syncd);
    auto reader = opened(folder.file("store.sqlite"), Program::Reader);

    REQUIRE(kiosk.execute("INSERT INTO printer_counter VALUES(1, 7)"));
    CHECK(syncd.execute("UPDATE printer_counter SET next = 1").error().fault == StoreFault::NotAllowed);
    CHECK(reader.execute("DELETE FROM printer_counter").error().fault == StoreFault::NotAllowed);
    CHECK(kiosk.execute("INSERT INTO acknowledgement VALUES('s', 1, 't')").error().fault == StoreFault::NotAllowed);
    CHECK(kiosk.execute("DROP TABLE ticket").error().fault == StoreFault::NotAllowed);
    CHECK(kiosk.execute("ATTACH 'other' AS o").error().fault == StoreFault::NotAllowed);
    REQUIRE(syncd.execute("INSERT INTO acknowledgement VALUES('s', 1, 't')"));
    auto count = reader.prepare("SELECT next FROM printer_counter");
    REQUIRE(count);
    REQUIRE(count->step());
    CHECK(count->integer(0) == 7);
}

/// Of a program from before any step.
store::Schema firstSchema() {
    auto schema = store::storeSchema();
    schema.steps = {};
    return schema;
}

TEST_CASE("a store of the version before learns to hold the certificate and keeps what it has", "[store]") {
    tests::ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    StillClock clock;
    {
        auto first = Database::open(path, Program::Kiosk, {}, firstSchema());
        REQUIRE(first);
        auto log = logOf(*first, clock);
        appendHelp(*first, log);
    }
    auto kiosk = store::openOrSetAside(path, Program::Kiosk, "2026-11-23T00:00:00Z");
    REQUIRE(kiosk);
    CHECK_FALSE(kiosk->set_aside);
    requireWholeLog(kiosk->database, 2);
    auto syncd = opened(path, Program::Syncd);
    REQUIRE(syncd.execute("INSERT INTO syncd_certificate VALUES(1, '2027-05-03T00:00:00.000Z', NULL)"));
    CHECK(kiosk->database.execute("DELETE FROM syncd_certificate").error().fault == StoreFault::NotAllowed);
    const auto certificate = store::syncdCertificate(kiosk->database);
    REQUIRE(certificate);
    REQUIRE(*certificate);
    CHECK((*certificate)->not_after == events::parseRfc3339("2027-05-03T00:00:00Z"));
    CHECK_FALSE((*certificate)->renews_at);
}

TEST_CASE("a store that is full is brought to its version all the same", "[store][fault]") {
    tests::ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    REQUIRE(Database::open(path, Program::Kiosk, {}, firstSchema()));
    const auto pages = static_cast<int>(std::filesystem::file_size(path) / 4096);
    auto kiosk = Database::open(path, Program::Kiosk, {.max_pages = pages});
    REQUIRE(kiosk);
    CHECK(store::syncdCertificate(*kiosk));
}

TEST_CASE("an event is appended only inside the transaction of what it reports", "[store]") {
    tests::ScratchFolder folder;
    StillClock clock;
    auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
    auto log = logOf(kiosk, clock);

    CHECK_FALSE(log.append(events::HelpRequested{"help", "home"}));
    {
        auto abandoned = Transaction::begin(kiosk);
        REQUIRE(abandoned);
        REQUIRE(log.append(events::HelpRequested{"help", "home"}));
    }
    appendHelp(kiosk, log);

    requireWholeLog(kiosk, 2); // epoch.opened and the one that was committed
}

TEST_CASE("a log goes on where it stopped, with the same source", "[store]") {
    tests::ScratchFolder folder;
    StillClock clock;
    std::string source;
    for (int run = 0; run < 5; ++run) {
        auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
        auto log = logOf(kiosk, clock);
        if (run == 0) source = log.source();
        CHECK(log.source() == source);
        appendHelp(kiosk, log);
    }
    auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
    requireWholeLog(kiosk, 6);
}

TEST_CASE("a kill -9 at any moment leaves a whole log", "[store][kill]") {
    tests::ScratchFolder folder;
    StillClock clock;
    const auto path = folder.file("store.sqlite");
    std::mt19937 chance_of_kill(20261123);
    std::uint64_t last = 0;
    for (int run = 0; run < 25; ++run) {
        int told[2];
        REQUIRE(pipe(told) == 0);
        const pid_t child = fork();
        if (child == 0) {
            auto database = Database::open(path, Program::Kiosk);
            if (!database) _exit(1);
            auto log = EventLog::open(*database, clock, chance, "dapeng-kuichong", "kiosk-1");
            while (true) {
                auto transaction = Transaction::begin(*database);
                if (!transaction || !log || !log->append(events::HelpRequested{"help", "home"}) ||
                    !transaction->commit())
                    _exit(1);
                if (write(told[1], "x", 1) != 1) _exit(1);
            }
        }
        close(told[1]);
        // Dies after it has told of 1 to 40 commits, wherever it then is.
        char mark = 0;
        for (unsigned i = 0, n = 1 + chance_of_kill() % 40; i < n; ++i)
            REQUIRE(read(told[0], &mark, 1) == 1);
        kill(child, SIGKILL);
        std::uint64_t promised = 0;
        while (read(told[0], &mark, 1) == 1)
            ++promised;
        close(told[0]);
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));

        auto kiosk = opened(path, Program::Kiosk);
        auto log = logOf(kiosk, clock);
        const auto now = log.lastSequence();
        REQUIRE(now);
        REQUIRE(*now > last + promised);
        last = *now;
        requireWholeLog(kiosk, last);
    }
}

TEST_CASE("a damaged store is set aside by name and the new epoch names the old", "[store][fault]") {
    tests::ScratchFolder folder;
    StillClock clock;
    const auto path = folder.file("store.sqlite");
    std::string former_source;
    {
        auto kiosk = opened(path, Program::Kiosk);
        auto log = logOf(kiosk, clock);
        former_source = log.source();
        for (int i = 0; i < 200; ++i)
            appendHelp(kiosk, log);
    }
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(0);
        file << std::string(4096, 'x'); // the header and the schema
    }
    auto again = store::openOrSetAside(path, Program::Kiosk, "2026-11-23T02:32:11.000Z");
    REQUIRE(again);
    REQUIRE(again->set_aside);
    CHECK(*again->set_aside == path + ".corrupt-20261123T023211000Z");
    CHECK(std::filesystem::exists(*again->set_aside));

    auto log = logOf(again->database, clock, store::readFormerEpoch(*again->set_aside, Program::Kiosk));
    CHECK(log.source() != former_source);
    appendHelp(again->database, log);
    requireWholeLog(again->database, 2);
}

TEST_CASE("a store that can still be read gives its epoch and last hash to the next", "[store][fault]") {
    tests::ScratchFolder folder;
    StillClock clock;
    const auto path = folder.file("store.sqlite");
    auto kiosk = opened(path, Program::Kiosk);
    auto log = logOf(kiosk, clock);
    appendHelp(kiosk, log);

    const auto former = store::readFormerEpoch(path, Program::Kiosk);
    REQUIRE(former);
    REQUIRE(former->last_hash);
    auto other = opened(folder.file("other.sqlite"), Program::Kiosk);
    (void)logOf(other, clock, former);
    const auto rows = store::pending(other, Program::Kiosk, 0, 10);
    REQUIRE(rows);
    const auto first = events::parseEvent(rows->front().body);
    REQUIRE(first);
    const auto epoch = events::EpochOpened::parse(first->data);
    REQUIRE(epoch);
    CHECK(epoch->previous_epoch == former->epoch);
    CHECK(epoch->previous_hash == crypto::toHex(*former->last_hash));
}

TEST_CASE("only what is acknowledged and older than 35 days is trimmed, and what waits goes up with its chain",
          "[store]") {
    tests::ScratchFolder folder;
    StillClock clock;
    auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
    auto syncd = opened(folder.file("store.sqlite"), Program::Syncd);
    auto log = logOf(kiosk, clock);
    for (int i = 0; i < 9; ++i)
        appendHelp(kiosk, log);
    clock.time += std::chrono::days{36};
    CHECK(log.trim() == 0);

    auto acknowledge = syncd.prepare("INSERT INTO acknowledgement VALUES(?, 6, 't')");
    REQUIRE(acknowledge);
    REQUIRE(acknowledge->bind(1, std::string_view(log.source())).run());
    CHECK(log.trim() == 5);
    appendHelp(kiosk, log);

    const auto before = store::chainAfter(kiosk, Program::Kiosk, 6);
    REQUIRE(before);
    REQUIRE(*before); // the hub compares it with what it holds
    const auto left = store::pending(kiosk, Program::Kiosk, 6, 100);
    REQUIRE(left);
    REQUIRE(left->size() == 5);
    CHECK(left->front().sequence == 7);
    auto hash = **before;
    for (std::size_t i = 0; i < left->size(); ++i) {
        hash = events::chainNext(hash, (*left)[i].body);
        CHECK((*left)[i].hash == hash);
    }
}

TEST_CASE("a full store refuses with its reason and stays whole", "[store][fault]") {
    tests::ScratchFolder folder;
    StillClock clock;
    auto database = Database::open(folder.file("store.sqlite"), Program::Kiosk, {.max_pages = 80});
    REQUIRE(database);
    auto log = logOf(*database, clock);
    std::uint64_t committed = 1;
    std::optional<StoreFault> fault;
    while (!fault && committed < 10'000) {
        auto transaction = Transaction::begin(*database);
        REQUIRE(transaction);
        const auto appended = log.append(events::HelpRequested{"help", "home"});
        if (!appended)
            fault = appended.error().fault;
        else if (const auto done = transaction->commit(); !done)
            fault = done.error().fault;
        else
            ++committed;
    }
    CHECK(fault == StoreFault::Full);
    requireWholeLog(*database, committed);
    CHECK(database->integrityCheck());
}

TEST_CASE("a nearly full store counts usage and still records tickets, and reports once there is room",
          "[store][fault]") {
    tests::ScratchFolder folder;
    StillClock clock;
    const auto path = folder.file("store.sqlite");
    const auto use = [](Database& database, EventLog& log) {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        const auto event = log.append(events::SessionStarted{});
        REQUIRE(event);
        REQUIRE(transaction->commit());
        return event->sequence;
    };
    std::uint64_t recorded = 1;
    {
        auto database = Database::open(path, Program::Kiosk, {.max_pages = 200});
        REQUIRE(database);
        auto log = logOf(*database, clock);
        while (use(*database, log) != 0)
            ++recorded;
        CHECK(use(*database, log) == 0);
        for (int i = 0; i < 20; ++i)
            appendHelp(*database, log), ++recorded;
        CHECK(use(*database, log) == 0);
    }
    auto roomy = opened(path, Program::Kiosk);
    auto log = logOf(roomy, clock);
    CHECK(use(roomy, log) == recorded + 2);
    CHECK(use(roomy, log) == recorded + 3);
    requireWholeLog(roomy, recorded + 3);
    const auto rows = store::pending(roomy, Program::Kiosk, recorded, 1);
    REQUIRE(rows);
    const auto counted = events::UsageCounted::parse(events::parseEvent(rows->front().body)->data);
    REQUIRE(counted);
    CHECK(counted->type == "session.started");
    CHECK(counted->count == 3);
}

TEST_CASE("a commit of the other program is noticed, our own is not", "[store]") {
    tests::ScratchFolder folder;
    auto kiosk = opened(folder.file("store.sqlite"), Program::Kiosk);
    auto syncd = opened(folder.file("store.sqlite"), Program::Syncd);
    store::ChangeWatcher watcher(syncd);
    CHECK(watcher.descriptor() >= 0);
    REQUIRE(watcher.changed());

    CHECK(watcher.changed() == false);
    REQUIRE(syncd.execute("INSERT INTO acknowledgement VALUES('s', 1, 't')"));
    CHECK(watcher.changed() == false);
    REQUIRE(kiosk.execute("INSERT INTO printer_counter VALUES(1, 7)"));
    CHECK(watcher.changed() == true);
}

TEST_CASE("who waits for a writer that never pauses is let in when its transaction ends", "[store]") {
    tests::ScratchFolder folder;
    store::Turns turns;
    const auto open = [&] { return Database::openAlone(folder.file("hub.sqlite"), {.turns = &turns}); };
    auto restless = open(), patient = open();
    REQUIRE(restless);
    REQUIRE(patient);
    REQUIRE(restless->execute("CREATE TABLE line (number INTEGER)"));
    // It waits for no disk: it holds the file nearly all the time.
    REQUIRE(restless->execute("PRAGMA synchronous = OFF"));
    const auto write = [](Database& database, int lines) {
        auto transaction = Transaction::begin(database);
        bool written = transaction.has_value();
        for (int i = 0; written && i < lines; ++i)
            written = database.execute("INSERT INTO line VALUES (1)").has_value();
        return written && transaction->commit();
    };
    std::atomic<bool> over = false;
    std::atomic<int> begun = 0;
    std::thread writer([&] {
        while (!over) {
            ++begun;
            (void)write(*restless, 100);
        }
    });
    int most = 0;
    bool written = true;
    for (int i = 0; i < 20; ++i) {
        for (const int before = begun; begun == before;) // it is at it
            std::this_thread::yield();
        const int before = begun;
        written = written && write(*patient, 1);
        most = std::max(most, begun - before);
    }
    over = true;
    writer.join();
    CHECK(written);
    CHECK(most <= 200); // one, and what the machine does meanwhile; else thousands
}
