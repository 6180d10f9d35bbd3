// SPDX-License-Identifier: Apache-2.0
// write beside, fsync, rename, fsync the folder: each step is there for one kind of power cut.
#include "sync/tuf/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace onestop::tuf {
namespace {

constexpr std::streamsize kPieceBytes = 64 * 1024;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

tl::unexpected<std::string> cannotWrite(const std::filesystem::path& path) {
    return tl::unexpected("cannot write " + path.string() + ": " + std::strerror(errno));
}

bool writeAll(int fd, crypto::BytesView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

tl::expected<void, std::string> renameOver(const std::filesystem::path& beside, const std::filesystem::path& path) {
    if (::rename(beside.c_str(), path.c_str()) != 0) return cannotWrite(path);
    const Descriptor folder(
        ::open(path.parent_path().empty() ? "." : path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) return cannotWrite(path);
    return {};
}

} // namespace

tl::expected<void, std::string> writeFileAtomically(const std::filesystem::path& path, crypto::BytesView bytes,
                                                    unsigned mode) {
    const std::filesystem::path beside = path.string() + ".new";
    {
        ::unlink(beside.c_str()); // left over from a power cut; its mode might be another
        const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
        if (file.get() < 0 || !writeAll(file.get(), bytes) || ::fsync(file.get()) != 0) return cannotWrite(beside);
    }
    return renameOver(beside, path);
}

tl::expected<void, std::string> putInPlace(const std::filesystem::path& written, const std::filesystem::path& path) {
    {
        const Descriptor file(::open(written.c_str(), O_RDONLY | O_CLOEXEC));
        if (file.get() < 0 || ::fsync(file.get()) != 0) return cannotWrite(written);
    }
    return renameOver(written, path);
}

std::optional<FileDigest> digestOfFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    crypto::Bytes piece(kPieceBytes);
    crypto::Sha256 hash;
    FileDigest digest;
    while (file.read(reinterpret_cast<char*>(piece.data()), kPieceBytes) || file.gcount() > 0) {
        const auto size = static_cast<std::size_t>(file.gcount());
        hash.update(crypto::BytesView(piece).first(size));
        digest.length += size;
    }
    if (!file.eof()) return std::nullopt;
    digest.sha256 = hash.finish();
    return digest;
}

std::optional<crypto::Bytes> readFile(const std::filesystem::path& path, std::size_t maxBytes) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return std::nullopt;
    const auto size = static_cast<std::streamoff>(file.tellg());
    if (size < 0 || static_cast<std::uintmax_t>(size) > maxBytes) return std::nullopt;
    crypto::Bytes bytes(static_cast<std::size_t>(size));
    file.seekg(0);
    if (!bytes.empty() && !file.read(reinterpret_cast<char*>(bytes.data()), size)) return std::nullopt;
    return bytes;
}

} // namespace onestop::tuf
