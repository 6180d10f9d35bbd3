// SPDX-License-Identifier: Apache-2.0
// The control bytes of ESC/POS, and how it writes numbers.
#pragma once

#include <cstdint>
#include <span>

namespace onestop::emulation {

inline constexpr std::uint8_t kNul = 0x00, kHt = 0x09, kLf = 0x0A, kCr = 0x0D, kDle = 0x10, kEsc = 0x1B, kFs = 0x1C,
                              kGs = 0x1D;

/// Low byte first.
inline unsigned word(std::span<const std::uint8_t> at) { return at[0] | static_cast<unsigned>(at[1]) << 8; }

/// 0, 1, 2 or '0', '1', '2': many commands take both.
inline unsigned digit(std::uint8_t n) { return n >= '0' && n <= '9' ? n - '0' : n; }

} // namespace onestop::emulation
