// SPDX-License-Identifier: Apache-2.0
// Passwords of staff: scrypt (RFC 7914), slow on purpose, never stored in clear.
#pragma once

#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::crypto {

inline constexpr std::size_t kPasswordSaltBytes = 16;

/// scrypt with the cost named in algorithms.h: about 0.1 s and 32 MiB.
Digest passwordDigest(std::string_view password, BytesView salt);

} // namespace onestop::crypto
