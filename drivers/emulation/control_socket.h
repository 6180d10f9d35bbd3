// SPDX-License-Identifier: Apache-2.0
// A Unix stream socket where each line is a request and each request gets one line back. One thread a connection:
// a script that waits for a condition holds up no other.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "drivers/emulation/listening_socket.h"

namespace onestop::emulation {

class ControlSocket {
public:
    /// Called on the connection's thread; the answer without its line end.
    using Answer = std::function<std::string(const std::string& line)>;

    /// Listens at once. Throws std::runtime_error.
    ControlSocket(const std::filesystem::path& path, Answer answer);
    /// Ends every connection. Whoever waits inside `answer` must have been woken before.
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

private:
    void accept();
    void serve(int connection);

    ListeningSocket listening_;
    Answer answer_;
    std::atomic<bool> ending_ = false;
    std::mutex mutex_;
    std::list<int> connections_;
    std::list<std::thread> servers_;
    std::thread acceptor_;
};

} // namespace onestop::emulation
