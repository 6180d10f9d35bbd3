// SPDX-License-Identifier: Apache-2.0
// What a kiosk's event changes at the hub: tickets, help calls, check-ins, devices, and what has to be pointed out.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/event.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// The event's data checked against its declared type, before anything is written. Types of a newer version than this
/// hub are kept unread; types that only a hub may write are refused from a kiosk.
tl::expected<void, events::EventFailure> checkKioskEvent(const events::Event& event);

/// Draws one stored kiosk event into the tables, inside the transaction that stores it.
/// Precondition: checkKioskEvent() held. Throws DatabaseFailed.
void applyEvent(store::Database& database, const events::Event& event, std::string_view node,
                events::WallTime received_at);

/// Notes what an honest source never does. `detail`: numbers and ids only.
void noteAnomaly(store::Database& database, events::WallTime now, std::string_view kind, std::string_view node,
                 std::string_view detail);

} // namespace onestop::hub
