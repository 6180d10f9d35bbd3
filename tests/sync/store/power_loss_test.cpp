// SPDX-License-Identifier: Apache-2.0
// Promise: whenever the power goes, every commit that was told is there, the log is whole, and nothing that was not
// committed has appeared.
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/store/event_log.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"
#include "tests/sync/store/forgetful_disk.h"

using namespace onestop;
using store::Database;
using store::Program;

namespace {

struct StillClock final : events::Clock {
    events::WallTime now() const override {
        return events::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
    }
    std::chrono::milliseconds monotonic() const override { return std::chrono::milliseconds{5}; }
    bool trusted() const override { return true; }
};

void chance(std::span<std::uint8_t> out) { crypto::fillRandom(out); }

/// Commits tickets' marks and events until the power goes; tells each commit through the pipe.
[[noreturn]] void workUntilDark(const std::string& path, int told) {
    const StillClock clock;
    auto database = Database::open(path, Program::Kiosk);
    if (!database) _exit(1);
    auto log = store::EventLog::open(*database, clock, chance, "dapeng-kuichong", "kiosk-1");
    if (!log) _exit(1);
    for (int i = 0;; ++i) {
        auto transaction = store::Transaction::begin(*database);
        if (!transaction ||
            !database->execute(
                "INSERT INTO printer_counter VALUES(1, 1) ON CONFLICT(only) DO UPDATE SET next = next + 1"))
            _exit(1);
        if (!log->append(events::HelpRequested{"help", "home"}) || !transaction->commit()) _exit(1);
        if (write(told, "x", 1) != 1) _exit(1);
        if (i % 7 == 6 && !database->checkpoint()) _exit(1);
    }
}

} // namespace

TEST_CASE("a power cut at any sync loses no committed event and invents none", "[store][power]") {
    tests::ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    {
        auto made = Database::open(path, Program::Kiosk);
        REQUIRE(made);
    }
    std::uint64_t events_before = 0, counter_before = 0;
    for (unsigned run = 0; run < 60; ++run) {
        int told[2];
        REQUIRE(pipe(told) == 0);
        const pid_t child = fork();
        if (child == 0) {
            tests::makeForgetful({.seed = run, .syncs = static_cast<long>(run * 7 % 41)});
            workUntilDark(path, told[1]);
        }
        close(told[1]);
        std::uint64_t promised = 0;
        for (char mark = 0; read(told[0], &mark, 1) == 1;)
            ++promised;
        close(told[0]);
        int status = 0;
        waitpid(child, &status, 0);
        INFO("run " << run << ", promised " << promised);
        REQUIRE(WIFEXITED(status));
        REQUIRE(WEXITSTATUS(status) == 0);
        std::filesystem::remove(path + "-shm"); // memory of a machine that is off

        auto database = Database::open(path, Program::Kiosk);
        REQUIRE(database);
        REQUIRE(database->integrityCheck());
        const auto rows = store::pending(*database, Program::Kiosk, 0, 100'000, 1 << 30);
        REQUIRE(rows);
        auto hash = events::kChainStart;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            REQUIRE((*rows)[i].sequence == i + 1);
            hash = events::chainNext(hash, (*rows)[i].body);
            REQUIRE((*rows)[i].hash == hash);
        }
        auto counter = database->prepare("SELECT coalesce(max(next), 0) FROM printer_counter");
        REQUIRE(counter);
        REQUIRE(counter->step());
        const auto count = static_cast<std::uint64_t>(counter->integer(0));
        // At most the one commit that was under way may be there untold; mark and event always together.
        REQUIRE(count >= counter_before + promised);
        REQUIRE(count <= counter_before + promised + 1);
        REQUIRE(rows->size() == (rows->empty() ? 0 : count + 1)); // and epoch.opened
        REQUIRE(rows->size() >= events_before);
        events_before = rows->size();
        counter_before = count;
    }
    CHECK(counter_before > 200);
}
