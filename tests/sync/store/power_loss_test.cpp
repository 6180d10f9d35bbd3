// SPDX-License-Identifier: Apache-2.0
// Promise: whenever the power goes, every commit that was told is there, the log is whole, and nothing that was not
// committed has appeared. A file system that forgets is put under SQLite: at a chosen sync the power goes, and of
// what was written since each file's last sync a random part is lost.
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <map>
#include <random>

#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/store/event_log.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

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

/// What a file held where something was written since its last sync.
struct Unsynced {
    sqlite3_int64 offset;
    std::string before;
    sqlite3_int64 size_before;
};

/// The real file behind, and what would be lost.
struct ForgetfulFile {
    sqlite3_file base;
    sqlite3_file* real;
    std::string* path;
};

struct World {
    sqlite3_vfs* real = nullptr;
    std::map<std::string, std::vector<Unsynced>> unsynced;
    std::mt19937 engine;
    long syncs_left = 0;
} world;

ForgetfulFile* mine(sqlite3_file* file) { return reinterpret_cast<ForgetfulFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return mine(file)->real; }

/// The power goes: newest first, each unsynced write is undone or was lucky; the process ends here.
[[noreturn]] void losePower() {
    for (auto& [path, writes] : world.unsynced) {
        sqlite3_file* file = static_cast<sqlite3_file*>(calloc(1, static_cast<std::size_t>(world.real->szOsFile)));
        int flags = 0;
        const bool wal = path.ends_with("-wal");
        if (world.real->xOpen(world.real, path.c_str(), file,
                              SQLITE_OPEN_READWRITE | (wal ? SQLITE_OPEN_WAL : SQLITE_OPEN_MAIN_DB),
                              &flags) != SQLITE_OK)
            continue;
        for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
            if (world.engine() % 3 == 0) continue; // this one reached the disk all the same
            if (!write->before.empty())
                file->pMethods->xWrite(file, write->before.data(), static_cast<int>(write->before.size()),
                                       write->offset);
        }
        // A file that only grew since its last sync may be as short as it was.
        if (world.engine() % 2 == 0) file->pMethods->xTruncate(file, writes.front().size_before);
        file->pMethods->xClose(file);
    }
    _exit(0);
}

int onWrite(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    Unsynced write{offset, std::string(static_cast<std::size_t>(size), '\0'), 0};
    real(file)->pMethods->xFileSize(real(file), &write.size_before);
    if (real(file)->pMethods->xRead(real(file), write.before.data(), size, offset) == SQLITE_IOERR_SHORT_READ &&
        offset >= write.size_before)
        std::fill(write.before.begin(), write.before.end(), '\0');
    world.unsynced[*mine(file)->path].push_back(std::move(write));
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}

int onSync(sqlite3_file* file, int flags) {
    if (--world.syncs_left < 0) losePower();
    world.unsynced.erase(*mine(file)->path);
    return real(file)->pMethods->xSync(real(file), flags);
}

int onClose(sqlite3_file* file) {
    const int code = real(file)->pMethods->xClose(real(file));
    free(real(file));
    delete mine(file)->path;
    return code;
}

const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods m{};
        m.iVersion = 2;
        m.xClose = onClose;
        m.xWrite = onWrite;
        m.xSync = onSync;
        m.xRead = [](sqlite3_file* f, void* p, int n, sqlite3_int64 o) {
            return real(f)->pMethods->xRead(real(f), p, n, o);
        };
        m.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) { return real(f)->pMethods->xTruncate(real(f), n); };
        m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); };
        m.xLock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); };
        m.xUnlock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); };
        m.xCheckReservedLock = [](sqlite3_file* f, int* l) {
            return real(f)->pMethods->xCheckReservedLock(real(f), l);
        };
        m.xFileControl = [](sqlite3_file* f, int op, void* p) {
            return real(f)->pMethods->xFileControl(real(f), op, p);
        };
        m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
        // Without the promise of "powersafe overwrite" SQLite pads the WAL to sectors: the stricter world.
        m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
        m.xShmMap = [](sqlite3_file* f, int r, int s, int e, void volatile** p) {
            return real(f)->pMethods->xShmMap(real(f), r, s, e, p);
        };
        m.xShmLock = [](sqlite3_file* f, int o, int n, int l) { return real(f)->pMethods->xShmLock(real(f), o, n, l); };
        m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
        m.xShmUnmap = [](sqlite3_file* f, int d) { return real(f)->pMethods->xShmUnmap(real(f), d); };
        return m;
    }();
    return table;
}

int onOpen(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* inner = static_cast<sqlite3_file*>(calloc(1, static_cast<std::size_t>(world.real->szOsFile)));
    const int code = world.real->xOpen(world.real, name, inner, flags, out_flags);
    file->pMethods = nullptr;
    if (code != SQLITE_OK) {
        free(inner);
        return code;
    }
    mine(file)->real = inner;
    mine(file)->path = new std::string(name ? name : "");
    file->pMethods = &methods();
    return SQLITE_OK;
}

/// From now on every file of SQLite in this process forgets.
void makeForgetful(unsigned seed, long syncs) {
    static sqlite3_vfs forgetful;
    world.real = sqlite3_vfs_find(nullptr);
    world.engine.seed(seed);
    world.syncs_left = syncs;
    forgetful = *world.real;
    forgetful.zName = "forgetful";
    forgetful.szOsFile = sizeof(ForgetfulFile);
    forgetful.xOpen = onOpen;
    sqlite3_vfs_register(&forgetful, 1);
}

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
            makeForgetful(run, static_cast<long>(run * 7 % 41));
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
