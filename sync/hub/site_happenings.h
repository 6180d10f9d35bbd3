// SPDX-License-Identifier: Apache-2.0
// What the hub of a site did (calls, services, help that was answered), drawn into the tables of the district's hub
// that gets its log. A site's kiosks and its hub are logs of their own, so either may come first.
#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/event.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// Whether only a hub writes events of that type.
bool isHubsOwn(std::string_view type);

/// The event's data checked against its declared type, before anything is written.
/// Precondition: isHubsOwn(event.type).
tl::expected<void, events::EventFailure> checkHubEvent(const events::Event& event);

/// Draws one stored event of a site's hub. What it is about may not be here yet: then it is noted in site_waiting, and
/// drawWhatWasDone() draws it when that comes. `suffix`: of the site, ".dapeng-kuichong"; only rows of that site are
/// changed.
void applyHubEvent(store::Database& database, const events::Event& event, std::string_view suffix);

/// After a site's kiosk's `event` was drawn: what the hub of that site did with its ticket or help call, in order.
void drawWhatWasDone(store::Database& database, const events::Event& event, std::string_view suffix);

} // namespace onestop::hub
