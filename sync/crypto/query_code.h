// SPDX-License-Identifier: Apache-2.0
// The query code of a sealed record: twenty digits on paper, to be typed on a digit pad. From it alone, slowly, follow
// the record's id, by which a hub knows it, and the key of its answer, which no hub can have. Pure but for scrypt's
// cost.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/crypto/crypto.h"

namespace onestop::crypto {

inline constexpr std::size_t kQueryCodeDigits = 20; ///< 19 by chance (63 bits) and one that checks them
inline constexpr std::size_t kRecordIdDigits = 32;  ///< hexadecimal, lower case

/// What follows from a code. Whoever has the id does not have the key, and neither gives the code back.
struct QueryKeys {
    std::string record_id;
    Digest answer_key{};
};

class QueryCode {
public:
    /// `random` fills bytes unpredictably.
    static QueryCode make(const std::function<void(std::span<std::uint8_t>)>& random);
    /// Blanks and hyphens are passed over; absent unless there are twenty digits and the last one fits.
    static std::optional<QueryCode> parse(std::string_view typed);
    ~QueryCode() { wipe(std::span(reinterpret_cast<std::uint8_t*>(digits_.data()), digits_.size())); }
    QueryCode(const QueryCode&) = default;
    QueryCode& operator=(const QueryCode&) = default;

    /// "1234 5678 9012 3456 7890".
    std::string text() const;
    /// As slow as a password: about 0.1 s.
    QueryKeys keys() const;

private:
    QueryCode() = default;
    std::array<char, kQueryCodeDigits> digits_{};
};

/// True for the form of a record's id.
bool isRecordId(std::string_view text);
/// An id for a record that nobody will ask after.
std::string makeRecordId(const std::function<void(std::span<std::uint8_t>)>& random);

} // namespace onestop::crypto
