// SPDX-License-Identifier: Apache-2.0
// Files of one folder over HTTP: no path leaves it, a strong ETag, one byte range with If-Range (RFC 9110), so that a
// kiosk resumes a large target. Nothing here is trusted: whoever reads it checks signatures.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

#include "sync/transport/door.h"

namespace onestop::hub {

/// A larger file is shown in parts only, none of them more than kMostPartBytes, and only when its name begins with its
/// SHA-256: that is what its ETag is then, for nobody can read all of it at each part.
inline constexpr std::size_t kMostFileBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kMostPartBytes = 1024 * 1024;

struct ByteRange {
    std::size_t first = 0;
    std::size_t last = 0; ///< inclusive
    bool operator==(const ByteRange&) const = default;
};
enum class RangeKind { Whole, Part, NotSatisfiable };
struct RangeAnswer {
    RangeKind kind = RangeKind::Whole;
    ByteRange range;
};
/// A `Range` header over `size` bytes. Several ranges, or anything not understood: the whole, as the RFC allows.
RangeAnswer parseRange(std::string_view header, std::size_t size);

/// True for a relative path that stays below: no empty, "." or ".." segment, nothing hidden, no backslash.
bool staysBelow(std::string_view path);

/// The file `path` below `folder`; 404 in all other cases (also for links that lead out).
transport::ServerResponse serveFile(const std::filesystem::path& folder, std::string_view path,
                                    const transport::ServerRequest& request);

} // namespace onestop::hub
