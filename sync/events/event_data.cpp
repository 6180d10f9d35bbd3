// SPDX-License-Identifier: Apache-2.0
// One flat object written and read; nlohmann-json stays in this file.
#include "sync/events/event_data.h"

#include <algorithm>

#include <nlohmann/json.hpp>

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

struct DataReader::Object {
    nlohmann::json json;
};

static bool isCode(const std::string& text) {
    return !text.empty() && text.size() <= kMaxCode && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("._:/+-").find(c) != std::string_view::npos;
    });
}

DataReader::DataReader(std::string_view data) : object_(std::make_unique<Object>()) {
    object_->json = nlohmann::json::parse(data, nullptr, false);
    if (!object_->json.is_object()) failure_ = EventFailure{EventFault::WrongData, "data: expected an object"};
}

DataReader::~DataReader() = default;

void DataReader::fault(const char* name, std::string_view expected) {
    if (!failure_)
        failure_ =
            EventFailure{EventFault::WrongData, std::string("data.") + name + ": expected " + std::string(expected)};
}

const void* DataReader::member(const char* name, bool optional) {
    if (failure_) return nullptr;
    const auto found = object_->json.find(name);
    if (found == object_->json.end()) {
        if (!optional) fault(name, "to be there");
        return nullptr;
    }
    ++members_read_;
    return &*found;
}

std::optional<std::string> DataReader::text(const char* name, bool optional) {
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    if (value->is_string() && isCode(value->get_ref<const std::string&>())) return value->get<std::string>();
    fault(name, "a code of 1 to 64 characters");
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
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    const bool fits =
        value->is_number_integer() && (!value->is_number_unsigned() || value->get<std::uint64_t>() <= INT64_MAX);
    if (fits && value->get<std::int64_t>() >= min && value->get<std::int64_t>() <= max)
        return value->get<std::int64_t>();
    fault(name, "a whole number within its bounds");
    return std::nullopt;
}

std::optional<bool> DataReader::truth(const char* name, bool optional) {
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    fault(name, "true or false");
    return std::nullopt;
}

std::optional<WallTime> DataReader::time(const char* name, bool optional) {
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    if (value->is_string())
        if (const auto time = parseRfc3339(value->get_ref<const std::string&>())) return time;
    fault(name, "RFC 3339");
    return std::nullopt;
}

std::optional<std::vector<std::string>> DataReader::list(const char* name, bool optional) {
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    const bool fits = value->is_array() && value->size() <= kMaxList &&
                      std::all_of(value->begin(), value->end(), [](const nlohmann::json& element) {
                          return element.is_string() && isCode(element.get_ref<const std::string&>());
                      });
    if (fits) return value->get<std::vector<std::string>>();
    fault(name, "a list of at most 16 codes");
    return std::nullopt;
}

std::optional<std::size_t> DataReader::choice(const char* name, std::span<const std::string_view> values,
                                              bool optional) {
    const auto* value = static_cast<const nlohmann::json*>(member(name, optional));
    if (!value) return std::nullopt;
    if (value->is_string())
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] == value->get_ref<const std::string&>()) return i;
    fault(name, "one of its declared values");
    return std::nullopt;
}

std::optional<EventFailure> DataReader::finish() {
    if (!failure_ && members_read_ != object_->json.size())
        failure_ = EventFailure{EventFault::WrongData, "data: expected no members beyond those declared"};
    return failure_;
}

} // namespace onestop::events
