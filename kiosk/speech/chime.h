// SPDX-License-Identifier: Apache-2.0
// The two soft tones before a call for help, the same as the counter page's. Pure: samples out.
#pragma once

#include <cstdint>
#include <vector>

namespace onestop::speech {

/// Mono, something over a second.
std::vector<std::int16_t> chime(int rate_hz);

} // namespace onestop::speech
