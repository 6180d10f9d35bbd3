// SPDX-License-Identifier: Apache-2.0
// The folder is watched rather than the file: the -wal is made and removed as connections come and go.
#include "sync/store/change_watcher.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>

namespace onestop::store {

static std::uint64_t inodeOf(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

ChangeWatcher::ChangeWatcher(Database& database) : database_(database), file_(inodeOf(database.path())) {
    descriptor_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor_ < 0) return;
    auto folder = std::filesystem::path(database.path()).parent_path();
    if (folder.empty()) folder = ".";
    if (inotify_add_watch(descriptor_, folder.c_str(), IN_MODIFY | IN_CREATE | IN_DELETE) < 0) {
        close(descriptor_);
        descriptor_ = -1;
    }
}

ChangeWatcher::~ChangeWatcher() {
    if (descriptor_ >= 0) close(descriptor_);
}

Result<bool> ChangeWatcher::changed() {
    std::array<char, 4096> notices;
    while (descriptor_ >= 0 && read(descriptor_, notices.data(), notices.size()) > 0) {
    }
    if (inodeOf(database_.path()) != file_)
        return tl::unexpected(
            StoreFailure{StoreFault::Corrupt, "cannot go on with " + database_.path() + ": it was set aside"});
    const auto version = database_.dataVersion();
    if (!version) return tl::unexpected(version.error());
    const bool differs = version_ != *version;
    version_ = *version;
    return differs;
}

} // namespace onestop::store
