// SPDX-License-Identifier: Apache-2.0
// The digits, their check and what is derived from them.
#include "sync/crypto/query_code.h"

#include <algorithm>

#include "sync/crypto/check_digit.h"
#include "sync/crypto/password.h"

namespace onestop::crypto {

namespace {

constexpr std::size_t kGroup = 4;
constexpr std::uint8_t kEvenly = 250; ///< bytes from here on would prefer some digits

} // namespace

QueryCode QueryCode::make(const std::function<void(std::span<std::uint8_t>)>& random) {
    QueryCode code;
    for (std::size_t i = 0; i + 1 < kQueryCodeDigits;) {
        std::array<std::uint8_t, 1> byte{};
        random(byte);
        if (byte[0] < kEvenly) code.digits_[i++] = static_cast<char>('0' + byte[0] % 10);
        wipe(byte);
    }
    code.digits_.back() = checkDigit({code.digits_.data(), kQueryCodeDigits - 1});
    return code;
}

std::optional<QueryCode> QueryCode::parse(std::string_view typed) {
    QueryCode code;
    std::size_t digits = 0;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c < '0' || c > '9' || digits == kQueryCodeDigits) return std::nullopt;
        code.digits_[digits++] = c;
    }
    if (digits != kQueryCodeDigits) return std::nullopt;
    if (checkDigit({code.digits_.data(), kQueryCodeDigits - 1}) != code.digits_.back()) return std::nullopt;
    return code;
}

std::string QueryCode::text() const { return inGroups({digits_.data(), kQueryCodeDigits}, kGroup); }

QueryKeys QueryCode::keys() const {
    // The salt is the same for all: the code is all that a kiosk knows when it is typed.
    Digest root = passwordDigest({digits_.data(), digits_.size()}, bytesOf("onestop sealed record 1"));
    const Digest id = hmacSha256(root, bytesOf("record id"));
    QueryKeys keys{.record_id = toHex(BytesView(id).first(kRecordIdDigits / 2)),
                   .answer_key = hmacSha256(root, bytesOf("answer key"))};
    wipe(root);
    return keys;
}

bool isRecordId(std::string_view text) {
    return text.size() == kRecordIdDigits &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string makeRecordId(const std::function<void(std::span<std::uint8_t>)>& random) {
    std::array<std::uint8_t, kRecordIdDigits / 2> bytes{};
    random(bytes);
    return toHex(bytes);
}

} // namespace onestop::crypto
