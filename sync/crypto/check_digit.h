// SPDX-License-Identifier: Apache-2.0
// The figure at the end of a code that people type: a slip of the finger is told at once, before anything is asked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::crypto {

/// ISO/IEC 7064, MOD 11,10: finds every wrong digit and nearly every exchange of neighbours. `digits`: 0…9 only.
char checkDigit(std::string_view digits);

/// A digest as that many figures (at most 19) and the one that checks them.
std::string checkedFigures(const Digest& digest, std::size_t figures);

/// "123 456 789": as people read figures aloud.
std::string inGroups(std::string_view figures, std::size_t group);

} // namespace onestop::crypto
