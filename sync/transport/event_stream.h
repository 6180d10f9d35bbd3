// SPDX-License-Identifier: Apache-2.0
// Server-sent events (text/event-stream, WHATWG HTML 9.2) as bytes: what the hub writes and syncd reads. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
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

/// What keeps a quiet stream alive, and the reconnection time (`retry`) of whoever loses it.
std::string heartbeat(std::chrono::milliseconds reconnection_time);

/// Takes the stream in any pieces and gives the events that are complete. `id` is ignored: state is sent whole each
/// time.
class EventStreamReader {
public:
    explicit EventStreamReader(std::size_t event_limit_bytes) : limit_(event_limit_bytes) {}

    /// The events that these bytes complete; an error when one event grows over the limit.
    tl::expected<std::vector<ServerSentEvent>, std::string> feed(std::string_view bytes);

    /// The last `retry` of the stream, up to kLongestReconnection; what is longer or no number is ignored.
    std::optional<std::chrono::milliseconds> reconnectionTime() const { return reconnection_time_; }

    static constexpr std::chrono::minutes kLongestReconnection{5};

private:
    void takeLine(std::string_view line, std::vector<ServerSentEvent>& complete);

    std::size_t limit_;
    std::string line_;
    std::string event_;
    std::string data_;
    std::optional<std::chrono::milliseconds> reconnection_time_;
    bool has_data_ = false;
    bool after_cr_ = false;
    bool at_start_ = true;
};

} // namespace onestop::transport
