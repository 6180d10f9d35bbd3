// SPDX-License-Identifier: Apache-2.0
// Write, sync, rename, sync the directory.
#include "kiosk/app/durable_file.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onestop::app {

namespace {

class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    explicit operator bool() const { return fd_ >= 0; }
    int fd() const { return fd_; }

private:
    int fd_;
};

bool writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

bool replaceFile(const std::filesystem::path& path, std::string_view content, mode_t mode) {
    std::error_code ignored; // opening the file tells why, if the folder is missing
    std::filesystem::create_directories(path.parent_path(), ignored);
    const std::filesystem::path beside = path.string() + ".new";
    ::unlink(beside.c_str()); // a leftover may have another mode
    {
        const OpenFile file(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
        if (!file || !writeAll(file.fd(), content) || ::fsync(file.fd()) != 0) return false;
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) return false;
    const OpenFile folder(path.parent_path(), O_RDONLY | O_DIRECTORY);
    return folder && ::fsync(folder.fd()) == 0;
}

std::optional<std::string> readSmallFile(const std::filesystem::path& path, std::size_t limit) {
    const OpenFile file(path, O_RDONLY);
    if (!file) return std::nullopt;
    std::string content(limit + 1, '\0');
    std::size_t size = 0;
    while (size < content.size()) {
        const ssize_t got = ::read(file.fd(), content.data() + size, content.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size > limit) return std::nullopt;
    content.resize(size);
    return content;
}

} // namespace onestop::app
