// SPDX-License-Identifier: Apache-2.0
// What the hub of a site did (calls, services, help that was answered), drawn into the tables of the district's hub
// that gets its log. A site's kiosks and its hub are logs of their own, so either may come first.
#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "sync/events/event.h"
#include "sync/hub/happenings.h"
#include "sync/store/database.h"

namespace onestop::hub {

/// Whether only a hub writes events of that type.
bool isHubsOwn(std::string_view type);

/// The event's data checked against its declared type, before anything is written. What it is about may not be here
/// yet: then drawing notes it in site_waiting, and drawWhatWasDone() draws it when that comes. Only rows of the site
/// that the node is of are changed. Precondition: isHubsOwn(event.type).
tl::expected<Drawing, events::EventFailure> readSiteHappening(const events::ReceivedEvent& event);

/// After a site's kiosk's `event` was drawn: what the hub of that site did with its ticket or help call, in order.
/// `suffix`: of the site, ".dapeng-kuichong".
void drawWhatWasDone(store::Database& database, const events::ReceivedEvent& event, std::string_view suffix,
                     events::WallTime received_at);

} // namespace onestop::hub
