// SPDX-License-Identifier: Apache-2.0
// The conversation with the hub, on one thread: events, sealed records and leases up, the queue's state and answers
// down, and an honest word about the link in the store. Everything here may fail at any time; the store is what lasts.
#pragma once

#include <utility> // before Asio: Boost 1.74 forgets it on g++ 12

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/daemon/config.h"
#include "sync/daemon/lease_post.h"
#include "sync/daemon/outbox.h"
#include "sync/daemon/sealed_post.h"
#include "sync/daemon/syncd_rows.h"
#include "sync/identity/current_identity.h"
#include "sync/push/backoff.h"
#include "sync/push/event_push.h"
#include "sync/store/change_watcher.h"
#include "sync/transport/http_client.h"

namespace onestop::daemon {

/// A flag that a coroutine waits for, with a time limit. One waiter.
class Wake {
public:
    explicit Wake(boost::asio::io_context& loop) : timer_(loop) {}
    void notify();
    transport::Task<void> wait(std::chrono::milliseconds longest);

private:
    boost::asio::steady_timer timer_;
    bool set_ = false;
};

class HubLink {
public:
    using Refresh = std::function<void(std::chrono::milliseconds within)>;

    /// `refresh` is called when there may be a new catalogue, with the time within which to look for it.
    HubLink(boost::asio::io_context& loop, const SyncdConfig& config, events::SystemClock& clock,
            store::Database& database, store::EventLog& log, Refresh refresh);

    /// Starts the coroutines; `ended` is called when stop() was, by whomever.
    void start(std::function<void()> ended);
    /// Drops the connections; the coroutines end within a second, and with them the loop's work. The link does so
    /// itself when the store was set aside by the other program: everything has to be opened anew.
    void stop();
    /// A catalogue was pulled (or not): for the state, the floor of time, and new queues to lease for.
    void pulled(bool reached, std::optional<events::WallTime> issued);

private:
    /// A connection with the identity of that moment.
    struct Line {
        std::unique_ptr<transport::HttpClient> client;
        int generation = 0;
    };

    transport::Task<void> runUp();
    transport::Task<bool> pushLogs(store::Database& from);
    transport::Task<bool> pushLog(store::Database& from, store::Program owner);
    transport::Task<bool> salvage();
    transport::Task<void> runDown();
    transport::Task<void> runWatch();
    transport::Task<void> runPoll();
    transport::Task<void> runHeart();
    transport::Task<void> runRenewal();
    transport::Task<void> pause(std::chrono::milliseconds time);

    bool take(const transport::ServerSentEvent& event);
    /// Whether there is an identity to speak with; a line of a former one is made anew.
    bool connectable(Line& line);
    void lookForIdentity();
    void identityChanged();
    bool ofFormerIdentity(const Line& line) const;
    void reached(const Line& line);
    void failed(const Line& line, const transport::HttpFailure& failure);
    bool heed(const push::Exchange& outcome);
    void setLink(store::LinkState link, std::string reason);
    void noticeStore();
    void noticeClock();
    void writeHeart();
    /// For the staff's page of this machine; when it is another one than was told.
    void tellCertificate();
    std::chrono::milliseconds untilNextTry() const;
    std::chrono::milliseconds reconnectionTime() const;

    boost::asio::io_context& loop_;
    const SyncdConfig& config_;
    events::SystemClock& clock_;
    store::Database& database_;
    store::EventLog& log_;
    Refresh refresh_;
    std::function<void()> ended_;
    identity::CurrentIdentity identity_;
    Line up_, down_;
    SealedPost sealed_post_;
    LeasePost lease_post_;
    store::ChangeWatcher watcher_;
    boost::asio::posix::stream_descriptor notices_;
    Wake up_wake_;
    Wake heart_wake_;
    Wake renewal_wake_;

    store::SyncdState state_;
    std::optional<store::SyncdCertificate> certificate_told_;
    push::Breaker breaker_; ///< of the connection
    push::EventPush event_push_;
    std::vector<std::string> set_aside_; ///< stores with events and records that the hub may not have
    bool listening_ = false;
    bool kiosk_doubted_ = false, syncd_doubted_ = false; ///< what the hub holds of the log
    bool stopping_ = false;
    bool store_replaced_ = false;
    events::WallTime seen_at_{}; ///< for noticing a jump of the clock
    std::chrono::milliseconds seen_monotonic_{};
};

} // namespace onestop::daemon
