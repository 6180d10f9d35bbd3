// SPDX-License-Identifier: Apache-2.0
// One flat object written, and read from what event_json.cpp made of it.
#include "sync/events/event_data.h"

#include <algorithm>

namespace onestop::events {

static constexpr std::size_t kMaxCode = 64;
static constexpr std::size_t kMaxList = 16;

void appendJsonString(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 0x0f];
        } else {
            out += c;
        }
    }
    out += '"';
}

void DataWriter::member(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    appendJsonString(out_, name);
    out_ += ':';
}

void DataWriter::text(std::string_view name, std::string_view value) {
    member(name);
    appendJsonString(out_, value);
}

void DataWriter::number(std::string_view name, std::int64_t value) {
    member(name);
    out_ += std::to_string(value);
}

void DataWriter::truth(std::string_view name, bool value) {
    member(name);
    out_ += value ? "true" : "false";
}

void DataWriter::time(std::string_view name, WallTime value) { text(name, toRfc3339(value)); }

void DataWriter::list(std::string_view name, const std::vector<std::string>& values) {
    member(name);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out_ += ',';
        appendJsonString(out_, values[i]);
    }
    out_ += ']';
}

std::string DataWriter::finish() { return std::move(out_) + "}"; }

static bool isCode(const std::string& text) {
    return !text.empty() && text.size() <= kMaxCode && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("._:/+-").find(c) != std::string_view::npos;
    });
}

void DataReader::fault(const char* name, std::string_view expected) {
    if (!failure_)
        failure_ =
            EventFailure{EventFault::WrongData, std::string("data.") + name + ": expected " + std::string(expected)};
}

const DataMember* DataReader::member(const char* name, bool optional) {
    if (failure_) return nullptr;
    const auto found =
        std::find_if(data_.begin(), data_.end(), [&](const DataMember& one) { return one.name == name; });
    if (found == data_.end()) {
        if (!optional) fault(name, "to be there");
        return nullptr;
    }
    ++members_read_;
    return &*found;
}

template <class Value>
const Value* DataReader::valueOf(const char* name, bool optional, std::string_view expected) {
    const auto* found = member(name, optional);
    if (!found) return nullptr;
    const auto* value = std::get_if<Value>(&found->value);
    if (!value) fault(name, expected);
    return value;
}

std::optional<std::string> DataReader::text(const char* name, bool optional) {
    static constexpr std::string_view kExpected = "a code of 1 to 64 characters";
    const auto* value = valueOf<std::string>(name, optional, kExpected);
    if (!value) return std::nullopt;
    if (isCode(*value)) return *value;
    fault(name, kExpected);
    return std::nullopt;
}

std::optional<std::string> DataReader::hash(const char* name, bool optional) {
    auto value = text(name, optional);
    if (!value) return std::nullopt;
    const bool hex = std::all_of(value->begin(), value->end(),
                                 [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (hex && value->size() == 64) return value;
    fault(name, "64 hex digits");
    return std::nullopt;
}

std::optional<std::int64_t> DataReader::number(const char* name, bool optional, std::int64_t min, std::int64_t max) {
    static constexpr std::string_view kExpected = "a whole number within its bounds";
    const auto* value = valueOf<std::int64_t>(name, optional, kExpected);
    if (!value) return std::nullopt;
    if (*value >= min && *value <= max) return *value;
    fault(name, kExpected);
    return std::nullopt;
}

std::optional<bool> DataReader::truth(const char* name, bool optional) {
    const auto* value = valueOf<bool>(name, optional, "true or false");
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<WallTime> DataReader::time(const char* name, bool optional) {
    static constexpr std::string_view kExpected = "RFC 3339";
    const auto* value = valueOf<std::string>(name, optional, kExpected);
    if (!value) return std::nullopt;
    const auto time = parseRfc3339(*value);
    if (!time) fault(name, kExpected);
    return time;
}

std::optional<std::vector<std::string>> DataReader::list(const char* name, bool optional) {
    static constexpr std::string_view kExpected = "a list of at most 16 codes";
    const auto* value = valueOf<std::vector<std::string>>(name, optional, kExpected);
    if (!value) return std::nullopt;
    if (value->size() <= kMaxList && std::all_of(value->begin(), value->end(), isCode)) return *value;
    fault(name, kExpected);
    return std::nullopt;
}

std::optional<std::size_t> DataReader::choice(const char* name, std::span<const std::string_view> values,
                                              bool optional) {
    static constexpr std::string_view kExpected = "one of its declared values";
    const auto* value = valueOf<std::string>(name, optional, kExpected);
    if (!value) return std::nullopt;
    const auto found = std::find(values.begin(), values.end(), *value);
    if (found != values.end()) return static_cast<std::size_t>(found - values.begin());
    fault(name, kExpected);
    return std::nullopt;
}

std::optional<EventFailure> DataReader::finish() {
    // A name that stands there twice was read once: it is a member too many.
    if (!failure_ && members_read_ != data_.size())
        failure_ = EventFailure{EventFault::WrongData, "data: expected no members beyond those declared"};
    return failure_;
}

} // namespace onestop::events
