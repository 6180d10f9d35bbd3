// SPDX-License-Identifier: Apache-2.0
// The sounds that are no words: two soft tones before a call for help, the same as the counter page's, and the tick
// under a finger. Pure: samples out.
#pragma once

#include <cstdint>
#include <vector>

namespace onestop::speech {

/// Mono, something over a second.
std::vector<std::int16_t> chime(int rate_hz);

/// Mono, a fortieth of a second: over before the finger has left the glass.
std::vector<std::int16_t> tick(int rate_hz);

} // namespace onestop::speech
