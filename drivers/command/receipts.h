// SPDX-License-Identifier: Apache-2.0
// What a technician's command puts on paper, and how much of a code it shows. Pure.
#pragma once

#include <string>
#include <vector>

#include "drivers/command/words.h"
#include "drivers/receipt_printer/receipt.h"

namespace onestop::command {

/// One device as the doctor found it.
struct Finding {
    std::string_view device;
    std::string_view device_on_paper;
    Advice advice;
    std::string detail; ///< SAM number, kind of print confirmation; may be empty
};

/// Every size, both alignments, a rare character, a QR code: all that can go wrong on paper at once.
receipt_printer::Receipt testReceipt();
receipt_printer::Receipt findingsReceipt(const std::vector<Finding>& findings);

/// The first 12 characters of a code: enough to know it, too little to use it.
std::string shownPart(const std::string& utf8);

} // namespace onestop::command
