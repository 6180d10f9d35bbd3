// SPDX-License-Identifier: Apache-2.0
// The figure at the end of a code that people type: a slip of the finger is told at once, before anything is asked for.
#pragma once

#include <string_view>

namespace onestop::crypto {

/// ISO/IEC 7064, MOD 11,10: finds every wrong digit and nearly every exchange of neighbours. `digits`: 0…9 only.
char checkDigit(std::string_view digits);

} // namespace onestop::crypto
