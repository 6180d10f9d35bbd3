// SPDX-License-Identifier: Apache-2.0
// Blocks really taken (posix_fallocate): a file with holes would give nothing back.
#include "sync/store/ballast.h"

#include <limits>

#include <fcntl.h>
#include <unistd.h>

namespace onestop::store {

namespace fs = std::filesystem;

Ballast::Ballast(const fs::path& file)
    : Ballast(file, [folder = file.parent_path()] {
          std::error_code error;
          const auto space = fs::space(folder.empty() ? fs::path(".") : folder, error);
          return error ? std::numeric_limits<std::uintmax_t>::max() : space.available;
      }) {}

Ballast::Ballast(fs::path file, FreeBytes free_bytes) : file_(std::move(file)), free_bytes_(std::move(free_bytes)) {}

bool Ballast::isHeld() const {
    std::error_code missing;
    return fs::file_size(file_, missing) >= kBytes && !missing;
}

bool Ballast::lay() {
    const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0) return false;
    const bool laid = ::posix_fallocate(fd, 0, static_cast<off_t>(kBytes)) == 0;
    ::close(fd);
    std::error_code ignored;
    if (!laid) fs::remove(file_, ignored);
    return laid;
}

Ballast::Change Ballast::tend() {
    const auto free = free_bytes_();
    std::error_code error;
    if (isHeld()) return free < kDropBelowBytes && fs::remove(file_, error) ? Change::Dropped : Change::None;
    return free > kLayAboveBytes && lay() ? Change::Laid : Change::None;
}

} // namespace onestop::store
