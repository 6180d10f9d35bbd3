// SPDX-License-Identifier: Apache-2.0
#include "sync/service/local_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace onestop::service {

namespace {

constexpr int kWaitingMost = 4; ///< connections that nobody has accepted yet
constexpr std::string_view kUnready = ".new";

int typeOf(LocalSocketKind kind) {
    switch (kind) {
    case LocalSocketKind::Datagrams:
        return SOCK_DGRAM;
    case LocalSocketKind::Packets:
        return SOCK_SEQPACKET;
    case LocalSocketKind::Stream:
        break;
    }
    return SOCK_STREAM;
}

} // namespace

std::optional<sockaddr_un> localAddress(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.native().size() >= sizeof address.sun_path) return std::nullopt;
    std::ranges::copy(path.native(), address.sun_path);
    return address;
}

tl::expected<LocalListener, ListenFailure> LocalListener::open(std::filesystem::path path, LocalSocketKind kind) {
    const auto failure = [&](const std::string& why) {
        return tl::unexpected(ListenFailure{"cannot listen at " + path.string() + ": " + why});
    };
    // It takes its name when it can be reached: whoever sees the path may connect.
    const std::filesystem::path unready = path.string() + std::string(kUnready);
    const auto address = localAddress(unready);
    if (!address || path.empty())
        return failure("expected a path of 1 to " +
                       std::to_string(sizeof(sockaddr_un::sun_path) - 1 - kUnready.size()) + " bytes");
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored) && !std::filesystem::is_socket(path, ignored))
        return failure(std::strerror(EADDRINUSE));
    const int descriptor = ::socket(AF_UNIX, typeOf(kind) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return failure(std::strerror(errno));
    ::unlink(unready.c_str());
    const bool bound = ::bind(descriptor, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0;
    const bool listens = bound && (kind == LocalSocketKind::Datagrams || ::listen(descriptor, kWaitingMost) == 0);
    if (!listens || ::rename(unready.c_str(), path.c_str()) != 0) {
        const int reason = errno;
        ::close(descriptor);
        if (bound) ::unlink(unready.c_str());
        return failure(std::strerror(reason));
    }
    return LocalListener(std::move(path), descriptor);
}

LocalListener::~LocalListener() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
}

LocalListener::LocalListener(LocalListener&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

} // namespace onestop::service
