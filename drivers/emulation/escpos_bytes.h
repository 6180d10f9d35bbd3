// SPDX-License-Identifier: Apache-2.0
// How ESC/POS writes numbers.
#pragma once

#include <cstdint>
#include <span>

namespace onestop::emulation {

/// Low byte first.
inline unsigned word(std::span<const std::uint8_t> at) { return at[0] | static_cast<unsigned>(at[1]) << 8; }

/// 0, 1, 2 or '0', '1', '2': many commands take both.
inline unsigned digit(std::uint8_t n) { return n >= '0' && n <= '9' ? n - '0' : n; }

} // namespace onestop::emulation
