// SPDX-License-Identifier: Apache-2.0
// The parts of an HTTP message that client and server share, and RFC 9457 problems. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onestop::transport {

struct Header {
    std::string name;
    std::string value;
};

/// The first header of this name (ASCII case does not matter), or empty.
std::string_view findHeader(const std::vector<Header>& headers, std::string_view name);

inline constexpr std::string_view kProblemMediaType = "application/problem+json";

/// An RFC 9457 document. `type` is "urn:onestop:problem:<type>", from the list in sync/hub/openapi.yaml.
std::string problemDocument(std::string_view type, unsigned status, std::string_view title, std::string_view detail);

} // namespace onestop::transport
