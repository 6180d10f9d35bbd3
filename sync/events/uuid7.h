// SPDX-License-Identifier: Apache-2.0
// UUIDv7 (RFC 9562, 5.7): the time in front keeps events in order in every database; 74 bits of chance make them
// unique.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/events/clock.h"

namespace onestop::events {

/// Lower case, with hyphens. Of the ten random bytes 74 bits are used.
std::string makeUuid7(WallTime time, std::span<const std::uint8_t, 10> random);

/// A lower-case UUID of version 7 and variant 10.
bool isUuid7(std::string_view text);

/// The moment inside a UUIDv7; nothing when it is not one.
std::optional<WallTime> uuid7Time(std::string_view text);

} // namespace onestop::events
