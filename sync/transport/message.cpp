// SPDX-License-Identifier: Apache-2.0
// Problems are written by the JSON library, whatever they quote.
#include "sync/transport/message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>

#include <nlohmann/json.hpp>

namespace onestop::transport {

namespace {

constexpr std::chrono::seconds kLongestRetryAfter{24 * 60 * 60};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameName(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

} // namespace

std::string_view findHeader(const std::vector<Header>& headers, std::string_view name) {
    for (const auto& header : headers) {
        if (sameName(header.name, name)) return header.value;
    }
    return {};
}

std::optional<std::chrono::sys_seconds> parseHttpDate(std::string_view text) {
    const std::string copy(text);
    std::tm parts{};
    const char* end = ::strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(::timegm(&parts)));
}

std::string httpDate(events::WallTime time) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), length};
}

std::optional<std::chrono::seconds> parseRetryAfter(std::string_view text, events::WallTime now) {
    if (text.empty()) return std::nullopt;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size()) {
        const auto date = parseHttpDate(text);
        if (!date) return std::nullopt;
        seconds = (*date - std::chrono::floor<std::chrono::seconds>(now)).count();
    }
    return std::clamp(std::chrono::seconds(seconds), std::chrono::seconds(0), kLongestRetryAfter);
}

std::string problemDocument(std::string_view type, unsigned status, std::string_view title, std::string_view detail) {
    nlohmann::ordered_json document;
    document["type"] = "urn:onestop:problem:" + std::string(type);
    document["status"] = status;
    document["title"] = title;
    if (!detail.empty()) document["detail"] = detail;
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string problemTypeOf(std::string_view body) {
    const auto document = nlohmann::json::parse(body, nullptr, false);
    if (!document.is_object()) return {};
    const auto type = document.find("type");
    return type != document.end() && type->is_string() ? type->get<std::string>() : std::string{};
}

} // namespace onestop::transport
