// SPDX-License-Identifier: Apache-2.0
// The technician's test print: every size, rule, edge, script and a code, so that one look tells what is wrong.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "drivers/receipt_printer/receipt.h"

namespace onestop::receipt_printer {

/// `facts`: label and text, printed on top (打印机, 04b8:0202); those without a text are left out.
Receipt makeTestPrint(const std::vector<std::pair<std::string, std::string>>& facts);

} // namespace onestop::receipt_printer
