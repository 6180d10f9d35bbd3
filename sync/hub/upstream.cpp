// SPDX-License-Identifier: Apache-2.0
// One look every half second costs one query when there is nothing to send.
#include "sync/hub/upstream.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

#include <spdlog/spdlog.h>

#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/hub/upstream_rows.h"
#include "sync/push/answered.h"

namespace onestop::hub {

using push::PushStep;
using transport::Task;

/// Every log is confirmed so often though nothing is new: the upstream sees that this hub lives, and this hub that the
/// upstream has not lost what it once held.
static constexpr std::chrono::minutes kConfirmEvery{5};
static constexpr std::chrono::milliseconds kLook{500}, kIdentityLook{3000}, kSilenceAbove{25'000};

Upstream::Upstream(boost::asio::any_io_executor executor, const HubConfig::Upstream& config, Hub& hub,
                   std::function<void()> refresh)
    : hub_(hub), refresh_(std::move(refresh)), config_(config), executor_(executor), timer_(executor),
      listen_timer_(executor), identity_timer_(executor), identity_(config.identity_settings),
      sealed_push_(config_.url, hub.clock) {
    hub_.upstream = UpstreamStanding{false, hub_.clock.now(), "just started"};
}

void Upstream::start(const std::shared_ptr<Upstream>& self) {
    boost::asio::co_spawn(self->executor_, run(self), boost::asio::detached);
    boost::asio::co_spawn(self->executor_, listen(self), boost::asio::detached);
    boost::asio::co_spawn(self->executor_, keepIdentity(self), boost::asio::detached);
}

Task<void> Upstream::pause(boost::asio::steady_timer& timer, std::chrono::milliseconds time) {
    boost::system::error_code ignored;
    timer.expires_after(time);
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
}

Task<void> Upstream::run(std::shared_ptr<Upstream> self) {
    while (!self->stopping_) {
        try {
            if (self->breaker_.mayTry(self->hub_.clock.now()) && self->connectable()) co_await self->exchange();
        } catch (const std::exception& fault) { // of the database: the next look may fare better
            spdlog::error("nothing goes up: {}", fault.what());
        }
        if (!self->stopping_) co_await pause(self->timer_, kLook);
    }
}

Task<void> Upstream::listen(std::shared_ptr<Upstream> self) {
    while (!self->stopping_) {
        if (self->hub_.upstream->online) co_await self->hearUntilItEnds();
        if (!self->stopping_) co_await pause(self->listen_timer_, kLook);
    }
}

/// Also when the link is down: a certificate that is over may be why. A code or a stick may bring one while we run.
Task<void> Upstream::keepIdentity(std::shared_ptr<Upstream> self) {
    while (!self->stopping_) {
        bool changed = self->identity_.choose();
        if (!changed) changed = co_await self->identity_.renewWhenDue(self->executor_, self->hub_.clock);
        if (changed) {
            self->breaker_.tryNow();
            if (self->listening_.client) self->listening_.client->close();
        }
        self->hub_.upstream_certificate_end = self->identity_.goodUntil();
        if (!self->stopping_) co_await pause(self->identity_timer_, kIdentityLook);
    }
}

/// The district sees that this hub is there, and this hub hears at once when the district goes: it may come back
/// restored. What the stream says of the district's own queue is not for here.
Task<void> Upstream::hearUntilItEnds() {
    if (!connect(listening_)) co_return;
    transport::HttpRequest request;
    request.target = config_.url.resolve("v1/state");
    request.headers.push_back({"Accept", "text/event-stream"});
    const auto end = co_await listening_.client->listen(
        std::move(request), kSilenceAbove,
        [this] {
            doubtEverything(); // it may have been restored before we began to hear it
            refresh_();        // nobody told us what was published until now, not even a district that began anew
            reached(listening_);
        },
        [this](const transport::ServerSentEvent& event) {
            if (event.event == "refresh") refresh_();
            return event.event != "revoked"; // it may be this hub that was shut out: it is told when it comes in again
        });
    if (const auto apart = listening_.client->reconnectionTime()) breaker_.spread(*apart);
    listening_.client.reset();
    failed(end);
}

void Upstream::stop() {
    stopping_ = true;
    for (auto* line : {&up_, &listening_})
        if (line->client) line->client->close();
    for (auto* timer : {&timer_, &listen_timer_, &identity_timer_})
        timer->cancel();
}

Task<bool> Upstream::exchange() {
    for (const auto& source : logsOfSite(hub_.database, hub_.site)) {
        const bool open = co_await pushLog(source);
        if (!open || stopping_) co_return false;
    }
    if (!co_await handInRecords()) co_return false;
    co_return co_await askForAnswer();
}

Task<bool> Upstream::pushLog(const std::string& source) {
    auto& log = logs_.try_emplace(source, push::EventPush(config_.url, hub_.clock)).first->second;
    if (hub_.clock.monotonic() - log.confirmed_at >= kConfirmEvery) log.confirmed = false;
    HeldLog outbox(hub_.database, source, hub_.clock, !log.confirmed);
    push::Ahead ahead;
    while (!stopping_ && log.push.mayTry()) {
        const auto pushed = co_await log.push.step(*up_.client, outbox, ahead);
        switch (pushed.step) {
        case PushStep::Nothing:
        case PushStep::Unreadable:
            co_return true;
        case PushStep::LinkFailed:
            failed(*pushed.failure);
            co_return false;
        case PushStep::Taken:
            if (outbox.wentBack()) doubtEverything();
            log.confirmed = true;
            log.confirmed_at = hub_.clock.monotonic();
            break;
        case PushStep::TooLarge:
        case PushStep::NotTaken:
            break;
        }
        reached(up_);
    }
    co_return true;
}

Task<bool> Upstream::handInRecords() {
    HeldRecords outbox(hub_.database, hub_.clock);
    const auto sent = co_await sealed_push_.send(*up_.client, outbox);
    if (sent.spoke) reached(up_);
    if (sent.failed) failed(*sent.failed);
    co_return !sent.failed;
}

/// One a look: answers are few, and nobody at this hub waits for them.
Task<bool> Upstream::askForAnswer() {
    constexpr unsigned kNoContent = 204, kNotFound = 404;
    const auto record_id = dueQuestion(hub_.database, hub_.clock.now());
    if (!record_id) co_return true;
    transport::HttpRequest request;
    request.target = config_.url.resolve("v1/answers/" + *record_id);
    request.body_limit_bytes = kMostSealedBytes;
    const auto answer = co_await up_.client->request(std::move(request));
    if (!answer && !push::hubAnswered(answer.error())) {
        failed(answer.error());
        co_return false;
    }
    reached(up_);
    if (answer && answer->status != kNoContent && !answer->body.empty()) {
        takeAnswer(hub_.database, *record_id, crypto::bytesOf(answer->body), hub_.clock.now());
    } else if (!answer && answer.error().status == kNotFound) {
        handInAgain(hub_.database, *record_id);
    } else {
        noAnswerYet(hub_.database, *record_id, hub_.clock.now());
    }
    co_return true;
}

bool Upstream::connect(Line& line) {
    line = {nullptr, identity_.generation()};
    transport::HttpFailure failure;
    failure.kind = transport::HttpFailureKind::BadSetup;
    failure.context = "this hub has no certificate for its upstream: enrol it with a code, or bring one";
    if (const auto connection = identity_.connection(config_.url)) {
        auto made = transport::HttpClient::make(executor_, *connection, hub_.clock);
        if (made) line.client = std::move(*made);
        if (!made) failure = made.error();
    }
    if (!line.client) failed(failure);
    return line.client != nullptr;
}

/// Anew after a failure, and with another certificate.
bool Upstream::connectable() {
    if (up_.client && !stale_ && up_.generation == identity_.generation()) return true;
    stale_ = false;
    return connect(up_);
}

void Upstream::reached(const Line& line) {
    identity_.taken(line.generation);
    breaker_.succeeded();
    if (hub_.upstream->online) return;
    spdlog::info("the upstream is reached");
    hub_.upstream = UpstreamStanding{true, hub_.clock.now(), ""};
}

void Upstream::failed(const transport::HttpFailure& failure) {
    if (stopping_) return;
    stale_ = true;
    doubtEverything();
    if (failure.kind == transport::HttpFailureKind::Stopped) return;
    if (identity_.refused(failure)) breaker_.tryNow();
    // Both connections may meet the same trouble at once: that is one failure.
    if (breaker_.mayTry(hub_.clock.now())) breaker_.failed(hub_.clock.now(), push::chance(), failure.retry_after);
    if (hub_.upstream->online || hub_.upstream->reason != failure.context) {
        spdlog::warn("the upstream is not reached: {}", failure.context);
        hub_.upstream =
            UpstreamStanding{false, hub_.upstream->online ? hub_.clock.now() : hub_.upstream->since, failure.context};
    }
}

/// Whoever was away may have been restored.
void Upstream::doubtEverything() {
    for (auto& [source, log] : logs_)
        log.confirmed = false;
}

} // namespace onestop::hub
