// SPDX-License-Identifier: Apache-2.0
// One site's hub: what the three doors share. Lives on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "sync/crypto/certificate.h"
#include "sync/events/clock.h"
#include "sync/hub/floor.h"
#include "sync/hub/hub_log.h"
#include "sync/hub/schema.h"
#include "sync/hub/staff.h"
#include "sync/hub/staff_codes.h"
#include "sync/store/database.h"
#include "sync/transport/door.h"
#include "sync/tuf/repository.h"

namespace onestop::hub {

/// How it stands with the hub of the district.
struct UpstreamStanding {
    bool online = false;
    events::WallTime since{};
    std::string reason; ///< why not, for a technician
};

/// How it stands with the repository above, of which this hub's is a mirror.
struct MirrorStanding {
    std::string address;                         ///< "https://…"
    std::optional<events::WallTime> verified_at; ///< last time that all of it was looked at and trusted
    std::string fault;                           ///< what was not taken and why; empty: all is well
};

class IngestWriter;

struct Hub {
    Hub(store::Database database, const events::Clock& clock, RandomSource random, const std::string& site);

    /// Tells kiosks and counter pages how things stand now.
    void publish();
    /// The same after a batch of events: at once, or, when it was done a moment ago, with the next noticeChanges().
    void publishSoon();
    /// Tells them when another hub on the same database, or a command, changed something since.
    void noticeChanges();
    /// Asks kiosks to pull the catalogue at once.
    void askToRefresh();
    /// Asks kiosks to come in again when one of them was shut out since the last call.
    void noticeRevocations();

    std::string site;
    const events::Clock& clock;
    RandomSource random;
    store::Database database;
    HubLog log;
    Floor floor;
    LoginBrake brake;
    LoginBrake enrolment_brake;                               ///< by machine's name and address
    IngestWriter* writer = nullptr;                           ///< set: batches are stored there, else at once
    std::optional<StaffCodes> staff_codes;                    ///< set: codes that open kiosks are given out
    std::optional<crypto::DeviceAuthority> device_authority;  ///< set: the enrolment door is open
    std::map<std::string, int> present;                       ///< node → open state streams
    std::string repository;                                   ///< folder of the TUF repository; empty: none
    std::optional<UpstreamStanding> upstream;                 ///< set: there is one
    std::optional<events::WallTime> upstream_certificate_end; ///< of this hub's own there; nothing: it has none
    std::optional<MirrorStanding> mirror;                     ///< set: the repository is one
    std::optional<tuf::OnlineKeys> publishing;                ///< set: POST /v1/publish is open
    std::string published_above;                              ///< else the address where it is; empty: nowhere
    std::shared_ptr<transport::EventFeed> device_feed = std::make_shared<transport::EventFeed>();
    std::shared_ptr<transport::EventFeed> staff_feed = std::make_shared<transport::EventFeed>();

private:
    std::uint64_t published_revision_ = 0;
    std::optional<std::chrono::milliseconds> published_at_; ///< by the monotonic clock
    std::string last_revocation_;
};

/// An RFC 9457 answer; the types are listed in openapi.yaml.
transport::ServerResponse problem(unsigned status, std::string_view type, std::string_view title,
                                  std::string_view detail = {});
transport::ServerResponse jsonAnswer(std::string body);

} // namespace onestop::hub
