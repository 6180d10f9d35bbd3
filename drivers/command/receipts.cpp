// SPDX-License-Identifier: Apache-2.0
// The test print comes from the printer driver; the doctor's findings are put into lines here.
#include "drivers/command/receipts.h"

#include <array>
#include <cstdio>

#include "drivers/receipt_printer/test_print.h"

namespace onestop::command {

using receipt_printer::Align;
using receipt_printer::Cut;
using receipt_printer::Feed;
using receipt_printer::Receipt;
using receipt_printer::Rule;
using receipt_printer::Text;

namespace {

Text text(std::string words, int size = 1, Align align = Align::Left, bool bold = false) {
    Text text;
    text.text = std::move(words);
    text.size = size;
    text.align = align;
    text.bold = bold;
    return text;
}

std::string tenths(double metres) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.1f", metres);
    return digits.data();
}

} // namespace

Receipt testReceipt(const receipt_printer::PrinterReport& printer) {
    return receipt_printer::makeTestPrint({{"打印机", printer.usb_id + " " + printer.port},
                                           {"型号", printer.device_id},
                                           {"打印确认", std::string(nameOf(printer.confirmation))}});
}

Receipt findingsReceipt(const std::vector<Finding>& findings) {
    Receipt receipt;
    receipt.elements = {text("设备检查", 2, Align::Center, true), Rule{}};
    for (const auto& finding : findings) {
        receipt.elements.push_back(
            text((finding.advice.works ? "✓ " : "✗ ") + std::string(finding.device_on_paper), 1, Align::Left, true));
        receipt.elements.push_back(text("  " + std::string(finding.advice.on_paper)));
        if (!finding.detail_on_paper.empty()) receipt.elements.push_back(text("  " + finding.detail_on_paper));
    }
    receipt.elements.insert(receipt.elements.end(), {Rule{}, Feed{}, Cut{}});
    return receipt;
}

std::string detailOf(const receipt_printer::PrinterReport& report) {
    std::string detail(nameOf(report.confirmation));
    if (report.paper_used_metres > 0) detail += ", " + tenths(report.paper_used_metres) + " m of this roll used";
    if (report.roll_metres > 0) detail += ", about " + tenths(report.paper_left_metres) + " m left";
    if (report.slips_left > 0) detail += " (" + std::to_string(report.slips_left) + " slips)";
    return detail;
}

std::string detailOnPaper(const receipt_printer::PrinterReport& report) {
    std::string detail = "打印确认 " + std::string(nameOf(report.confirmation));
    if (report.paper_used_metres > 0) detail += "；本卷已用 " + tenths(report.paper_used_metres) + " 米";
    if (report.roll_metres > 0) detail += "，约余 " + tenths(report.paper_left_metres) + " 米";
    if (report.slips_left > 0) detail += "（约 " + std::to_string(report.slips_left) + " 张）";
    return detail;
}

std::string shownPart(const std::string& utf8) {
    std::size_t end = 0;
    for (int characters = 0; end < utf8.size(); ++end) {
        const bool begins_character = (static_cast<unsigned char>(utf8[end]) & 0xC0) != 0x80;
        if (begins_character && ++characters > 12) break;
    }
    return utf8.substr(0, end);
}

} // namespace onestop::command
