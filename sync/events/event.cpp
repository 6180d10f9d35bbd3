// SPDX-License-Identifier: Apache-2.0
// CloudEvents 1.0 structured JSON, written by hand in one order; event_json.cpp reads it.
#include "sync/events/event.h"

#include <algorithm>
#include <array>

#include "sync/events/event_data.h"
#include "sync/events/uuid7.h"

namespace onestop::events {

static bool isName(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string SourceName::text() const { return "urn:onestop:" + site + ':' + node + ':' + program + ':' + epoch; }

/// Site, node, program, epoch.
static std::optional<std::array<std::string_view, 4>> partsOf(std::string_view text) {
    constexpr std::string_view kPrefix = "urn:onestop:";
    if (!text.starts_with(kPrefix)) return std::nullopt;
    text.remove_prefix(kPrefix.size());
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto colon = i < 3 ? text.find(':') : text.size();
        if (colon == text.npos) return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(std::min(colon + 1, text.size()));
    }
    if (!isName(parts[0]) || !isName(parts[1]) || !isName(parts[2]) || !isUuid7(parts[3])) return std::nullopt;
    return parts;
}

bool SourceName::fits(std::string_view text) { return partsOf(text).has_value(); }

std::optional<SourceName> SourceName::parse(std::string_view text) {
    const auto parts = partsOf(text);
    if (!parts) return std::nullopt;
    const auto [site, node, program, epoch] = *parts;
    return SourceName{std::string(site), std::string(node), std::string(program), std::string(epoch)};
}

std::string serialize(const Event& event) {
    std::string out;
    out.reserve(360 + event.data.size());
    out += R"({"specversion":"1.0","id":)";
    appendJsonString(out, event.id);
    out += R"(,"source":)";
    appendJsonString(out, event.source);
    out += R"(,"type":)";
    appendJsonString(out, event.type);
    out += R"(,"time":")" + toRfc3339(event.time);
    out += R"(","datacontenttype":"application/json","sequence":")" + std::to_string(event.sequence);
    out += R"(","monotonicms":")" + std::to_string(event.monotonic.count());
    out += event.clock_trusted ? R"(","clocktrust":"trusted","data":)" : R"(","clocktrust":"unsure","data":)";
    out += event.data;
    out += '}';
    return out;
}

} // namespace onestop::events
