// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/wiring.h"

#include <algorithm>

namespace onestop::id_card_reader {

std::optional<Wiring> wiringOf(const usb::DeviceDescription& device) {
    for (const auto& interface : device.interfaces) {
        std::vector<std::uint8_t> outs, ins;
        for (const auto& endpoint : interface.endpoints)
            if (endpoint.kind == usb::EndpointKind::Bulk) (endpoint.isIn() ? ins : outs).push_back(endpoint.address);
        std::sort(outs.begin(), outs.end());
        std::sort(ins.begin(), ins.end());
        // Equal numbers each way only: one pipe, or the reference module's 02/06 and 81/85.
        if (outs.empty() || outs.size() > 2 || ins.size() != outs.size()) continue;
        return Wiring{interface.number, outs.front(), outs.back(), ins.front(), ins.back()};
    }
    return std::nullopt;
}

} // namespace onestop::id_card_reader
