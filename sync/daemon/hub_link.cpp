// SPDX-License-Identifier: Apache-2.0
// Five coroutines on one thread: up, down, two that watch the store, heart.
#include "sync/daemon/hub_link.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <spdlog/spdlog.h>

#include "sync/catalogue/queue_state.h"
#include "sync/daemon/link.h"
#include "sync/events/event_types.h"
#include "sync/push/answered.h"

namespace onestop::daemon {

using namespace std::chrono_literals;
using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using transport::Task;

static constexpr std::chrono::milliseconds kHeartbeat = 5s, kPoll = 500ms, kQuiet = 30s, kSilence = 25s;
static constexpr std::chrono::milliseconds kRenewalLook = 3s;
static constexpr std::chrono::milliseconds kMany =
    1100ms; ///< the reconnection time that a hub with 100 listeners asks for
static constexpr std::chrono::milliseconds kClockJump = 2s, kCheckpoint = 60s, kTrim = std::chrono::hours{6};

void Wake::notify() {
    set_ = true;
    timer_.cancel();
}

Task<void> Wake::wait(std::chrono::milliseconds longest) {
    if (!set_) {
        timer_.expires_after(longest);
        boost::system::error_code ignored;
        co_await timer_.async_wait(redirect_error(use_awaitable, ignored));
    }
    set_ = false;
}

// --- making, starting ---------------------------------------------------------------------------------------------

HubLink::HubLink(boost::asio::io_context& loop, const SyncdConfig& config, events::SystemClock& clock,
                 store::Database& database, store::EventLog& log, Refresh refresh)
    : loop_(loop), config_(config), clock_(clock), database_(database), log_(log), refresh_(std::move(refresh)),
      identity_(config.identitySettings()), sealed_post_(config.hub.url, clock, database),
      lease_post_(config, clock, database), watcher_(database), notices_(loop), up_wake_(loop), heart_wake_(loop),
      renewal_wake_(loop), breaker_({}), event_push_(config.hub.url, clock),
      set_aside_(setAsideStores(database.path())) {
    const auto now = clock_.now();
    if (const auto former = store::syncdState(database); former && *former) {
        state_ = **former;
        breaker_ = push::Breaker({}, state_.failures, state_.retry_at, now);
        breaker_.tryNow(); // whoever starts it anew wants to see whether that helped
        if (state_.time_floor) clock_.raiseFloor(*state_.time_floor);
    }
    state_.link = store::LinkState::Offline;
    state_.link_since = now;
    state_.reason = "just started";
    seen_at_ = now;
    seen_monotonic_ = clock_.monotonic();
    if (watcher_.descriptor() >= 0) notices_.assign(dup(watcher_.descriptor()));
}

void HubLink::start(std::function<void()> ended) {
    ended_ = std::move(ended);
    writeHeart();
    const auto run = [this](Task<void> task) {
        boost::asio::co_spawn(loop_, std::move(task), [this](std::exception_ptr fault) {
            if (!fault) return;
            loop_.stop(); // a fault of this program: the unit starts it anew rather than run it half
            std::rethrow_exception(fault);
        });
    };
    run(runUp());
    run(runDown());
    run(runPoll());
    run(runHeart());
    run(runRenewal());
    if (notices_.is_open()) run(runWatch());
}

void HubLink::stop() {
    if (stopping_) return;
    stopping_ = true;
    setLink(store::LinkState::Offline, "stopped");
    if (!store_replaced_) writeHeart();
    for (auto* line : {&up_, &down_})
        if (line->client) line->client->close();
    up_wake_.notify();
    heart_wake_.notify();
    renewal_wake_.notify();
    boost::system::error_code ignored;
    notices_.close(ignored);
    ended_();
}

void HubLink::pulled(bool reached, std::optional<events::WallTime> issued) {
    if (reached) {
        state_.last_pull_at = clock_.now();
        breaker_.tryNow(); // there is a network: the hub may be there too
        up_wake_.notify();
    }
    if (issued) {
        clock_.raiseFloor(*issued);
        state_.time_floor = clock_.floor();
    }
    heart_wake_.notify();
}

Task<void> HubLink::pause(std::chrono::milliseconds time) {
    boost::asio::steady_timer timer(loop_, time);
    boost::system::error_code ignored;
    co_await timer.async_wait(redirect_error(use_awaitable, ignored));
}

// --- who this machine is ------------------------------------------------------------------------------------------

/// Also while running: `onestop-syncd enrol` and a stick bring a newer one.
void HubLink::lookForIdentity() {
    if (identity_.choose()) identityChanged();
}

void HubLink::identityChanged() {
    breaker_.tryNow();
    up_wake_.notify();
    if (down_.client) down_.client->close();
}

bool HubLink::connectable(Line& line) {
    if (line.client && !ofFormerIdentity(line)) return true;
    line = {nullptr, identity_.generation()};
    auto connection = identity_.connection(config_.hub.url);
    if (!connection) {
        // After it was shut out the sentence stays that says so.
        if (state_.link != store::LinkState::Refused)
            setLink(store::LinkState::Refused,
                    "this machine has no certificate that can be used: enrol it with a code");
        return false;
    }
    connection->last_good_file = config_.store.string() + ".hub_address";
    auto made = transport::HttpClient::make(loop_.get_executor(), *connection, clock_);
    if (!made) {
        setLink(store::LinkState::Refused, made.error().context);
        return false;
    }
    line.client = std::move(*made);
    return true;
}

/// Also when the link is down: a certificate that is over is why it is.
Task<void> HubLink::runRenewal() {
    while (!stopping_) {
        co_await renewal_wake_.wait(kRenewalLook);
        if (stopping_) co_return;
        const bool changed = co_await identity_.renewWhenDue(loop_.get_executor(), clock_);
        if (changed) identityChanged();
    }
}

// --- what the link is ---------------------------------------------------------------------------------------------

void HubLink::setLink(store::LinkState link, std::string reason) {
    if (state_.link != link || (link == store::LinkState::Online && state_.reason != reason))
        spdlog::info("link {}: {}", store::text(link), reason);
    if (state_.link != link) state_.link_since = clock_.now();
    if (state_.link != link || state_.reason != reason) heart_wake_.notify();
    state_.link = link;
    state_.reason = std::move(reason);
}

/// What a former identity was answered says nothing of the link now: a machine that is shut out has two connections,
/// and what the second still hears must not take the place of the sentence that says so.
bool HubLink::ofFormerIdentity(const Line& line) const { return line.generation != identity_.generation(); }

void HubLink::reached(const Line& line) {
    if (ofFormerIdentity(line)) return;
    identity_.taken(line.generation);
    const bool was_down = breaker_.failures() > 0;
    breaker_.succeeded();
    std::string last_good;
    std::optional<std::chrono::seconds> ahead;
    for (const auto* one : {&up_, &down_}) {
        if (!one->client) continue;
        if (last_good.empty()) last_good = one->client->lastGoodInUse();
        if (!ahead) ahead = one->client->clockSkew();
    }
    setLink(store::LinkState::Online, judgeOnline(last_good, ahead, clock_.trusted()));
    if (was_down) up_wake_.notify();
}

void HubLink::failed(const Line& line, const transport::HttpFailure& failure) {
    if (stopping_ || failure.kind == transport::HttpFailureKind::Stopped || ofFormerIdentity(line)) return;
    if (identity_.refused(failure)) identityChanged();
    breaker_.spread(reconnectionTime());
    // Up and down may meet the same trouble at once: that is one failure.
    if (breaker_.mayTry(clock_.now())) breaker_.failed(clock_.now(), push::chance(), failure.retry_after);
    auto verdict = judgeLink(failure, hasNetwork(), clock_.trusted());
    setLink(verdict.link, std::move(verdict.reason));
    up_wake_.notify();
}

/// As wide as the hub wants those who hear it to be apart.
std::chrono::milliseconds HubLink::reconnectionTime() const {
    return down_.client ? down_.client->reconnectionTime().value_or(0ms) : 0ms;
}

std::chrono::milliseconds HubLink::untilNextTry() const {
    const auto retry = breaker_.retryAt();
    if (!retry) return kQuiet;
    return std::clamp<std::chrono::milliseconds>(*retry - clock_.now(), 10ms, kQuiet);
}

// --- up: events, sealed records, leases ---------------------------------------------------------------------------

Task<void> HubLink::runUp() {
    while (!stopping_) {
        if (breaker_.mayTry(clock_.now()) && connectable(up_)) {
            bool open = co_await pushLogs(database_);
            if (open && !stopping_) open = heed(co_await sealed_post_.exchange(*up_.client));
            if (open && !stopping_) open = co_await salvage();
            const auto today = catalogue::serviceDayOf(clock_.now());
            if (open && !stopping_) open = heed(co_await lease_post_.askNumbers(*up_.client, today));
            if (open && !stopping_) open = heed(co_await lease_post_.askNumbers(*up_.client, today.next()));
            // After events went up, so that the hub knows what the former places became.
            if (open && !stopping_) heed(co_await lease_post_.askPlaces(*up_.client));
        }
        if (!stopping_) co_await up_wake_.wait(untilNextTry());
    }
}

Task<bool> HubLink::pushLogs(store::Database& from) {
    bool open = true;
    for (const auto owner : {store::Program::Kiosk, store::Program::Syncd})
        if (open) open = co_await pushLog(from, owner);
    co_return open;
}

/// What a store that was set aside still holds of events and sealed records goes up first; then it is put away for
/// good.
Task<bool> HubLink::salvage() {
    for (const auto& path : std::vector(set_aside_)) {
        if (!event_push_.mayTry()) co_return true;
        if (auto former = store::Database::open(path, store::Program::Reader)) {
            if (!co_await pushLogs(*former)) co_return false;
            if (!event_push_.mayTry()) co_return true; // not taken now: again later
            if (!heed(co_await sealed_post_.salvage(*up_.client, *former))) co_return false;
            if (sealed_post_.waits(*former)) continue;
        }
        std::error_code ignored;
        std::filesystem::rename(path, salvagedName(path), ignored);
        spdlog::warn("{}: what could be read of its events and sealed records is at the hub", path);
        std::erase(set_aside_, path);
    }
    co_return true;
}

/// True unless the link failed.
Task<bool> HubLink::pushLog(store::Database& from, store::Program owner) {
    bool never = false; // a store that was set aside is read once, from its start
    bool& doubted = &from != &database_ ? never : owner == store::Program::Kiosk ? kiosk_doubted_ : syncd_doubted_;
    LogOutbox outbox(from, database_, owner, config_.site, config_.node(), clock_, doubted);
    push::Ahead ahead;
    while (!stopping_ && event_push_.mayTry()) {
        const auto pushed = co_await event_push_.step(*up_.client, outbox, ahead);
        switch (pushed.step) {
        case push::PushStep::Nothing:
            co_return true;
        case push::PushStep::Unreadable:
            if (&from == &database_) event_push_.holdOff();
            co_return true;
        case push::PushStep::LinkFailed:
            failed(up_, *pushed.failure);
            co_return false;
        case push::PushStep::Taken:
            state_.last_push_at = clock_.now();
            if (!ahead.batch) heart_wake_.notify(); // in the middle of a backlog the next beat is soon enough
            break;
        case push::PushStep::TooLarge:
        case push::PushStep::NotTaken:
            break;
        }
        reached(up_);
    }
    co_return true;
}

/// True unless the link failed.
bool HubLink::heed(const push::Exchange& outcome) {
    if (outcome.spoke) reached(up_);
    if (outcome.failed) failed(up_, *outcome.failed);
    return !outcome.failed;
}

// --- down: the queue's state --------------------------------------------------------------------------------------

Task<void> HubLink::runDown() {
    while (!stopping_) {
        while (!stopping_ && (!breaker_.mayTry(clock_.now()) || !connectable(down_)))
            co_await pause(std::min<std::chrono::milliseconds>(untilNextTry(), 1s));
        if (stopping_) co_return;
        transport::HttpRequest request;
        request.target = config_.hub.url.resolve("v1/state");
        request.headers = {{"Accept", "text/event-stream"}};
        const auto end = co_await down_.client->listen(
            std::move(request), kSilence,
            [this] {
                kiosk_doubted_ = syncd_doubted_ = true; // it may have been restored before we began to hear it
                up_wake_.notify();
                refresh_(0ms); // nobody told us what was published meanwhile
                listening_ = true;
                reached(down_);
            },
            [this](const transport::ServerSentEvent& event) { return take(event); });
        listening_ = false;
        failed(down_, end);
        if (stopping_) co_return;
        if (end.kind == transport::HttpFailureKind::Stopped) co_await pause(1s);
    }
}

bool HubLink::take(const transport::ServerSentEvent& event) {
    // A lobby's kiosks look at once; only where very many are told the same do they spread.
    if (event.event == "refresh") refresh_(reconnectionTime() > kMany ? reconnectionTime() : 0ms);
    if (event.event == "revoked") return false; // it may be this machine: the hub says so when it comes in again
    if (event.event != "state") return true;
    const auto state = catalogue::parseQueueState(event.data);
    if (!state) {
        spdlog::error("queue state not taken: {}", state.error());
        return true;
    }
    if (const auto written = writeQueue(database_, state->revision, event.data, clock_.now()); !written)
        spdlog::error("{}", written.error().context);
    return true;
}

// --- the store, the clock, the heart ------------------------------------------------------------------------------

void HubLink::noticeStore() {
    if (stopping_) return;
    const auto changed = watcher_.changed();
    if (!changed && changed.error().fault == store::StoreFault::Corrupt) {
        spdlog::error("{}", changed.error().context);
        store_replaced_ = true;
        stop();
    } else if (changed && *changed) {
        up_wake_.notify();
    }
}

/// The -wal is touched a moment before the commit can be seen: a few looks after each notice.
Task<void> HubLink::runWatch() {
    while (!stopping_) {
        boost::system::error_code error;
        co_await notices_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                                     redirect_error(use_awaitable, error));
        if (error) co_return;
        for (int look = 0; look < 4; ++look) {
            noticeStore();
            co_await pause(20ms);
        }
    }
}

Task<void> HubLink::runPoll() {
    while (!stopping_) {
        co_await pause(kPoll);
        noticeStore();
    }
}

void HubLink::noticeClock() {
    const auto now = clock_.now();
    const auto monotonic = clock_.monotonic();
    const auto jump = (now - seen_at_) - (monotonic - seen_monotonic_);
    seen_at_ = now;
    seen_monotonic_ = monotonic;
    if (jump < kClockJump && jump > -kClockJump) return;
    spdlog::warn("the clock jumped by {} ms", jump.count());
    breaker_.tryNow(); // its times were of the other clock
    if (auto transaction = store::Transaction::begin(database_))
        if (log_.append(events::ClockJumped{jump.count()})) (void)transaction->commit();
    up_wake_.notify();
}

void HubLink::writeHeart() {
    state_.heartbeat_at = clock_.now();
    state_.failures = breaker_.failures();
    state_.retry_at = breaker_.retryAt();
    if (const auto written = writeState(database_, state_); !written) spdlog::error("{}", written.error().context);
    tellCertificate();
}

void HubLink::tellCertificate() {
    const store::SyncdCertificate certificate{identity_.goodUntil(), identity_.renewsAt()};
    if (certificate_told_ == certificate) return;
    if (const auto written = writeCertificate(database_, certificate); !written)
        spdlog::error("{}", written.error().context);
    else
        certificate_told_ = certificate;
}

Task<void> HubLink::runHeart() {
    auto checkpointed = clock_.monotonic();
    auto trimmed = clock_.monotonic() - kTrim;
    while (!stopping_) {
        co_await heart_wake_.wait(kHeartbeat);
        if (stopping_) co_return;
        noticeClock();
        lookForIdentity();
        writeHeart();
        if (clock_.monotonic() - checkpointed >= kCheckpoint) {
            checkpointed = clock_.monotonic();
            if (const auto done = database_.checkpoint(); !done) spdlog::warn("{}", done.error().context);
        }
        if (clock_.monotonic() - trimmed >= kTrim) {
            trimmed = clock_.monotonic();
            if (const auto done = log_.trim(); !done) spdlog::warn("{}", done.error().context);
        }
    }
}

} // namespace onestop::daemon
