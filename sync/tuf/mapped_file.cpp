// SPDX-License-Identifier: Apache-2.0
// mmap, and nothing else.
#include "sync/tuf/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onestop::tuf {

std::optional<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    struct stat status {};
    std::optional<MappedFile> mapped;
    if (::fstat(fd, &status) == 0 && status.st_size == 0) mapped = MappedFile(crypto::BytesView());
    if (status.st_size > 0) {
        const auto size = static_cast<std::size_t>(status.st_size);
        void* begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (begin != MAP_FAILED) mapped = MappedFile({static_cast<const std::uint8_t*>(begin), size});
    }
    ::close(fd);
    return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

} // namespace onestop::tuf
