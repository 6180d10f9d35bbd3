// SPDX-License-Identifier: Apache-2.0
// Tells that another program may have committed: inotify on the -wal file, confirmed by PRAGMA data_version.
// Where the file system gives no notice, asking changed() now and then is enough (DESIGN 2: every 500 ms).
#pragma once

#include <cstdint>

#include "sync/store/database.h"

namespace onestop::store {

class ChangeWatcher {
public:
    /// Watches the folder of the database; the database must outlive the watcher. Same thread as the database.
    explicit ChangeWatcher(Database& database);
    ChangeWatcher(const ChangeWatcher&) = delete;
    ChangeWatcher& operator=(const ChangeWatcher&) = delete;
    ~ChangeWatcher();

    /// Readable when the -wal was touched; -1 when inotify cannot be had. For poll, QSocketNotifier, Asio.
    int descriptor() const { return descriptor_; }
    /// Empties the descriptor; true when another connection has committed since the last call (and at the first call).
    /// The -wal is touched a moment before the commit can be seen: ask again some 20 ms later. Fails with Corrupt when
    /// the file was set aside by the other program: open the store anew.
    Result<bool> changed();

private:
    Database& database_;
    int descriptor_ = -1;
    std::int64_t version_ = -1;
    std::uint64_t file_ = 0; ///< inode of the database when it was opened
};

} // namespace onestop::store
