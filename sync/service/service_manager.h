// SPDX-License-Identifier: Apache-2.0
// The word to systemd: "I serve", "I still serve". The protocol is one datagram (sd_notify(3)), so no library is needed
// and nothing of D-Bus comes into a program that has dropped its rights.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace onestop::service {

/// One thread's. Never fails its caller: a manager that does not listen is no reason not to serve.
class ServiceManager {
public:
    /// `socket` as in NOTIFY_SOCKET (a path, or "@name" for an abstract one; empty: nobody listens), `watchdog` as in
    /// WATCHDOG_USEC (nullopt: nobody waits for a sign of life).
    ServiceManager(std::string_view socket, std::optional<std::chrono::microseconds> watchdog);
    /// From the environment, which is left without the variables: no child speaks in this program's name.
    static ServiceManager fromEnvironment();
    ~ServiceManager();
    ServiceManager(ServiceManager&& other) noexcept;
    ServiceManager& operator=(ServiceManager&&) = delete;

    /// Told once; further calls do nothing.
    void ready();
    /// To be called often; speaks at most four times in the time that the manager allows.
    void alive(std::chrono::steady_clock::time_point now);

private:
    void tell(std::string_view word) const;

    int descriptor_ = -1;
    std::string address_; ///< as sun_path wants it
    std::optional<std::chrono::microseconds> watchdog_;
    std::optional<std::chrono::steady_clock::time_point> told_;
    bool ready_ = false;
};

} // namespace onestop::service
