// SPDX-License-Identifier: Apache-2.0
// Passwords of staff: scrypt (RFC 7914), slow on purpose, never stored in clear.
#pragma once

#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::crypto {

inline constexpr std::size_t kPasswordSaltBytes = 16;

/// scrypt with the cost named in algorithms.h: about 0.1 s and 32 MiB.
Digest passwordDigest(std::string_view password, BytesView salt);

/// A password as one word of a settings file: salt and digest in hexadecimal with a colon between.
std::string passwordWord(std::string_view password, BytesView salt);
/// Whether it has the form of such a word.
bool isPasswordWord(std::string_view word);
/// Whether the word was made of this password. As slow as passwordDigest().
bool isPasswordOf(std::string_view password, std::string_view word);

} // namespace onestop::crypto
