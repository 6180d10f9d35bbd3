// SPDX-License-Identifier: Apache-2.0
// onestop-syncd as a whole: the store, the hub's link on this thread, the catalogue on a thread of its own.
#pragma once

#include <chrono>

#include "sync/daemon/config.h"

namespace onestop::daemon {

/// Runs until SIGINT or SIGTERM. The exit code: 0 ended, 1 the store cannot be had, 2 configuration.
int runDaemon(const SyncdConfig& config, std::chrono::milliseconds clock_offset);

} // namespace onestop::daemon
