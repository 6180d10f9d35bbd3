// SPDX-License-Identifier: Apache-2.0
// Whatever a printer calls itself: short printable text comes out, and nothing else.
#include <algorithm>
#include <cstdlib>

#include "drivers/receipt_printer/device_id.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto id = onestop::receipt_printer::parseDeviceId({data, size});
    for (const auto* text : {&id.manufacturer, &id.model, &id.commands, &id.serial})
        if (text->size() > 64 || std::any_of(text->begin(), text->end(), [](char c) { return c < 0x20 || c > 0x7E; }))
            std::abort();
    return 0;
}
