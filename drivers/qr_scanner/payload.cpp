// SPDX-License-Identifier: Apache-2.0
#include "drivers/qr_scanner/payload.h"

#include <algorithm>
#include <string_view>

namespace onestop::qr_scanner {
namespace {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0; ///< 0: not UTF-8
};

/// RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
CodePoint nextCodePoint(std::span<const std::uint8_t> text) {
    const std::uint8_t first = text[0];
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
    char32_t value = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((text[i] & 0xC0) != 0x80) return {};
        value = value << 6 | (text[i] & 0x3Fu);
    }
    static constexpr char32_t kSmallest[]{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kSmallest[length] || surrogate || value > 0x10FFFF) return {};
    return {value, length};
}

bool isControl(char32_t c) {
    const bool line_or_paragraph = c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || line_or_paragraph || direction || c == 0xFEFF;
}

} // namespace

tl::expected<ScanPayload, ScanRefusal> checkPayload(std::span<const std::uint8_t> bytes,
                                                    std::span<const std::string> schemes) {
    while (!bytes.empty() && (bytes.back() == '\r' || bytes.back() == '\n'))
        bytes = bytes.first(bytes.size() - 1);
    if (bytes.empty()) return tl::unexpected(ScanRefusal::Empty);
    if (bytes.size() > kPayloadBytesMost) return tl::unexpected(ScanRefusal::TooLong);
    for (auto rest = bytes; !rest.empty();) {
        const auto c = nextCodePoint(rest);
        if (c.bytes == 0) return tl::unexpected(ScanRefusal::NotText);
        if (isControl(c.value)) return tl::unexpected(ScanRefusal::ControlCharacters);
        rest = rest.subspan(c.bytes);
    }
    std::string text(bytes.begin(), bytes.end());
    const auto begins_it = [&](const std::string& scheme) { return text.starts_with(scheme); };
    if (!schemes.empty() && std::none_of(schemes.begin(), schemes.end(), begins_it))
        return tl::unexpected(ScanRefusal::ForeignScheme);
    return ScanPayload{std::move(text)};
}

std::string payloadForLog(const ScanPayload& payload) {
    const auto colon = payload.text.substr(0, 8).find(':');
    const std::string scheme = colon == std::string::npos ? "no scheme" : payload.text.substr(0, colon + 1);
    return scheme + ", " + std::to_string(payload.text.size()) + " bytes";
}

std::string_view nameOf(ScanRefusal refusal) {
    switch (refusal) {
    case ScanRefusal::Empty:
        return "empty";
    case ScanRefusal::TooLong:
        return "too_long";
    case ScanRefusal::NotText:
        return "not_text";
    case ScanRefusal::ControlCharacters:
        return "control_characters";
    case ScanRefusal::ForeignScheme:
        return "foreign_scheme";
    case ScanRefusal::Interrupted:
        return "interrupted";
    }
    return "unknown";
}

} // namespace onestop::qr_scanner
