// SPDX-License-Identifier: Apache-2.0
// Scanners in memory: a HID POS one with a real-world report descriptor, a serial one, a keyboard.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <string>

#include "drivers/qr_scanner/pos_reports.h"
#include "tests/drivers/usb/memory_host.h"

namespace onestop::qr_scanner {

// Report 2 as Honeywell's HID POS scanners describe it: count, AIM (3), 56 data bytes, 2 of the maker, continued bit.
inline constexpr auto kPosDescriptor = std::to_array<std::uint8_t>(
    {0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x09, 0x12, 0xA1, 0x02, 0x85, 0x02, 0x15, 0x00, 0x26, 0xFF, 0x00,
     0x75, 0x08, 0x95, 0x01, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02, 0x95, 0x03, 0x05, 0x8C, 0x09, 0xFB, 0x09,
     0xFC, 0x09, 0xFD, 0x81, 0x02, 0x95, 0x38, 0x09, 0xFE, 0x82, 0x02, 0x01, 0x95, 0x02, 0x06, 0x66, 0xFF,
     0x09, 0x04, 0x81, 0x02, 0x05, 0x8C, 0x75, 0x01, 0x95, 0x01, 0x09, 0xFF, 0x81, 0x02, 0x95, 0x07, 0x81,
     0x03, 0xC0, 0x06, 0x66, 0xFF, 0x85, 0xFE, 0x09, 0x05, 0x75, 0x08, 0x95, 0x01, 0xB1, 0x02, 0xC0});

inline std::vector<Bytes> posReports(std::string_view text) {
    std::vector<Bytes> reports;
    do {
        const auto part = text.substr(0, 56);
        text.remove_prefix(part.size());
        Bytes report(64);
        report[0] = 2;
        report[1] = static_cast<std::uint8_t>(part.size());
        report[2] = ']', report[3] = 'Q', report[4] = '1';
        std::copy(part.begin(), part.end(), report.begin() + 5);
        report[63] = text.empty() ? 0 : 1;
        reports.push_back(std::move(report));
    } while (!text.empty());
    return reports;
}

class ScannerModel final : public usb::MemoryModel {
public:
    Bytes descriptor{kPosDescriptor.begin(), kPosDescriptor.end()};
    bool answers = true; ///< false: control requests are left hanging
    bool started = false;
    std::deque<Bytes> packets;
    std::vector<std::uint8_t> requests;

    bool out(std::uint8_t, std::span<const std::uint8_t>) override { return true; }
    std::optional<usb::Bytes> in(std::uint8_t) override {
        if (packets.empty()) return std::nullopt;
        auto packet = packets.front();
        packets.pop_front();
        return packet;
    }
    bool hangs(const usb::ControlSetup&) override { return !answers; }
    std::optional<usb::Bytes> control(const usb::ControlSetup& setup, std::span<const std::uint8_t> data) override {
        requests.push_back(setup.request);
        if (setup.request_type == 0x81 && setup.value == 0x2200) return descriptor;
        if (setup.request_type == 0x21 && setup.request == 0x09 && data.size() == 2) started = data[1] == 1;
        if (setup.request_type == 0x80) return usb::Bytes(2);
        return usb::Bytes{};
    }
};

inline usb::DeviceDescription scannerDescription(std::vector<usb::Interface> interfaces) {
    usb::DeviceDescription description;
    description.vendor = 0x0c2e;
    description.product = 0x0b81;
    description.port = "1-3";
    description.interfaces = std::move(interfaces);
    return description;
}
inline usb::Interface posInterface() {
    return {0, 0, 3, 0, 0, {{0x81, usb::EndpointKind::Interrupt, 64}}, {9, 0x21, 0x11, 1, 0, 1, 0x22, 84, 0}};
}
inline usb::Interface keyboardInterface() {
    return {0, 0, 3, 1, 1, {{0x81, usb::EndpointKind::Interrupt, 8}}, {9, 0x21, 0x11, 1, 0, 1, 0x22, 63, 0}};
}
inline std::vector<usb::Interface> serialInterfaces() {
    return {{0, 0, 2, 2, 1, {{0x83, usb::EndpointKind::Interrupt, 16}}, {}},
            {1, 0, 0x0A, 0, 0, {{0x01, usb::EndpointKind::Bulk, 64}, {0x81, usb::EndpointKind::Bulk, 64}}, {}}};
}

} // namespace onestop::qr_scanner
