// SPDX-License-Identifier: Apache-2.0
// Each row with where it is known from; the rules of choosing an interface below.
#include "drivers/receipt_printer/quirks.h"

#include <algorithm>
#include <array>

namespace onestop::receipt_printer {

namespace {

constexpr std::array<Quirk, 3> kQuirks = {{
    {0x04b8, 0x0202, true, false, false, "CUPS org.cups.usb-quirks: vendor-class"},
    {0x04b8, 0x0e03, false, false, true, "CUPS issue 1606: TM-U220 stalls GET_DEVICE_ID"},
    {0x0519, std::nullopt, false, true, false, "CUPS org.cups.usb-quirks: Star, unidir"},
}};

constexpr std::uint8_t kPrinterClass = 7, kVendorClass = 0xff;

/// Bidirectional before unidirectional, 1284.4 packets (protocol 3) never.
int rank(const usb::Interface& interface, bool in_allowed) {
    const bool has_in = in_allowed && interface.endpoint(usb::EndpointKind::Bulk, true) != nullptr;
    return (has_in ? 2 : 0) + (interface.class_code == kPrinterClass ? 1 : 0);
}

} // namespace

std::span<const Quirk> quirks() { return kQuirks; }

Quirk quirkOf(std::uint16_t vendor, std::uint16_t product) {
    Quirk all{vendor, product, false, false, false, {}};
    for (const auto& quirk : kQuirks) {
        if (quirk.vendor != vendor || (quirk.product && *quirk.product != product)) continue;
        all.vendor_class = all.vendor_class || quirk.vendor_class;
        all.unidirectional = all.unidirectional || quirk.unidirectional;
        all.no_device_id = all.no_device_id || quirk.no_device_id;
        all.source = quirk.source;
    }
    return all;
}

std::optional<Wiring> wiringOf(const usb::DeviceDescription& device, const Quirk& quirk, bool vendor_class) {
    const usb::Interface* best = nullptr;
    for (const auto& interface : device.interfaces) {
        const bool is_printer = interface.class_code == kPrinterClass && interface.protocol != 3;
        const bool is_vendor = interface.class_code == kVendorClass && (vendor_class || quirk.vendor_class);
        if ((!is_printer && !is_vendor) || interface.endpoint(usb::EndpointKind::Bulk, false) == nullptr) continue;
        if (best == nullptr || rank(interface, !quirk.unidirectional) > rank(*best, !quirk.unidirectional))
            best = &interface;
    }
    if (best == nullptr) return std::nullopt;
    Wiring wiring{best->number, best->alternate, best->endpoint(usb::EndpointKind::Bulk, false)->address, 0, 0};
    if (const auto* in = best->endpoint(usb::EndpointKind::Bulk, true); in != nullptr && !quirk.unidirectional) {
        wiring.in_endpoint = in->address;
        wiring.in_packet_bytes = in->max_packet_bytes;
    }
    return wiring;
}

} // namespace onestop::receipt_printer
