// SPDX-License-Identifier: Apache-2.0
// Byte by byte, because a stream may be cut between CR and LF.
#include "sync/transport/event_stream.h"

#include <charconv>

namespace onestop::transport {

std::string serialize(const ServerSentEvent& event) {
    std::string out = "event: " + event.event + "\n";
    std::string_view rest = event.data;
    for (;;) {
        const auto end = rest.find('\n');
        out.append("data: ").append(rest.substr(0, end)).append("\n");
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return out + "\n";
}

std::string heartbeat(std::chrono::milliseconds reconnection_time) {
    return "retry: " + std::to_string(reconnection_time.count()) + "\n\n";
}

/// Only digits, as the standard wants it.
static std::optional<std::chrono::milliseconds> reconnectionTimeOf(std::string_view value) {
    std::uint32_t milliseconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
    const std::chrono::milliseconds time(milliseconds);
    if (error != std::errc{} || end != value.data() + value.size() || time > EventStreamReader::kLongestReconnection)
        return std::nullopt;
    return time;
}

tl::expected<std::vector<ServerSentEvent>, std::string> EventStreamReader::feed(std::string_view bytes) {
    std::vector<ServerSentEvent> complete;
    for (const char byte : bytes) {
        if (byte == '\n' && after_cr_) {
            after_cr_ = false;
            continue;
        }
        after_cr_ = byte == '\r';
        if (byte == '\n' || byte == '\r') {
            takeLine(line_, complete);
            line_.clear();
            continue;
        }
        line_ += byte;
        if (line_.size() + data_.size() > limit_) {
            return tl::unexpected("one event is over " + std::to_string(limit_) + " bytes");
        }
    }
    return complete;
}

void EventStreamReader::takeLine(std::string_view line, std::vector<ServerSentEvent>& complete) {
    if (at_start_ && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
    at_start_ = false;
    if (line.empty()) {
        if (has_data_) complete.push_back({event_.empty() ? "message" : event_, data_});
        event_.clear();
        data_.clear();
        has_data_ = false;
        return;
    }
    const auto colon = line.find(':');
    if (colon == 0) return; // a comment
    const auto field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (field == "event") {
        event_ = value;
    } else if (field == "data") {
        if (has_data_) data_ += '\n';
        data_ += value;
        has_data_ = true;
    } else if (field == "retry") {
        if (const auto time = reconnectionTimeOf(value)) reconnection_time_ = time;
    }
}

} // namespace onestop::transport
