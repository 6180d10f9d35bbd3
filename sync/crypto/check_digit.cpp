// SPDX-License-Identifier: Apache-2.0
#include "sync/crypto/check_digit.h"

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

} // namespace onestop::crypto
