// SPDX-License-Identifier: Apache-2.0
// Base45 (RFC 9285): bytes in the alphanumeric mode of a QR code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::catalogue {

std::string toBase45(std::span<const std::uint8_t> data);
std::optional<crypto::Bytes> fromBase45(std::string_view text);

} // namespace onestop::catalogue
