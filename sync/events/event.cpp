// SPDX-License-Identifier: Apache-2.0
// CloudEvents 1.0 structured JSON, written by hand in one order, read strictly.
#include "sync/events/event.h"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "sync/events/event_data.h"
#include "sync/events/uuid7.h"

namespace onestop::events {

using Json = nlohmann::ordered_json;

static bool isName(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string SourceName::text() const { return "urn:onestop:" + site + ':' + node + ':' + program + ':' + epoch; }

std::optional<SourceName> SourceName::parse(std::string_view text) {
    constexpr std::string_view kPrefix = "urn:onestop:";
    if (!text.starts_with(kPrefix)) return std::nullopt;
    text.remove_prefix(kPrefix.size());
    std::string parts[4];
    for (int i = 0; i < 4; ++i) {
        const auto colon = i < 3 ? text.find(':') : text.size();
        if (colon == text.npos) return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(std::min(colon + 1, text.size()));
    }
    if (!isName(parts[0]) || !isName(parts[1]) || !isName(parts[2]) || !isUuid7(parts[3])) return std::nullopt;
    return SourceName{parts[0], parts[1], parts[2], parts[3]};
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

static EventFailure wrong(const char* member, const char* expected) {
    return {EventFault::WrongMember, std::string("cannot take event: ") + member + ": expected " + expected};
}

static const std::string* stringMember(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
}

static std::optional<std::uint64_t> decimal(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    return value;
}

/// The members with a fixed value or form; the failure of the first that does not fit.
static std::optional<EventFailure> readMembers(const Json& object, Event& event) {
    for (const char* name : {"specversion", "id", "source", "type", "time", "sequence", "monotonicms", "clocktrust"})
        if (!stringMember(object, name))
            return EventFailure{EventFault::MissingMember,
                                std::string("cannot take event: ") + name + ": expected a string"};
    if (*stringMember(object, "specversion") != "1.0") return wrong("specversion", "1.0");
    const auto* content = stringMember(object, "datacontenttype");
    if (!content || *content != "application/json") return wrong("datacontenttype", "application/json");

    event.id = *stringMember(object, "id");
    if (!isUuid7(event.id)) return wrong("id", "a UUIDv7");
    event.source = *stringMember(object, "source");
    if (!SourceName::parse(event.source)) return wrong("source", "urn:onestop:<site>:<node>:<program>:<epoch>");
    event.type = *stringMember(object, "type");
    if (event.type.empty() || event.type.size() > 64) return wrong("type", "noun.past_tense");
    const auto time = parseRfc3339(*stringMember(object, "time"));
    if (!time) return wrong("time", "RFC 3339");
    event.time = *time;
    const auto sequence = decimal(*stringMember(object, "sequence"));
    if (!sequence || *sequence == 0 || *sequence > INT64_MAX) return wrong("sequence", "a positive decimal number");
    event.sequence = *sequence;
    const auto monotonic = decimal(*stringMember(object, "monotonicms"));
    if (!monotonic || *monotonic > INT64_MAX) return wrong("monotonicms", "a decimal number");
    event.monotonic = std::chrono::milliseconds{static_cast<std::int64_t>(*monotonic)};
    const std::string& trust = *stringMember(object, "clocktrust");
    if (trust != "trusted" && trust != "unsure") return wrong("clocktrust", "trusted or unsure");
    event.clock_trusted = trust == "trusted";
    return std::nullopt;
}

tl::expected<Event, EventFailure> parseEvent(std::string_view body) {
    if (body.size() > kMaxEventBytes)
        return tl::unexpected(EventFailure{EventFault::TooLarge, "cannot take event: expected at most 16 KiB"});
    const Json object = Json::parse(body, nullptr, false);
    if (!object.is_object())
        return tl::unexpected(EventFailure{EventFault::NotJson, "cannot take event: expected a JSON object"});
    Event event;
    if (auto failure = readMembers(object, event)) return tl::unexpected(std::move(*failure));
    const auto data = object.find("data");
    if (data == object.end() || !data->is_object())
        return tl::unexpected(EventFailure{EventFault::MissingMember, "cannot take event: data: expected an object"});
    event.data = data->dump(-1, ' ', false, Json::error_handler_t::replace);
    return event;
}

} // namespace onestop::events
