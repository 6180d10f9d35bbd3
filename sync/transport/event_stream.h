// SPDX-License-Identifier: Apache-2.0
// Server-sent events (text/event-stream, WHATWG HTML 9.2) as bytes: what the hub writes and syncd reads. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace onestop::transport {

struct ServerSentEvent {
    std::string event = "message"; ///< "state", "refresh"
    std::string data;
    bool operator==(const ServerSentEvent&) const = default;
};

/// One event as it goes over the wire.
std::string serialize(const ServerSentEvent& event);

/// The comment that keeps a quiet stream alive.
inline constexpr std::string_view kHeartbeat = ":\n\n";

/// Takes the stream in any pieces and gives the events that are complete. `id` and `retry` are ignored: state
/// is sent whole each time, and back-off is the client's own.
class EventStreamReader {
public:
    explicit EventStreamReader(std::size_t event_limit_bytes) : limit_(event_limit_bytes) {}

    /// The events that these bytes complete; an error when one event grows over the limit.
    tl::expected<std::vector<ServerSentEvent>, std::string> feed(std::string_view bytes);

private:
    void takeLine(std::string_view line, std::vector<ServerSentEvent>& complete);

    std::size_t limit_;
    std::string line_;
    std::string event_;
    std::string data_;
    bool has_data_ = false;
    bool after_cr_ = false;
    bool at_start_ = true;
};

} // namespace onestop::transport
