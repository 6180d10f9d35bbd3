// SPDX-License-Identifier: Apache-2.0
// The 256-byte text block of a card, and the later address, parsed strictly: a card that says something else than
// its standard allows is refused whole, never half understood. Layouts: README.md. Pure.
#pragma once

#include <span>

#include <tl/expected.hpp>

#include "drivers/id_card_reader/id_card.h"

namespace onestop::id_card_reader {

enum class CardTextFailure {
    WrongLength,
    UnknownKind, ///< a letter at 248 that no known layout has: a newer card than this program
    BrokenText,  ///< not UTF-16: a lone surrogate, U+FFFD, a control character, or text after the padding began
    BadDate,
    BadCode,   ///< sex, ethnic group or nationality outside its code list
    BadNumber, ///< wrong characters, or the check digit does not fit
};

inline constexpr std::size_t kTextBytes = 256;
inline constexpr std::size_t kAddedAddressBytes = 70;

tl::expected<IdCard, CardTextFailure> parseCardText(std::span<const std::uint8_t> text);
tl::expected<SecretText, CardTextFailure> parseAddedAddress(std::span<const std::uint8_t> text);

/// Whether 18 characters carry the right check digit (GB 11643; ISO 7064 MOD 11-2).
bool hasRightCheckDigit(std::string_view number);

} // namespace onestop::id_card_reader
