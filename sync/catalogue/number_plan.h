// SPDX-License-Identifier: Apache-2.0
// Which number comes next (DESIGN 4.2): 001–699 as leased by the hub; out of lease 700–999, fifty for each of six
// kiosks; then four digits, a thousand for each kiosk. So no two kiosks ever give one number. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace onestop::catalogue {

inline constexpr int kLeasedFirst = 1;
inline constexpr int kLeasedLast = 699;
inline constexpr int kKioskFirst = 700;
inline constexpr int kKioskNumbers = 50;
inline constexpr int kMaxKiosks = 6;

/// Numbers first…last (inclusive) of one business and service day.
struct NumberLease {
    int first = 0;
    int last = 0;
    bool operator==(const NumberLease&) const = default;
};

enum class NumberRange { Leased, Kiosk };

/// The highest number given so far in each range on that day; 0: none. Kept in the store and in a file outside it.
struct NumberMarks {
    int leased = 0;
    int kiosk = 0;
    bool operator==(const NumberMarks&) const = default;
};

struct NextNumber {
    int number = 0;
    std::string text; ///< "A001", "A1000"
    NumberRange range = NumberRange::Leased;
    NumberMarks marks; ///< to be committed together with the ticket
};

/// The next number of `business` at `kiosk` (1…6); nothing when even the four digits are used up.
std::optional<NextNumber> nextNumber(std::string_view business, int kiosk, std::span<const NumberLease> leases,
                                     NumberMarks marks);

/// How many numbers of the leases are still free above the mark.
int numbersHeld(std::span<const NumberLease> leases, int leased_mark);

/// "A001": at least three digits.
std::string numberText(std::string_view business, int number);

} // namespace onestop::catalogue
