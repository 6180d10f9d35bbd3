// SPDX-License-Identifier: Apache-2.0
// What is known of single models against the rule, as data. Most come from CUPS' table of USB printers.
#pragma once

#include <span>
#include <string_view>

#include "drivers/usb/usb_types.h"

namespace onestop::receipt_printer {

struct Quirk {
    std::uint16_t vendor;
    std::optional<std::uint16_t> product; ///< absent: every product of the vendor
    bool vendor_class = false;            ///< its interface may say class ff instead of 7
    bool unidirectional = false;          ///< its IN endpoint must not be used
    bool no_device_id = false;            ///< GET_DEVICE_ID stalls and the next command is then mishandled
    std::string_view source;
};

std::span<const Quirk> quirks();
/// All quirks that hold for a device, as one.
Quirk quirkOf(std::uint16_t vendor, std::uint16_t product);

/// How to speak to one printer.
struct Wiring {
    std::uint8_t interface_number = 0;
    std::uint8_t alternate = 0;
    std::uint8_t out_endpoint = 0;
    std::uint8_t in_endpoint = 0; ///< 0: unidirectional
    std::uint16_t in_packet_bytes = 0;
};

/// The interface to claim: printer class (or `vendor_class`) with a bulk OUT, bidirectional if there is one.
std::optional<Wiring> wiringOf(const usb::DeviceDescription& device, const Quirk& quirk, bool vendor_class);

} // namespace onestop::receipt_printer
