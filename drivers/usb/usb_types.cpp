// SPDX-License-Identifier: Apache-2.0
#include "drivers/usb/usb_types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>

namespace onestop::usb {
namespace {

std::optional<std::uint16_t> parseHex4(std::string_view text) {
    std::uint16_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, 16);
    if (text.size() != 4 || error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

bool matchesKind(const Interface& interface, const InterfaceKind& kind) {
    return interface.class_code == kind.class_code && (!kind.subclass || interface.subclass == *kind.subclass) &&
           (!kind.protocol || interface.protocol == *kind.protocol);
}

} // namespace

std::optional<DeviceId> parseDeviceId(std::string_view text) {
    const auto vendor = parseHex4(text.substr(0, 4));
    if (!vendor) return std::nullopt;
    if (text.size() == 4) return DeviceId{*vendor, std::nullopt};
    if (text[4] != ':') return std::nullopt;
    const auto product = parseHex4(text.substr(5));
    if (!product) return std::nullopt;
    return DeviceId{*vendor, *product};
}

const Endpoint* Interface::endpoint(EndpointKind kind, bool in) const {
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& e) { return e.kind == kind && e.isIn() == in; });
    return found == endpoints.end() ? nullptr : &*found;
}

std::string DeviceDescription::idText() const {
    std::array<char, 10> text{};
    std::snprintf(text.data(), text.size(), "%04x:%04x", vendor, product);
    return text.data();
}

bool DeviceMatcher::matches(const DeviceDescription& device) const {
    if (!port.empty() && port != device.port) return false;
    const auto has_id = [&](const DeviceId& id) {
        return id.vendor == device.vendor && (!id.product || *id.product == device.product);
    };
    const auto has_kind = [&](const InterfaceKind& kind) {
        return std::any_of(device.interfaces.begin(), device.interfaces.end(),
                           [&](const Interface& interface) { return matchesKind(interface, kind); });
    };
    return std::any_of(ids.begin(), ids.end(), has_id) || std::any_of(interfaces.begin(), interfaces.end(), has_kind);
}

} // namespace onestop::usb
