// SPDX-License-Identifier: Apache-2.0
// See scanner_model.h. HID 1.11 (class requests, HID descriptor), HID Point of Sale usage tables 1.02 (page 8C).
#include "drivers/emulation/scanner_model.h"

#include <algorithm>
#include <array>

namespace onestop::emulation {

namespace {

constexpr std::size_t kReportBytes = 64;
constexpr std::size_t kDataBytes = 56;
constexpr std::uint8_t kInputReport = 0x02;
constexpr std::uint8_t kStartReport = 0xFE;

// Report 2: byte count, AIM identifier (3), decoded data (56), code id of the maker, spare, "continued" flag.
constexpr auto kReportDescriptor = std::to_array<std::uint8_t>({
    0x05, 0x8C,       // usage page: bar code scanner
    0x09, 0x02,       // usage: bar code scanner
    0xA1, 0x01,       // application
    0x09, 0x12,       //   usage: scanned data report
    0xA1, 0x02,       //   logical
    0x85, 0x02,       //     report id 2
    0x15, 0x00,       //     minimum 0
    0x26, 0xFF, 0x00, //     maximum 255
    0x75, 0x08,       //     8 bits
    0x95, 0x01,       //     one
    0x05, 0x01,       //     page: generic desktop
    0x09, 0x3B,       //     byte count
    0x81, 0x02,       //     input
    0x95, 0x03,       //     three
    0x05, 0x8C,       //     page: bar code scanner
    0x09, 0xFB,       //     symbology identifier 1
    0x09, 0xFC,       //     … 2
    0x09, 0xFD,       //     … 3
    0x81, 0x02,       //     input
    0x95, 0x38,       //     56
    0x09, 0xFE,       //     decoded data
    0x82, 0x02, 0x01, //     input, buffered bytes
    0x95, 0x01,       //     one
    0x06, 0x66, 0xFF, //     page of the maker
    0x09, 0x04,       //     code id
    0x81, 0x02,       //     input
    0x09, 0x00,       //     spare
    0x81, 0x02,       //     input
    0x05, 0x8C,       //     page: bar code scanner
    0x75, 0x01,       //     one bit
    0x09, 0xFF,       //     decoded data continued
    0x81, 0x02,       //     input
    0x95, 0x07,       //     seven bits
    0x81, 0x03,       //     constant
    0xC0,             //   end
    0x06, 0x66, 0xFF, //   page of the maker
    0x85, 0xFE,       //   report id FE
    0x09, 0x05,       //   start
    0x75, 0x08,       //   8 bits
    0x95, 0x01,       //   one
    0xB1, 0x02,       //   feature
    0xC0,             // end
});

DeviceIdentity scannerIdentity() {
    DeviceIdentity identity;
    identity.vendor = 0x0c2e;
    identity.product = 0x0b81;
    identity.interface_class = 3;
    identity.endpoints = {{0x81, 3}};
    identity.class_descriptor = {9, 0x21, 0x11, 0x01, 0, 1, 0x22, kReportDescriptor.size(), 0};
    identity.manufacturer = "Emulated";
    identity.product_name = "HID POS scanner";
    identity.serial = "SCANNER01";
    return identity;
}

} // namespace

ScannerModel::ScannerModel() : DeviceModel(scannerIdentity()) {}

bool ScannerModel::show(std::string_view text) {
    if (!started_) return false;
    ++scans_;
    do {
        auto part = text.substr(0, kDataBytes);
        text.remove_prefix(part.size());
        Bytes report(kReportBytes);
        report[0] = kInputReport;
        report[1] = static_cast<std::uint8_t>(part.size());
        report[2] = ']';
        report[3] = 'Q';
        report[4] = '1';
        std::copy(part.begin(), part.end(), report.begin() + 5);
        report[61] = 's'; // QR in the maker's list of codes
        report[63] = text.empty() ? 0 : 1;
        answer(0x81, std::move(report));
    } while (!text.empty());
    return true;
}

std::optional<Bytes> ScannerModel::classControl(const SetupPacket& setup, std::span<const std::uint8_t> data) {
    if (setup.request_type == 0x81 && setup.request == 0x06) { // GET_DESCRIPTOR of the interface
        if (setup.value == 0x2100) return identity().class_descriptor;
        if (setup.value == 0x2200) return Bytes(kReportDescriptor.begin(), kReportDescriptor.end());
    }
    if (setup.request_type == 0x21 && setup.request == 0x0A) return Bytes{}; // SET_IDLE
    if (setup.request_type == 0x21 && setup.request == 0x09 && setup.value == (0x0300 | kStartReport) &&
        data.size() == 2 && data[0] == kStartReport) { // SET_REPORT, feature
        started_ = data[1] == 1;
        return Bytes{};
    }
    return std::nullopt;
}

nlohmann::json ScannerModel::status() const {
    auto all = DeviceModel::status();
    all.update({{"scans", scans_}, {"started", started_}});
    return all;
}

} // namespace onestop::emulation
