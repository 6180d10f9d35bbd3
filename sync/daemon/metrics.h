// SPDX-License-Identifier: Apache-2.0
// What a monitoring system asks a kiosk's daemon, in the text form of Prometheus (0.0.4). Read from the store at each
// question, so that a number is never older than the question.
#pragma once

#include <string>

#include "sync/daemon/config.h"
#include "sync/events/clock.h"
#include "sync/store/ballast.h"
#include "sync/store/database.h"

namespace onestop::daemon {

store::Result<std::string> describeMetrics(const SyncdConfig& config, const events::Clock& clock,
                                           const store::Ballast& ballast);

} // namespace onestop::daemon
