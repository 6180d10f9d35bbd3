// SPDX-License-Identifier: Apache-2.0
// Plain sockets: one local question a minute needs no framework.
#include "sync/daemon/housekeeping.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <spdlog/spdlog.h>

#include "sync/daemon/metrics.h"

namespace onestop::daemon {

namespace {

constexpr int kTendEveryMs = 5000;
constexpr timeval kPatience{1, 0}; // of one question

std::string httpAnswer(std::string_view status, std::string_view type, std::string_view body) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + std::string(body);
}

} // namespace

std::filesystem::path metricsSocket() {
    const char* folder = std::getenv("RUNTIME_DIRECTORY");
    return folder == nullptr || *folder == '\0' ? std::filesystem::path()
                                                : std::filesystem::path(folder) / "metrics.sock";
}

Housekeeping::Housekeeping(const SyncdConfig& config, const events::Clock& clock, const std::filesystem::path& socket)
    : config_(config), clock_(clock), ballast_(config.store.string() + ".ballast"), stop_(::eventfd(0, EFD_CLOEXEC)) {
    if (!socket.empty()) listenOn(socket);
    thread_ = std::thread([this] { run(); });
}

Housekeeping::~Housekeeping() {
    const std::uint64_t one = 1;
    (void)!::write(stop_, &one, sizeof one);
    thread_.join();
    ::close(stop_);
}

void Housekeeping::listenOn(const std::filesystem::path& socket) {
    auto opened = service::LocalListener::open(socket, service::LocalSocketKind::Stream);
    if (!opened) return spdlog::warn("no metrics: {}", opened.error().sentence);
    if (::chmod(socket.c_str(), 0660) != 0)
        return spdlog::warn("no metrics: cannot let the group read {}: {}", socket.string(), std::strerror(errno));
    listener_.emplace(std::move(*opened));
}

void Housekeeping::run() {
    while (true) {
        switch (ballast_.tend()) {
        case store::Ballast::Change::Dropped:
            spdlog::error("the disk is full: {} bytes of ballast given back, make room", store::Ballast::kBytes);
            break;
        case store::Ballast::Change::Laid:
            spdlog::info("{} bytes of ballast laid for a full disk", store::Ballast::kBytes);
            break;
        case store::Ballast::Change::None:
            break;
        }
        std::array<pollfd, 2> events{{{stop_, POLLIN, 0}, {listening(), POLLIN, 0}}}; // a negative one is passed over
        if (::poll(events.data(), events.size(), kTendEveryMs) < 0 && errno != EINTR) return;
        if ((events[0].revents & POLLIN) != 0) return;
        if ((events[1].revents & POLLIN) == 0) continue;
        const int connection = ::accept4(listening(), nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        answer(connection);
        ::close(connection);
    }
}

void Housekeeping::answer(int connection) const {
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    std::array<char, 4096> request{};
    const ssize_t size = ::recv(connection, request.data(), request.size(), 0);
    if (size <= 0) return;
    std::string reply;
    if (!std::string_view(request.data(), static_cast<std::size_t>(size)).starts_with("GET ")) {
        reply = httpAnswer("405 Method Not Allowed", "text/plain", "GET only\n");
    } else if (const auto metrics = describeMetrics(config_, clock_, ballast_)) {
        reply = httpAnswer("200 OK", "text/plain; version=0.0.4", *metrics);
    } else {
        reply = httpAnswer("503 Service Unavailable", "text/plain", metrics.error().context + '\n');
    }
    for (std::string_view left = reply; !left.empty();) {
        const ssize_t sent = ::send(connection, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
}

} // namespace onestop::daemon
