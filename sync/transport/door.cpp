// SPDX-License-Identifier: Apache-2.0
// Newest data of each event name, no queue: a listener that stalls costs one string.
#include "sync/transport/door.h"

#include <algorithm>

namespace onestop::transport {

void EventFeed::forgetWhoLeft() {
    std::erase_if(listeners_, [](const auto& listener) { return listener.expired(); });
}

void EventFeed::publish(const ServerSentEvent& event, bool retain) {
    if (retain) retained_[event.event] = event.data;
    forgetWhoLeft();
    for (const auto& weak : listeners_) {
        const auto listener = weak.lock();
        if (!listener) continue;
        listener->waiting[event.event] = event.data;
        if (listener->wake) listener->wake();
    }
}

std::size_t EventFeed::listeners() const {
    return static_cast<std::size_t>(
        std::count_if(listeners_.begin(), listeners_.end(), [](const auto& l) { return !l.expired(); }));
}

std::chrono::milliseconds EventFeed::reconnectionTime() const {
    return std::chrono::seconds(1) + std::chrono::milliseconds(listeners_.size()); // a few may just have left
}

std::shared_ptr<EventFeed::Listener> EventFeed::listen() {
    forgetWhoLeft();
    auto listener = std::make_shared<Listener>();
    listener->waiting = retained_;
    listeners_.push_back(listener);
    return listener;
}

} // namespace onestop::transport
