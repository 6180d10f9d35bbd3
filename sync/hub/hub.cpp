// SPDX-License-Identifier: Apache-2.0
// The one place where a change becomes two documents: for kiosks, and for counter pages.
#include "sync/hub/hub.h"

#include "sync/catalogue/queue_state.h"
#include "sync/hub/schema_sql.h"

namespace onestop::hub {

namespace {

constexpr int kSchemaVersion = 1;

} // namespace

store::Result<store::Database> openHubDatabase(const std::string& path) {
    return store::Database::openAlone(path, kSchemaSql, kSchemaVersion);
}

Hub::Hub(store::Database opened, const events::Clock& clock_, RandomSource random_, const std::string& site_)
    : site(site_), clock(clock_), random(std::move(random_)), database(std::move(opened)),
      log(database, clock, random, site), floor(database, log, clock) {}

void Hub::publish() {
    device_feed->publish({"state", catalogue::serialize(floor.queueState())}, true);
    staff_feed->publish({"state", floor.staffDocument()}, true);
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
