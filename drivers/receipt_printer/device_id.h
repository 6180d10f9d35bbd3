// SPDX-License-Identifier: Apache-2.0
// The IEEE 1284 device id of the USB printer class: shown to technicians, never used to choose behaviour.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace onestop::receipt_printer {

struct DeviceIdText {
    std::string manufacturer; ///< MFG or MANUFACTURER
    std::string model;        ///< MDL or MODEL
    std::string commands;     ///< CMD or COMMAND SET
    std::string serial;       ///< SN, SERN or SERIALNUMBER

    friend bool operator==(const DeviceIdText&, const DeviceIdText&) = default;
    std::string text() const; ///< "EPSON TM-T82 (ESC/POS)", only what is known
};

/// `answer` begins with its own length, big-endian, as the class says; printers that send it little-endian or wrong
/// are read to the end of what came. Values are cut to 64 printable ASCII characters.
DeviceIdText parseDeviceId(std::span<const std::uint8_t> answer);

} // namespace onestop::receipt_printer
