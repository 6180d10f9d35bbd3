// SPDX-License-Identifier: Apache-2.0
// Why the upstream does not answer, in one of six words for the screen and one sentence for a technician. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "sync/store/catalogue_rows.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

struct LinkVerdict {
    store::LinkState link = store::LinkState::Offline;
    std::string reason;
};

/// `has_network`: an interface beside the loopback is up. `clock_trusted`: the wall clock stands above its floor.
LinkVerdict judgeLink(const transport::HttpFailure& failure, bool has_network, bool clock_trusted);

/// What a technician should know although the hub answers, in a sentence; empty: all is well. `last_good`: the address
/// in use because there is no name service. `ahead`: of the hub's clock before ours, where it was said.
std::string judgeOnline(std::string_view last_good, std::optional<std::chrono::seconds> ahead, bool clock_trusted);

/// Reads /sys/class/net: an interface beside the loopback with a carrier.
bool hasNetwork();

} // namespace onestop::daemon
