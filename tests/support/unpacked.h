// SPDX-License-Identifier: Apache-2.0
// What a zstd body says, for tests that look at what goes over the wire.
#pragma once

#include <string>

#include <zstd.h>

#include "tests/support/catch.h"

namespace onestop::tests {

/// At most 2 MB.
inline std::string unpacked(const std::string& body) {
    std::string out(2'000'000, '\0');
    const auto size = ZSTD_decompress(out.data(), out.size(), body.data(), body.size());
    REQUIRE_FALSE(ZSTD_isError(size));
    out.resize(size);
    return out;
}

} // namespace onestop::tests
