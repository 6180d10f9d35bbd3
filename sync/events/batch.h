// SPDX-License-Identifier: Apache-2.0
// application/cloudevents-batch+json without touching the events: a JSON array around stored bytes, and back.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/events/event.h"

namespace onestop::events {

/// More events than this are refused in one batch.
inline constexpr std::size_t kMaxBatchEvents = 1000;

/// `[body,body,…]`; the bodies go in unchanged.
std::string joinBatch(std::span<const std::string> bodies);

/// The raw bytes of each element, views into `batch`. Elements must be JSON objects; only their limits are found here
/// (strings and nesting are followed), parseEvent checks the rest.
tl::expected<std::vector<std::string_view>, EventFailure> splitBatch(std::string_view batch);

} // namespace onestop::events
