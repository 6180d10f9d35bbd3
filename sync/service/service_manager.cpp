// SPDX-License-Identifier: Apache-2.0
#include "sync/service/service_manager.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace onestop::service {

ServiceManager::ServiceManager(std::string_view socket, std::optional<std::chrono::microseconds> watchdog)
    : address_(socket), watchdog_(watchdog) {
    constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
    const bool usable = address_.size() > 1 && address_.size() <= kLongest && (socket[0] == '/' || socket[0] == '@');
    if (!usable) return;
    if (address_[0] == '@') address_[0] = '\0'; // unix(7): an abstract name begins with a null byte
    descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

ServiceManager ServiceManager::fromEnvironment() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value != nullptr ? value : "");
    };
    const std::string socket = variable("NOTIFY_SOCKET");
    const std::string microseconds = variable("WATCHDOG_USEC");
    std::uint64_t allowed = 0;
    std::from_chars(microseconds.data(), microseconds.data() + microseconds.size(), allowed);
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        ::unsetenv(name);
    return {socket, allowed > 0 ? std::optional(std::chrono::microseconds(allowed)) : std::nullopt};
}

ServiceManager::~ServiceManager() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

ServiceManager::ServiceManager(ServiceManager&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), address_(std::move(other.address_)),
      watchdog_(other.watchdog_), told_(other.told_), ready_(other.ready_) {}

void ServiceManager::ready() {
    if (std::exchange(ready_, true)) return;
    tell("READY=1");
}

void ServiceManager::alive(std::chrono::steady_clock::time_point now) {
    if (!watchdog_ || (told_ && now - *told_ < *watchdog_ / 4)) return;
    told_ = now;
    tell("WATCHDOG=1");
}

void ServiceManager::tell(std::string_view word) const {
    if (descriptor_ < 0) return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, address_.data(), address_.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    // Nothing to do about a failure: a manager that missed a word restarts us, and that is what it is for.
    (void)::sendto(descriptor_, word.data(), word.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
                   length);
}

} // namespace onestop::service
