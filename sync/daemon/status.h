// SPDX-License-Identifier: Apache-2.0
// `onestop-syncd status`: what a technician asks first, read from the store, also while the daemon does not run.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "sync/daemon/config.h"
#include "sync/events/clock.h"

namespace onestop::daemon {

/// In words, or as one JSON object. The error is one line.
tl::expected<std::string, std::string> describeStatus(const SyncdConfig& config, const events::Clock& clock, bool json);

} // namespace onestop::daemon
