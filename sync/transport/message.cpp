// SPDX-License-Identifier: Apache-2.0
// Problems are written by the JSON library, whatever they quote.
#include "sync/transport/message.h"

#include <nlohmann/json.hpp>

namespace onestop::transport {

namespace {

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

std::string problemDocument(std::string_view type, unsigned status, std::string_view title, std::string_view detail) {
    nlohmann::ordered_json document;
    document["type"] = "urn:onestop:problem:" + std::string(type);
    document["status"] = status;
    document["title"] = title;
    if (!detail.empty()) document["detail"] = detail;
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace onestop::transport
