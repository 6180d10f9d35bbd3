// SPDX-License-Identifier: Apache-2.0
// Canonical JSON (OLPC), the form of metadata that TUF signs: keys sorted by their bytes, no white
// space, only `"` and `\` escaped, whole numbers only.
#pragma once
#include "sync/crypto/crypto.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace onestop::tuf {

/// The canonical bytes; absent when the value holds a fraction, which the form cannot say.
std::optional<std::string> canonicalJson(const nlohmann::json& value);

/// JSON from strangers: strict UTF-8, at most 32 levels deep, no comments; absent when it is not.
std::optional<nlohmann::json> parseStrictJson(crypto::BytesView bytes);

} // namespace onestop::tuf
