// SPDX-License-Identifier: Apache-2.0
// See control_socket.h.
#include "drivers/emulation/control_socket.h"

#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace onestop::emulation {

namespace {
constexpr std::size_t kLineBytes = 64 * 1024; ///< a longer request is a mistake: the connection is closed
}

ControlSocket::ControlSocket(const std::filesystem::path& path, Answer answer)
    : listening_(path), answer_(std::move(answer)), acceptor_([this] { accept(); }) {}

ControlSocket::~ControlSocket() {
    ending_ = true;
    ::shutdown(listening_.descriptor(), SHUT_RDWR);
    acceptor_.join();
    {
        std::lock_guard lock(mutex_);
        for (int connection : connections_)
            ::shutdown(connection, SHUT_RDWR);
    }
    for (auto& server : servers_)
        server.join();
}

void ControlSocket::accept() {
    while (!ending_) {
        int connection = ::accept4(listening_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            return;
        }
        std::lock_guard lock(mutex_);
        connections_.push_back(connection);
        servers_.emplace_back([this, connection] { serve(connection); });
    }
}

void ControlSocket::serve(int connection) {
    std::string received;
    char part[4096];
    for (;;) {
        auto count = ::recv(connection, part, sizeof part, 0);
        if (count <= 0) break;
        received.append(part, static_cast<std::size_t>(count));
        for (auto end = received.find('\n'); end != std::string::npos; end = received.find('\n')) {
            auto line = received.substr(0, end);
            received.erase(0, end + 1);
            if (line.empty()) continue;
            auto answer = answer_(line) + "\n";
            for (std::size_t sent = 0; sent < answer.size();) {
                auto n = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
                if (n <= 0) break;
                sent += static_cast<std::size_t>(n);
            }
        }
        if (received.size() > kLineBytes) break;
    }
    std::lock_guard lock(mutex_);
    connections_.remove(connection);
    ::close(connection);
}

} // namespace onestop::emulation
