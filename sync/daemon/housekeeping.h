// SPDX-License-Identifier: Apache-2.0
// What the daemon does beside its work: keep ballast on the disk, and answer who asks for metrics.
#pragma once

#include <filesystem>
#include <optional>
#include <thread>

#include "sync/daemon/config.h"
#include "sync/events/clock.h"
#include "sync/service/local_socket.h"
#include "sync/store/ballast.h"

namespace onestop::daemon {

/// A thread of its own, from construction to destruction. Nothing waits for it, and it fails silently but for the log.
class Housekeeping {
public:
    /// Listens on `socket` (a path; empty: nowhere) for HTTP GET, one question at a time, each within a second.
    Housekeeping(const SyncdConfig& config, const events::Clock& clock, const std::filesystem::path& socket);
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

private:
    void run();
    void listenOn(const std::filesystem::path& socket);
    int listening() const { return listener_ ? listener_->descriptor() : -1; }
    void answer(int connection) const;

    const SyncdConfig& config_;
    const events::Clock& clock_;
    store::Ballast ballast_;
    std::optional<service::LocalListener> listener_;
    int stop_ = -1; ///< eventfd
    std::thread thread_;
};

/// "<RUNTIME_DIRECTORY>/metrics.sock" as systemd gives it, or empty.
std::filesystem::path metricsSocket();

} // namespace onestop::daemon
