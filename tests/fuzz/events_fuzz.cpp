// SPDX-License-Identifier: Apache-2.0
// A hostile kiosk's batch: whatever is split off is inside the batch, and what is taken as an event can be written
// again and read as the same.
#include <cstdlib>

#include "sync/events/batch.h"
#include "sync/events/event_types.h"

using namespace onestop::events;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto bodies = splitBatch(text);
    if (!bodies) return 0;
    for (const auto body : *bodies) {
        if (body.data() < text.data() || body.data() + body.size() > text.data() + text.size()) std::abort();
        const auto event = parseEvent(body);
        if (!event) continue;
        const auto again = parseEvent(serialize(*event));
        if (!again || !(*again == *event)) std::abort();
        (void)checkData(event->type, event->data);
        const auto received = readEvent(body);
        if (!received || !(static_cast<const EventHead&>(*received) == *event)) std::abort();
    }
    return 0;
}
