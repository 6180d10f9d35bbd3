// SPDX-License-Identifier: Apache-2.0
// The encoder is recursive, so the depth is bounded before anything is parsed.
#include "sync/tuf/canonical_json.h"

#include <nlohmann/json.hpp>

namespace onestop::tuf {
namespace {

using nlohmann::json;
constexpr int kDepthMax = 32; // real metadata: 7

void appendString(std::string& out, const std::string& text) {
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    out.push_back('"');
}

bool append(std::string& out, const json& value) {
    switch (value.type()) {
    case json::value_t::null:
        out += "null";
        return true;
    case json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        return true;
    case json::value_t::number_integer:
        out += std::to_string(value.get<std::int64_t>());
        return true;
    case json::value_t::number_unsigned:
        out += std::to_string(value.get<std::uint64_t>());
        return true;
    case json::value_t::string:
        appendString(out, value.get_ref<const std::string&>());
        return true;
    case json::value_t::array: {
        out.push_back('[');
        bool first = true;
        for (const json& element : value) {
            if (!first) out.push_back(',');
            first = false;
            if (!append(out, element)) return false;
        }
        out.push_back(']');
        return true;
    }
    case json::value_t::object: {
        out.push_back('{');
        bool first = true;
        for (const auto& [key, member] : value.items()) { // std::map<std::string>: already in byte order
            if (!first) out.push_back(',');
            first = false;
            appendString(out, key);
            out.push_back(':');
            if (!append(out, member)) return false;
        }
        out.push_back('}');
        return true;
    }
    default:
        return false; // fractions, binary
    }
}

bool isShallow(std::string_view text) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDepthMax) return false;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return true;
}

} // namespace

std::optional<std::string> canonicalJson(const nlohmann::json& value) {
    std::string out;
    if (!append(out, value)) return std::nullopt;
    return out;
}

std::optional<nlohmann::json> parseStrictJson(crypto::BytesView bytes) {
    const std::string_view text = crypto::textOf(bytes);
    if (!isShallow(text)) return std::nullopt;
    json value = json::parse(text, nullptr, false);
    if (value.is_discarded()) return std::nullopt;
    return value;
}

} // namespace onestop::tuf
