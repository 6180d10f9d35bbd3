// SPDX-License-Identifier: Apache-2.0
// The few URLs that configuration holds: https, a host, a port, a path. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace onestop::transport {

struct Url {
    std::string host; ///< a name, an IPv4 address, or an IPv6 address without its brackets
    std::uint16_t port = 443;
    std::string path = "/"; ///< begins with '/'; without query

    /// The target of something below this URL: "https://h/repository/" and "metadata/1.root.json" give
    /// "/repository/metadata/1.root.json". Every byte that a path segment may not hold is percent-encoded.
    std::string resolve(std::string_view relative) const;
    /// "host:port" as the Host header wants it, the port left out when it is 443.
    std::string authority() const;
};

/// What was expected, in words ("an https:// address").
tl::expected<Url, std::string> parseUrl(std::string_view text);

/// Percent-encoding of a path, '/' kept; and back (false when the text is not well formed).
std::string encodePath(std::string_view path);
tl::expected<std::string, std::string> decodePath(std::string_view encoded);

} // namespace onestop::transport
