// SPDX-License-Identifier: Apache-2.0
// What an event from below changes at the hub: tickets, help calls, check-ins, devices, and what has to be pointed out.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/event.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// What one event changes here, its data read. Made before anything is written; empty where nothing follows from it.
using Drawing = std::function<void(store::Database&, const events::ReceivedEvent&, std::string_view node,
                                   events::WallTime received_at)>;

/// Checks the event's data against its declared type. Types of a newer version than this hub are kept unread; types
/// that only a hub may write are refused from a kiosk (`from_hub`: its log is a hub's).
tl::expected<Drawing, events::EventFailure> readHappening(const events::ReceivedEvent& event, bool from_hub);

/// Draws one stored event into the tables, inside the transaction that stores it. `drawing`: what readHappening() gave.
/// Throws DatabaseFailed.
void draw(store::Database& database, const events::ReceivedEvent& event, const Drawing& drawing, std::string_view node,
          events::WallTime received_at);

/// Notes what an honest source never does. `detail`: numbers and ids only.
void noteAnomaly(store::Database& database, events::WallTime now, std::string_view kind, std::string_view node,
                 std::string_view detail);

} // namespace onestop::hub
