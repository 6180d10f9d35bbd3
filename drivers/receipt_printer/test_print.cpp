// SPDX-License-Identifier: Apache-2.0
// Chinese first, as technicians here read it; the English line is for whoever stands beside.
#include "drivers/receipt_printer/test_print.h"

namespace onestop::receipt_printer {

namespace {

constexpr int kLabelCells = 12; ///< five Han characters and a gap

} // namespace

Receipt makeTestPrint(const std::vector<std::pair<std::string, std::string>>& facts) {
    Receipt receipt;
    const auto add = [&receipt](Element element) { receipt.elements.push_back(std::move(element)); };
    add(Text{"打印测试", 1, true, Align::Center, true});
    add(Feed{8});
    add(Text{"Onestop test print", 1, false, Align::Center, false});
    for (const auto& [label, text] : facts)
        if (!text.empty()) add(Columns{{{label, kLabelCells, Align::Left, true}, {text, 0, Align::Left, false}}, 1});
    add(Rule{RuleKind::Thin});
    add(Columns{{{"|<", 0, Align::Left, true}, {"|", 0, Align::Center, true}, {">|", 0, Align::Right, true}}, 1});
    for (const int size : {1, 2, 3, 4})
        add(Text{"一站 A00" + std::to_string(size), size, size % 2 == 0, Align::Left, false});
    add(Rule{RuleKind::Dotted});
    // In every ROM; traditional; only in the kiosk's fonts (U+3666, U+20164, U+2B4B6, U+2A700); in no font (U+31353).
    add(Text{"简体 葵涌大鹏　繁體 辦事指南　AaBb 0123456789 ㎡ ℃ ￥", 1, false, Align::Left, false});
    add(Text{"㙦𠅤𫒶𪜀𱍓", 2, false, Align::Left, false});
    add(Rule{RuleKind::Thick});
    add(Qr{"ONESTOP:TEST-PRINT", 6});
    add(Feed{8});
    add(Text{"字迹清楚、左右对齐、二维码能扫、纸已切断，就是正常。", 1, false, Align::Left, false});
    add(Feed{12});
    add(Cut{});
    return receipt;
}

} // namespace onestop::receipt_printer
