// SPDX-License-Identifier: Apache-2.0
// The two ways readers put the same frames on bulk endpoints, told apart by their descriptors alone.
#pragma once

#include <optional>

#include "drivers/usb/usb_types.h"

namespace onestop::id_card_reader {

struct Wiring {
    std::uint8_t interface_number = 0;
    /// Single pipe: header and body endpoints are the same, a frame is one write.
    /// Split pipe (reference module): preamble and length go through the first, the rest through the second.
    std::uint8_t out_header = 0, out_body = 0;
    std::uint8_t in_header = 0, in_body = 0;

    bool isSplit() const { return out_header != out_body; }
};

/// Absent: no interface has a reader's endpoints (one or two bulk endpoints each way).
std::optional<Wiring> wiringOf(const usb::DeviceDescription& device);

} // namespace onestop::id_card_reader
