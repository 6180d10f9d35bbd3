// SPDX-License-Identifier: Apache-2.0
// The parts of an HTTP message as they are written and read: headers, dates, RFC 9457 problems. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/events/clock.h"

namespace onestop::transport {

struct Header {
    std::string name;
    std::string value;
};

/// The first header of this name (ASCII case does not matter), or empty.
std::string_view findHeader(const std::vector<Header>& headers, std::string_view name);

/// RFC 9110 5.6.7, the form that servers send: "Mon, 23 Nov 2026 09:00:00 GMT".
std::optional<std::chrono::sys_seconds> parseHttpDate(std::string_view text);

/// The same, written.
std::string httpDate(events::WallTime time);

/// `Retry-After` in both its forms: how long from `now`, at least nothing and at most a day.
std::optional<std::chrono::seconds> parseRetryAfter(std::string_view text, events::WallTime now);

inline constexpr std::string_view kProblemMediaType = "application/problem+json";

/// An RFC 9457 document. `type` is "urn:onestop:problem:<type>", from the list in sync/hub/openapi.yaml.
std::string problemDocument(std::string_view type, unsigned status, std::string_view title, std::string_view detail);

/// `type` of such a document; empty when it is none.
std::string problemTypeOf(std::string_view body);

} // namespace onestop::transport
