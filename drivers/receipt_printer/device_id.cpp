// SPDX-License-Identifier: Apache-2.0
// "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;"
#include "drivers/receipt_printer/device_id.h"

#include <algorithm>
#include <string_view>

namespace onestop::receipt_printer {

namespace {

constexpr std::size_t kLengthBytes = 2, kValueMax = 64;

std::string printable(std::string_view value) {
    std::string text;
    for (const char c : value.substr(0, kValueMax))
        if (c >= 0x20 && c < 0x7F) text += c;
    return text;
}

} // namespace

std::string DeviceIdText::text() const {
    std::string text = manufacturer;
    if (!model.empty()) text += (text.empty() ? "" : " ") + model;
    if (!commands.empty()) text += (text.empty() ? "(" : " (") + commands + ")";
    return text;
}

DeviceIdText parseDeviceId(std::span<const std::uint8_t> answer) {
    if (answer.size() <= kLengthBytes) return {};
    const std::size_t said = (std::size_t{answer[0]} << 8) | answer[1];
    const std::size_t length = said > kLengthBytes && said <= answer.size() ? said : answer.size();
    std::string_view rest(reinterpret_cast<const char*>(answer.data()) + kLengthBytes, length - kLengthBytes);

    DeviceIdText id;
    while (!rest.empty()) {
        const std::string_view field = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(field.size() + 1, rest.size()));
        const auto colon = field.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string key = printable(field.substr(0, colon));
        const std::string value = printable(field.substr(colon + 1));
        if (key == "MFG" || key == "MANUFACTURER") id.manufacturer = value;
        if (key == "MDL" || key == "MODEL") id.model = value;
        if (key == "CMD" || key == "COMMAND SET") id.commands = value;
        if (key == "SN" || key == "SERN" || key == "SERIALNUMBER") id.serial = value;
    }
    return id;
}

} // namespace onestop::receipt_printer
