// SPDX-License-Identifier: Apache-2.0
// Promises of a store whose program changes version: whoever comes at one moment, and whenever the power goes, a
// version is there whole or not at all.
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>

#include "tests/support/scratch_folder.h"
#include "tests/sync/store/forgetful_disk.h"
#include "tests/sync/store/later_versions.h"

using namespace onestop;
using namespace onestop::tests;

namespace {

/// What a child process is to say when it has done what it was made for; 0 is a power cut.
constexpr int kDone = 42;

int endOf(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/// What each program comes to that is let go at the same moment.
template <typename Open>
void openAtOnce(std::initializer_list<Program> programs, Open open) {
    int start[2];
    REQUIRE(pipe(start) == 0);
    std::vector<pid_t> children;
    for (const auto program : programs) {
        children.push_back(fork());
        if (children.back() != 0) continue;
        close(start[1]);
        char mark = 0;
        (void)!read(start[0], &mark, 1); // ends when the parent closes
        _exit(open(program) ? kDone : 1);
    }
    close(start[0]);
    close(start[1]);
    for (const auto child : children)
        CHECK(endOf(child) == kDone);
}

} // namespace

TEST_CASE("programs that start at one moment take a step once, up and down", "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    { Kiosk(path, later.version(0)).takeTicket("A001"); }
    for (const auto version : std::initializer_list<std::size_t>{2, 0, 2, 1, 2, 0, 1, 2, 0, 2, 0, 2}) {
        openAtOnce({Program::Kiosk, Program::Syncd, Program::Kiosk, Program::Syncd}, [&](Program program) {
            return Database::open(path, program, {}, later.version(version)).has_value();
        });
        Kiosk kiosk(path, later.version(version));
        CHECK(ask(kiosk.database, "SELECT next FROM printer_counter") ==
              std::to_string(1 + (version == 2 ? kMark : 0)));
        CHECK(kiosk.waiting() == "A001");
    }
}

TEST_CASE("of programs that find one store beyond use at one moment, one sets it aside", "[store][schema][fault]") {
    const Later later;
    for (int round = 0; round < 10; ++round) {
        const ScratchFolder folder;
        const auto path = folder.file("store.sqlite");
        {
            Kiosk(path, later.version(0)).takeTicket("A001");
            must(must(Database::openAlone(path)).setSchemaVersion(99));
        }
        openAtOnce({Program::Kiosk, Program::Syncd, Program::Kiosk}, [&](Program program) {
            return store::openOrSetAside(path, program, kNow, {}, later.version(0)).has_value();
        });
        auto aside = must(Database::open(path + ".corrupt-20261124T020000000Z", Program::Reader));
        CHECK(ask(aside, "SELECT number FROM ticket") == "A001");
    }
}

TEST_CASE("the power goes at any write or sync of a change of version: it is there whole or not at all",
          "[store][schema][power]") {
    const ScratchFolder folder;
    const auto before = folder.file("before.sqlite"), path = folder.file("store.sqlite");
    const Later later;
    const bool up = GENERATE(true, false), at_write = GENERATE(true, false);
    CAPTURE(up, at_write);
    const auto from = later.version(up ? 0 : 2), to = later.version(up ? 2 : 0);
    const auto copy = [&] {
        for (const char* part : {"-wal", "-shm"})
            std::filesystem::remove(path + part);
        std::filesystem::copy_file(before, path, std::filesystem::copy_options::overwrite_existing);
    };
    {
        Kiosk(before, later.version(0)).takeTicket("A001");
        Kiosk(before, from).takeTicket("A002");
    }
    std::map<int, std::string> shapes;
    for (const auto& schema : {from, to}) {
        copy();
        auto database = must(Database::open(path, Program::Kiosk, {}, schema));
        shapes[schema.newest()] = shapeOf(database);
    }
    REQUIRE(shapes.size() == 2);

    std::map<int, int> seen;
    bool cut = true;
    for (unsigned left = 0; cut; ++left) {
        copy();
        const pid_t child = fork();
        if (child == 0) {
            PowerCut power{.seed = left};
            (at_write ? power.writes : power.syncs) = left;
            makeForgetful(power);
            auto opened = Database::open(path, Program::Kiosk, {}, to);
            _exit(opened && opened->checkpoint() ? kDone : 1);
        }
        cut = endOf(child) == 0;
        std::filesystem::remove(path + "-shm"); // memory of a machine that is off
        const int version = versionOf(path);
        ++seen[version];
        CAPTURE(left, version);
        {
            auto database = must(Database::openAlone(path));
            must(database.integrityCheck());
            REQUIRE(shapes.contains(version));
            REQUIRE(shapeOf(database) == shapes[version]);
            REQUIRE(ask(database, "SELECT next FROM printer_counter") ==
                    std::to_string(2 + (version == later.version(2).newest() ? kMark : 0)));
        }
        Kiosk again(path, to);
        REQUIRE_FALSE(again.opened.set_aside);
        REQUIRE(again.waiting() == "A001,A002");
        requireWholeLog(again.database, 3);
    }
    CHECK(seen[from.newest()] > 0);
    CHECK(seen[to.newest()] > 0);
}
