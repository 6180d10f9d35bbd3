// SPDX-License-Identifier: Apache-2.0
// onestop-hub at work: opens its doors, watches the repository, speaks to its own upstream, until it is asked to end.
#pragma once

#include <chrono>

#include "sync/hub/config.h"

namespace onestop::hub {

/// Returns the program's exit code after SIGINT or SIGTERM, or at once when something configured cannot be had.
int serve(const HubConfig& config, std::chrono::milliseconds clock_offset);

} // namespace onestop::hub
