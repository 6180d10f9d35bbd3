// SPDX-License-Identifier: Apache-2.0
// What is known of a USB device before anyone speaks to it: plain values read from its descriptors,
// and the matcher with which a driver says which devices it wants to prove.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onestop::usb {

using Bytes = std::vector<std::uint8_t>;

/// vendor:product as configured or in a quirk table; without a product, every product of the vendor.
struct DeviceId {
    std::uint16_t vendor = 0;
    std::optional<std::uint16_t> product;

    friend bool operator==(const DeviceId&, const DeviceId&) = default;
};

/// "0400:c35a", or "0400" for every product of the vendor; empty when `text` is neither.
std::optional<DeviceId> parseDeviceId(std::string_view text);

/// bmAttributes bits 0..1 of an endpoint descriptor (USB 2.0, 9.6.6).
enum class EndpointKind : std::uint8_t { Control = 0, Isochronous = 1, Bulk = 2, Interrupt = 3 };

struct Endpoint {
    std::uint8_t address = 0; ///< with the direction in bit 7
    EndpointKind kind = EndpointKind::Bulk;
    std::uint16_t max_packet_bytes = 0;

    bool isIn() const { return (address & 0x80) != 0; }
};

struct Interface {
    std::uint8_t number = 0;
    std::uint8_t alternate = 0;
    std::uint8_t class_code = 0;
    std::uint8_t subclass = 0;
    std::uint8_t protocol = 0;
    std::vector<Endpoint> endpoints;
    Bytes extra; ///< class-specific descriptors as they stand (HID: 09 21 …)

    /// The first endpoint of this kind and direction, or nullptr.
    const Endpoint* endpoint(EndpointKind kind, bool in) const;
};

struct DeviceDescription {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint8_t device_class = 0;
    std::uint8_t bus = 0;
    std::uint8_t address = 0;
    std::string port;                  ///< "3-1.4": bus and ports; the same again after a replug into the same socket
    std::vector<Interface> interfaces; ///< of the active configuration, every alternate setting

    std::string idText() const; ///< "0400:c35a"
};

/// An interface class a driver wants to prove; absent parts match everything.
struct InterfaceKind {
    std::uint8_t class_code = 0;
    std::optional<std::uint8_t> subclass;
    std::optional<std::uint8_t> protocol;
};

/// Which devices a driver is offered. A match is a candidate only: the driver proves it by protocol.
struct DeviceMatcher {
    std::vector<DeviceId> ids;             ///< any of these …
    std::vector<InterfaceKind> interfaces; ///< … or any interface of these kinds
    std::string port;                      ///< only in this socket; empty: anywhere

    bool matches(const DeviceDescription& device) const;
};

} // namespace onestop::usb
