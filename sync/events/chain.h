// SPDX-License-Identifier: Apache-2.0
// The chain over stored events: h(i) = SHA-256(h(i−1) ‖ bytes). It makes a changed, lost or added event visible.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sync/crypto/crypto.h"

namespace onestop::events {

/// The value before the first event of an epoch.
inline constexpr crypto::Digest kChainStart{};

crypto::Digest chainNext(const crypto::Digest& previous, std::span<const std::uint8_t> body);
crypto::Digest chainNext(const crypto::Digest& previous, std::string_view body);

/// The value after each of `bodies`.
std::vector<crypto::Digest> chainOver(const crypto::Digest& previous, std::span<const std::string_view> bodies);

} // namespace onestop::events
