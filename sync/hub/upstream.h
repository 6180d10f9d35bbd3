// SPDX-License-Identifier: Apache-2.0
// The way up from a site's hub to the district's: every log of the site, sealed records, and the answers to them, on
// the hub's own thread. It may fail at any time and for any length; the database is what lasts.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sync/hub/config.h"
#include "sync/hub/hub.h"
#include "sync/identity/current_identity.h"
#include "sync/push/backoff.h"
#include "sync/push/event_push.h"
#include "sync/push/sealed_push.h"
#include "sync/transport/http_client.h"

namespace onestop::hub {

class Upstream {
public:
    /// `hub` outlives it. `refresh` is called when there may be a new catalogue above.
    Upstream(boost::asio::any_io_executor executor, const HubConfig::Upstream& config, Hub& hub,
             std::function<void()> refresh);

    /// Until stop(). What it starts holds on to `self` for as long.
    static void start(const std::shared_ptr<Upstream>& self);
    void stop();

private:
    struct Log {
        explicit Log(push::EventPush push_) : push(std::move(push_)) {}
        push::EventPush push; ///< of its own: a log that is not taken does not hold up the others
        bool confirmed = false;
        std::chrono::milliseconds confirmed_at{}; ///< monotonic
    };

    static transport::Task<void> run(std::shared_ptr<Upstream> self);
    static transport::Task<void> listen(std::shared_ptr<Upstream> self);
    transport::Task<void> hearUntilItEnds();
    static transport::Task<void> keepIdentity(std::shared_ptr<Upstream> self);
    static transport::Task<void> pause(boost::asio::steady_timer& timer, std::chrono::milliseconds time);
    /// False: the link failed.
    transport::Task<bool> exchange();
    transport::Task<bool> pushLog(const std::string& source);
    transport::Task<bool> handInRecords();
    transport::Task<bool> askForAnswer();
    /// A connection with the identity of that moment.
    struct Line {
        std::unique_ptr<transport::HttpClient> client;
        int generation = 0;
    };
    bool connect(Line& line);
    bool connectable();
    void reached(const Line& line);
    void failed(const transport::HttpFailure& failure);
    void doubtEverything();

    Hub& hub_;
    std::function<void()> refresh_;
    HubConfig::Upstream config_;
    boost::asio::any_io_executor executor_;
    boost::asio::steady_timer timer_, listen_timer_, identity_timer_;
    identity::CurrentIdentity identity_;
    Line up_, listening_;
    bool stale_ = false; ///< a failure since up_ was made
    push::Breaker breaker_{{}};
    push::SealedPush sealed_push_;
    std::map<std::string, Log> logs_;
    bool stopping_ = false;
};

} // namespace onestop::hub
