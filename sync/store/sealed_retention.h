// SPDX-License-Identifier: Apache-2.0
// How long the district keeps what was sealed for its desk. The hub deletes by it, and the kiosk says it before anybody
// agrees.
#pragma once

#include <chrono>

namespace onestop::store {

inline constexpr std::chrono::days kSealedRetention{180}; ///< unless hub.toml, and kiosk.toml with it, say otherwise

} // namespace onestop::store
