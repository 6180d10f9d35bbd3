// SPDX-License-Identifier: Apache-2.0
// The demo district: three real places of Dapeng New District with invented, marked content, open
// round the clock. The texts are data in demo/*.json; here they become targets.
#pragma once
#include "sync/publish/district.h"

#include <chrono>

namespace onestop::publish {

/// Makes keys and a signed repository: the period's lists, and those of the month after, so that the last
/// night of a month rolls over. In a demo that is made already, publishes them anew: kiosks follow.
Outcome makeDemo(District& district, std::chrono::year_month period);

/// A site's list for a month from the demo's templates. Pure: the same input gives the same bytes.
std::string demoMonth(const std::string& site, std::chrono::year_month period, Time issued);

/// The demo's site ids, the district's own centre first.
std::vector<std::string> demoSites();

} // namespace onestop::publish
