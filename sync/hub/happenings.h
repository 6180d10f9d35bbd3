// SPDX-License-Identifier: Apache-2.0
// What an event from below changes at the hub: tickets, help calls, check-ins, devices, and what has to be pointed out.
#pragma once

#include <tl/expected.hpp>

#include "sync/events/event.h"
#include "sync/hub/drawing.h"

namespace onestop::hub {

/// Checks the event's data against its declared type. Types of a newer version than this hub are kept unread; types
/// that only a hub may write are refused from a kiosk (`from_hub`: its log is a hub's).
tl::expected<Drawing, events::EventFailure> readHappening(const events::ReceivedEvent& event, bool from_hub);

} // namespace onestop::hub
