// SPDX-License-Identifier: Apache-2.0
#include "sync/catalogue/short_code.h"

#include "sync/crypto/check_digit.h"

namespace onestop::catalogue {

namespace {

constexpr std::string_view kPurpose = "onestop short check-in code 1 "; ///< no COSE structure begins like this
constexpr std::size_t kGroup = 3, kFree = kShortCodeDigits - 1;

} // namespace

ShortCode ShortCode::of(const crypto::PrivateKey& key, std::string_view token_id) {
    const std::string named = std::string(kPurpose) + std::string(token_id);
    const auto digest = crypto::sha256(key.sign(crypto::bytesOf(named))); // Ed25519 signs the same always alike
    return ShortCode(crypto::checkedFigures(digest, kFree));
}

std::optional<ShortCode> ShortCode::parse(std::string_view typed) {
    std::string digits;
    for (const char c : typed) {
        if (c == ' ') continue;
        if (c < '0' || c > '9' || digits.size() == kShortCodeDigits) return std::nullopt;
        digits += c;
    }
    if (digits.size() != kShortCodeDigits) return std::nullopt;
    if (crypto::checkDigit(std::string_view(digits).substr(0, kFree)) != digits.back()) return std::nullopt;
    return ShortCode(std::move(digits));
}

std::string ShortCode::text() const { return crypto::inGroups(digits_, kGroup); }

} // namespace onestop::catalogue
