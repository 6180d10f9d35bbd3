// SPDX-License-Identifier: Apache-2.0
// The one place where a change becomes two documents: for kiosks, and for counter pages.
#include "sync/hub/hub.h"

#include <utility>

#include "sync/catalogue/queue_state.h"
#include "sync/hub/enrolment.h"

namespace onestop::hub {

Hub::Hub(store::Database opened, const events::Clock& clock_, RandomSource random_, const std::string& site_)
    : site(site_), clock(clock_), random(std::move(random_)), database(std::move(opened)),
      log(database, clock, random, site), floor(database, log, clock) {}

/// A backlog comes as a hundred batches a second: nobody reads so many documents, and each costs both sides a write.
static constexpr std::chrono::milliseconds kPublishEvery{200};

void Hub::publish() {
    published_at_ = clock.monotonic();
    published_revision_ = floor.revision();
    device_feed->publish({"state", catalogue::serialize(floor.queueState())}, true);
    staff_feed->publish({"state", floor.staffDocument()}, true);
}

void Hub::publishSoon() {
    if (!published_at_ || clock.monotonic() - *published_at_ >= kPublishEvery) publish();
}

void Hub::noticeChanges() {
    if (floor.revision() != published_revision_) publish();
}

void Hub::noticeRevocations() {
    auto last = lastRevocation(database);
    if (std::exchange(last_revocation_, last) != last) device_feed->publish({"revoked", "{}"}, false);
}

void Hub::askToRefresh() { device_feed->publish({"refresh", "{}"}, false); }

transport::ServerResponse problem(unsigned status, std::string_view type, std::string_view title,
                                  std::string_view detail) {
    transport::ServerResponse response;
    response.status = status;
    response.headers = {{"Content-Type", std::string(transport::kProblemMediaType)}, {"Cache-Control", "no-store"}};
    response.body = transport::problemDocument(type, status, title, detail);
    return response;
}

transport::ServerResponse jsonAnswer(std::string body) {
    transport::ServerResponse response;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = std::move(body);
    return response;
}

} // namespace onestop::hub
