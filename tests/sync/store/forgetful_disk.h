// SPDX-License-Identifier: Apache-2.0
// A file system that forgets, put under SQLite: at a chosen sync or write the power goes, and of what was written since
// each file's last sync a random part is lost.
#pragma once

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace onestop::tests {

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

inline struct ForgetfulDisk {
    sqlite3_vfs* real = nullptr;
    std::map<std::string, std::vector<Unsynced>> unsynced;
    std::mt19937 engine;
    long syncs_left = 0, writes_left = 0;
} forgetful_disk;

inline ForgetfulFile* mine(sqlite3_file* file) { return reinterpret_cast<ForgetfulFile*>(file); }
inline sqlite3_file* real(sqlite3_file* file) { return mine(file)->real; }

/// The power goes: newest first, each unsynced write is undone or was lucky; the process ends here.
[[noreturn]] inline void losePower() {
    for (auto& [path, writes] : forgetful_disk.unsynced) {
        sqlite3_file* file =
            static_cast<sqlite3_file*>(calloc(1, static_cast<std::size_t>(forgetful_disk.real->szOsFile)));
        int flags = 0;
        const bool wal = path.ends_with("-wal");
        if (forgetful_disk.real->xOpen(forgetful_disk.real, path.c_str(), file,
                                       SQLITE_OPEN_READWRITE | (wal ? SQLITE_OPEN_WAL : SQLITE_OPEN_MAIN_DB),
                                       &flags) != SQLITE_OK)
            continue;
        for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
            if (forgetful_disk.engine() % 3 == 0) continue; // this one reached the disk all the same
            if (!write->before.empty())
                file->pMethods->xWrite(file, write->before.data(), static_cast<int>(write->before.size()),
                                       write->offset);
        }
        // A file that only grew since its last sync may be as short as it was.
        if (forgetful_disk.engine() % 2 == 0) file->pMethods->xTruncate(file, writes.front().size_before);
        file->pMethods->xClose(file);
    }
    _exit(0);
}

inline int onWrite(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (--forgetful_disk.writes_left < 0) losePower();
    Unsynced write{offset, std::string(static_cast<std::size_t>(size), '\0'), 0};
    real(file)->pMethods->xFileSize(real(file), &write.size_before);
    if (real(file)->pMethods->xRead(real(file), write.before.data(), size, offset) == SQLITE_IOERR_SHORT_READ &&
        offset >= write.size_before)
        std::fill(write.before.begin(), write.before.end(), '\0');
    forgetful_disk.unsynced[*mine(file)->path].push_back(std::move(write));
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}

inline int onSync(sqlite3_file* file, int flags) {
    if (--forgetful_disk.syncs_left < 0) losePower();
    forgetful_disk.unsynced.erase(*mine(file)->path);
    return real(file)->pMethods->xSync(real(file), flags);
}

inline int onClose(sqlite3_file* file) {
    const int code = real(file)->pMethods->xClose(real(file));
    free(real(file));
    delete mine(file)->path;
    return code;
}

inline const sqlite3_io_methods& methods() {
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
        // Without the promise of "powersafe overwrite" SQLite pads the WAL to sectors: the stricter forgetful_disk.
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

inline int onOpen(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* inner = static_cast<sqlite3_file*>(calloc(1, static_cast<std::size_t>(forgetful_disk.real->szOsFile)));
    const int code = forgetful_disk.real->xOpen(forgetful_disk.real, name, inner, flags, out_flags);
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

/// The power goes at the sync, or at the write, after so many more.
struct PowerCut {
    unsigned seed;
    long syncs = std::numeric_limits<long>::max();
    long writes = std::numeric_limits<long>::max();
};

/// From now on every file of SQLite in this process forgets.
inline void makeForgetful(const PowerCut& cut) {
    static sqlite3_vfs forgetful;
    forgetful_disk.real = sqlite3_vfs_find(nullptr);
    forgetful_disk.engine.seed(cut.seed);
    forgetful_disk.syncs_left = cut.syncs;
    forgetful_disk.writes_left = cut.writes;
    forgetful = *forgetful_disk.real;
    forgetful.zName = "forgetful";
    forgetful.szOsFile = sizeof(ForgetfulFile);
    forgetful.xOpen = onOpen;
    sqlite3_vfs_register(&forgetful, 1);
}

} // namespace onestop::tests
