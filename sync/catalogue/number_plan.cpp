// SPDX-License-Identifier: Apache-2.0
// The ranges are disjoint by construction: leased ≤ 699 < 700 + 50·6 ≤ 1000 < 1000·kiosk + 999.
#include "sync/catalogue/number_plan.h"

#include <algorithm>
#include <cstdio>

namespace onestop::catalogue {

static constexpr int kFourDigitNumbers = 1000; ///< per kiosk

std::string numberText(std::string_view business, int number) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%03d", number);
    return std::string(business) + digits;
}

/// The smallest leased number above the mark.
static std::optional<int> nextLeased(std::span<const NumberLease> leases, int mark) {
    std::optional<int> best;
    for (const auto& lease : leases) {
        const int candidate = std::max({lease.first, mark + 1, kLeasedFirst});
        if (candidate <= std::min(lease.last, kLeasedLast) && (!best || candidate < *best)) best = candidate;
    }
    return best;
}

/// The number after `mark` in the kiosk's own ranges: first its fifty, then its thousand.
static std::optional<int> nextOfKiosk(int kiosk, int mark) {
    const int fifty = kKioskFirst + kKioskNumbers * (kiosk - 1);
    const int thousand = kFourDigitNumbers * kiosk;
    if (mark < fifty) return fifty;
    if (mark < fifty + kKioskNumbers - 1) return mark + 1;
    if (mark < thousand) return thousand;
    if (mark < thousand + kFourDigitNumbers - 1) return mark + 1;
    return std::nullopt;
}

std::optional<NextNumber> nextNumber(std::string_view business, int kiosk, std::span<const NumberLease> leases,
                                     NumberMarks marks) {
    if (kiosk < 1 || kiosk > kMaxKiosks) return std::nullopt;
    if (const auto leased = nextLeased(leases, marks.leased))
        return NextNumber{*leased, numberText(business, *leased), NumberRange::Leased, {*leased, marks.kiosk}};
    const auto own = nextOfKiosk(kiosk, marks.kiosk);
    if (!own) return std::nullopt;
    return NextNumber{*own, numberText(business, *own), NumberRange::Kiosk, {marks.leased, *own}};
}

int numbersHeld(std::span<const NumberLease> leases, int leased_mark) {
    int held = 0;
    for (const auto& lease : leases)
        held += std::max(0, std::min(lease.last, kLeasedLast) - std::max(lease.first, leased_mark + 1) + 1);
    return held;
}

} // namespace onestop::catalogue
