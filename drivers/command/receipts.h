// SPDX-License-Identifier: Apache-2.0
// What a technician's command puts on paper, and how much of a code it shows. Pure.
#pragma once

#include <string>
#include <vector>

#include "drivers/command/words.h"
#include "drivers/receipt_printer/receipt.h"
#include "drivers/receipt_printer/receipt_printer.h"

namespace onestop::command {

/// One device as the doctor found it.
struct Finding {
    std::string_view device;
    std::string_view device_on_paper;
    Advice advice;
    std::string detail;          ///< SAM number, kind of print confirmation, use of the roll; may be empty
    std::string detail_on_paper; ///< the same, in Chinese
};

/// The test print, with what this printer says of itself.
receipt_printer::Receipt testReceipt(const receipt_printer::PrinterReport& printer);
/// How it confirms, and how far its roll goes where that is known: on screen and, in Chinese, on paper.
std::string detailOf(const receipt_printer::PrinterReport& report);
std::string detailOnPaper(const receipt_printer::PrinterReport& report);
receipt_printer::Receipt findingsReceipt(const std::vector<Finding>& findings);

/// The first 12 characters of a code: enough to know it, too little to use it.
std::string shownPart(const std::string& utf8);

} // namespace onestop::command
