// SPDX-License-Identifier: Apache-2.0
// Server-sent events from anyone: the same events whatever the cut, never more than the limit in memory.
#include <cstdint>
#include <cstdlib>

#include "sync/transport/event_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace onestop::transport;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    EventStreamReader whole(4096);
    EventStreamReader single(4096);
    const auto at_once = whole.feed(bytes);
    std::vector<ServerSentEvent> one_by_one;
    bool stopped = false;
    for (std::size_t i = 0; i < size && !stopped; ++i) {
        const auto events = single.feed(bytes.substr(i, 1));
        stopped = !events;
        if (events) one_by_one.insert(one_by_one.end(), events->begin(), events->end());
    }
    if (at_once.has_value() == stopped) std::abort();
    if (at_once && *at_once != one_by_one) std::abort();
    return 0;
}
