// SPDX-License-Identifier: Apache-2.0
// The nine figures under a check-in code, for whoever cannot show it: a phone that is dark, a slip that is torn. They
// name the code to the kiosk that gave it, and to no other (README.md says why). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/crypto/signature.h"

namespace onestop::catalogue {

inline constexpr std::size_t kShortCodeDigits = 9; ///< eight that follow from the key, and one that checks them

class ShortCode {
public:
    /// What follows from the kiosk's own key and the token's id (32 hex digits): the same at any time.
    static ShortCode of(const crypto::PrivateKey& key, std::string_view token_id);
    /// Blanks are passed over; absent unless there are nine figures and the last one fits.
    static std::optional<ShortCode> parse(std::string_view typed);

    /// "123 456 789".
    std::string text() const;
    bool operator==(const ShortCode&) const = default;

private:
    explicit ShortCode(std::string digits) : digits_(std::move(digits)) {}

    std::string digits_;
};

} // namespace onestop::catalogue
