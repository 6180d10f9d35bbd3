// SPDX-License-Identifier: Apache-2.0
// Hand-written and strict: configuration holds five addresses, not the web.
#include "sync/transport/url.h"

#include <charconv>

namespace onestop::transport {

namespace {

constexpr std::string_view kScheme = "https://";

bool isPathByte(unsigned char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           std::string_view("-._~!$&'()*+,;=:@/").find(static_cast<char>(byte)) != std::string_view::npos;
}

int hexDigit(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool isHostByte(char byte) {
    const auto b = static_cast<unsigned char>(byte);
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || byte == '-' || byte == '.' ||
           byte == ':' || byte == '_';
}

} // namespace

std::string encodePath(std::string_view path) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (isPathByte(byte)) {
            out += c;
        } else {
            out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
        }
    }
    return out;
}

tl::expected<std::string, std::string> decodePath(std::string_view encoded) {
    std::string out;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            out += encoded[i];
            continue;
        }
        const int high = i + 2 < encoded.size() ? hexDigit(encoded[i + 1]) : -1;
        const int low = i + 2 < encoded.size() ? hexDigit(encoded[i + 2]) : -1;
        if (high < 0 || low < 0) return tl::unexpected(std::string("two hexadecimal digits after %"));
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string Url::resolve(std::string_view relative) const {
    std::string out = path;
    if (out.empty() || out.back() != '/') out += '/';
    return out + encodePath(relative);
}

std::string Url::authority() const {
    const std::string written = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == 443 ? written : written + ":" + std::to_string(port);
}

tl::expected<Url, std::string> parseUrl(std::string_view text) {
    if (text.substr(0, kScheme.size()) != kScheme) return tl::unexpected(std::string("an https:// address"));
    text.remove_prefix(kScheme.size());
    const auto slash = text.find('/');
    auto authority = text.substr(0, slash);
    Url url;
    if (slash != std::string_view::npos) url.path = text.substr(slash);
    if (url.path.find_first_of("?#") != std::string::npos) return tl::unexpected(std::string("a path without ? or #"));

    auto port_at = authority.rfind(':');
    if (!authority.empty() && authority.front() == '[') {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) return tl::unexpected(std::string("] after an IPv6 address"));
        url.host = authority.substr(1, close - 1);
        port_at = close + 1 < authority.size() ? close + 1 : std::string_view::npos;
        if (port_at != std::string_view::npos && authority[port_at] != ':') {
            return tl::unexpected(std::string("a port after ]"));
        }
    } else {
        url.host = authority.substr(0, port_at);
        if (url.host.find(':') != std::string::npos) return tl::unexpected(std::string("an IPv6 address in []"));
    }
    if (url.host.empty()) return tl::unexpected(std::string("a host name"));
    for (const char byte : url.host) {
        if (!isHostByte(byte)) return tl::unexpected(std::string("a host name of letters, digits, - and ."));
    }
    if (port_at != std::string_view::npos) {
        const auto digits = authority.substr(port_at + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
        if (error != std::errc{} || end != digits.data() + digits.size() || url.port == 0) {
            return tl::unexpected(std::string("a port from 1 to 65535"));
        }
    }
    return url;
}

} // namespace onestop::transport
