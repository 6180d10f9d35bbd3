// SPDX-License-Identifier: Apache-2.0
// See listening_socket.h.
#include "drivers/emulation/listening_socket.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace onestop::emulation {

ListeningSocket::ListeningSocket(std::filesystem::path path) : path_(std::move(path)) {
    auto fail = [&](const std::string& why) {
        if (descriptor_ >= 0) ::close(descriptor_);
        throw std::runtime_error("cannot listen at " + path_.string() + ": " + why);
    };
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path_.native().size() >= sizeof address.sun_path)
        fail("the path is longer than " + std::to_string(sizeof address.sun_path - 1) + " bytes");
    std::strcpy(address.sun_path, path_.c_str());
    std::error_code ignored;
    if (std::filesystem::is_socket(path_, ignored)) std::filesystem::remove(path_, ignored);
    descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor_ < 0 || ::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor_, 8) != 0)
        fail(std::strerror(errno));
}

ListeningSocket::~ListeningSocket() {
    ::close(descriptor_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

} // namespace onestop::emulation
