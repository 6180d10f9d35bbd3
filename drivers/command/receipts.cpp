// SPDX-License-Identifier: Apache-2.0
#include "drivers/command/receipts.h"

namespace onestop::command {

using receipt_printer::Align;
using receipt_printer::Columns;
using receipt_printer::Cut;
using receipt_printer::Feed;
using receipt_printer::Qr;
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

Columns pair(std::string left, std::string right) {
    Columns columns;
    Columns::Cell first, second;
    first.text = std::move(left);
    second.text = std::move(right);
    second.align = Align::Right;
    columns.cells = {first, second};
    return columns;
}

} // namespace

Receipt testReceipt() {
    Receipt receipt;
    receipt.elements = {text("打印测试", 2, Align::Center, true),
                        text("Onestop test print", 1, Align::Center),
                        Rule{},
                        text("简体：一站式自助服务 0123456789"),
                        text("繁體：一站式自助服務"),
                        text("生僻字：𠮷 䶮 㛃"),
                        pair("左", "右"),
                        text("A001", 4, Align::Center, true),
                        Rule{},
                        Qr{"ONESTOP:TEST-PRINT", 5},
                        text("若字迹完整、二维码可扫，则打印正常。", 1, Align::Center),
                        Feed{},
                        Cut{}};
    return receipt;
}

Receipt findingsReceipt(const std::vector<Finding>& findings) {
    Receipt receipt;
    receipt.elements = {text("设备检查", 2, Align::Center, true), Rule{}};
    for (const auto& finding : findings) {
        receipt.elements.push_back(
            text((finding.advice.works ? "✓ " : "✗ ") + std::string(finding.device_on_paper), 1, Align::Left, true));
        receipt.elements.push_back(text("  " + std::string(finding.advice.on_paper)));
        if (!finding.detail.empty()) receipt.elements.push_back(text("  " + finding.detail));
    }
    receipt.elements.insert(receipt.elements.end(), {Rule{}, Feed{}, Cut{}});
    return receipt;
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
