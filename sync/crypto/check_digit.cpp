// SPDX-License-Identifier: Apache-2.0
#include "sync/crypto/check_digit.h"

#include <cstdint>

namespace onestop::crypto {

char checkDigit(std::string_view digits) {
    int carried = 10;
    for (const char digit : digits) {
        int sum = (carried + (digit - '0')) % 10;
        if (sum == 0) sum = 10;
        carried = sum * 2 % 11;
    }
    return static_cast<char>('0' + (11 - carried) % 10);
}

std::string checkedFigures(const Digest& digest, std::size_t figures) {
    std::uint64_t number = 0, beyond = 1;
    for (std::size_t i = 0; i < sizeof number; ++i)
        number = number << 8 | digest[i];
    for (std::size_t i = 0; i < figures; ++i)
        beyond *= 10;
    std::string digits = std::to_string(number % beyond);
    digits.insert(0, figures - digits.size(), '0');
    digits += checkDigit(digits);
    return digits;
}

std::string inGroups(std::string_view figures, std::size_t group) {
    std::string grouped;
    grouped.reserve(figures.size() + figures.size() / group);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (i > 0 && i % group == 0) grouped += ' ';
        grouped += figures[i];
    }
    return grouped;
}

} // namespace onestop::crypto
