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
#include <random>

#include <spdlog/spdlog.h>

#include "sync/catalogue/queue_state.h"
#include "sync/daemon/enrolment.h"
#include "sync/daemon/link.h"
#include "sync/events/event_types.h"

namespace onestop::daemon {

using namespace std::chrono_literals;
using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using transport::Task;

static constexpr std::chrono::milliseconds kHeartbeat = 5s, kPoll = 500ms, kQuiet = 30s, kSilence = 25s,
                                           kNoneLeft = 60s;
/// A look at the certificate's age costs nothing; a renewal that fails is tried again within the hour.
static constexpr std::chrono::milliseconds kRenewalLook = 3s;
static constexpr BackoffRule kRenewalBackoff{5s, 3600s};
static constexpr std::chrono::milliseconds kClockJump = 2s, kCheckpoint = 60s, kTrim = std::chrono::hours{6};

static double chance() {
    static std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

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
                 store::Database& database, store::EventLog& log, std::function<void()> refresh)
    : loop_(loop), config_(config), clock_(clock), database_(database), log_(log), refresh_(std::move(refresh)),
      identities_(config), sealed_post_(config.hub.url, clock, database), watcher_(database), notices_(loop),
      up_wake_(loop), heart_wake_(loop), renewal_wake_(loop), breaker_({}), refusals_({5s, 300s}),
      set_aside_(setAsideStores(database.path())) {
    const auto now = clock_.now();
    if (const auto former = store::syncdState(database); former && *former) {
        state_ = **former;
        breaker_ = Breaker({}, state_.failures, state_.retry_at, now);
        if (state_.time_floor) clock_.raiseFloor(*state_.time_floor);
    }
    state_.link = store::LinkState::Offline;
    state_.link_since = now;
    state_.reason = "just started";
    seen_at_ = now;
    seen_monotonic_ = clock_.monotonic();
    chooseIdentity();
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
void HubLink::chooseIdentity() {
    auto found = identities_.candidates();
    const bool same =
        found.empty() ? !identity_ : identity_ && found.front().read.fingerprint() == identity_->read.fingerprint();
    identity_ = found.empty() ? std::nullopt : std::optional(std::move(found.front()));
    if (same) return;
    ++generation_;
    breaker_.tryNow();
    up_wake_.notify();
    if (down_.client) down_.client->close();
}

bool HubLink::connectable(Line& line) {
    if (line.client && line.generation == generation_) return true;
    line = {nullptr, generation_};
    const auto authority = identities_.authority();
    if (!identity_ || !authority) {
        // After it was shut out the sentence stays that says so.
        if (state_.link != store::LinkState::Refused)
            setLink(store::LinkState::Refused,
                    "this machine has no certificate that can be used: enrol it with a code");
        return false;
    }
    auto made = transport::HttpClient::make(loop_.get_executor(),
                                            {.base = config_.hub.url,
                                             .authority = *authority,
                                             .certificate = identity_->certificate,
                                             .key = identity_->key},
                                            clock_);
    if (!made) {
        setLink(store::LinkState::Refused, made.error().context);
        return false;
    }
    line.client = std::move(*made);
    return true;
}

void HubLink::wipeIdentity() {
    spdlog::error("the hub has shut this machine out: its keys are wiped");
    identities_.wipe();
    chooseIdentity();
}

/// Also when the link is down: a certificate that is over is why it is.
Task<void> HubLink::runRenewal() {
    int failures = 0;
    while (!stopping_) {
        const auto wait = std::max<std::chrono::milliseconds>(
            kRenewalLook, failures > 0 ? backoffDelay(kRenewalBackoff, failures, chance()) : 0ms);
        co_await renewal_wake_.wait(wait);
        if (stopping_ || !config_.hub.enrolment || !identity_ || identities_.isNew(*identity_) || !clock_.trusted() ||
            clock_.now() < renewalDue(identity_->read))
            continue;
        const auto renewed = co_await renewIdentity(loop_.get_executor(), config_, clock_, *identity_);
        failures = renewed ? 0 : failures + 1;
        if (renewed) {
            spdlog::info("a new certificate came: it is tried now");
            chooseIdentity();
        } else {
            spdlog::warn("the certificate is not renewed: {}", renewed.error().sentence);
            if (renewed.error().shut_out) wipeIdentity();
        }
    }
}

// --- what the link is ---------------------------------------------------------------------------------------------

void HubLink::setLink(store::LinkState link, std::string reason) {
    if (state_.link != link) {
        state_.link_since = clock_.now();
        spdlog::info("link {}: {}", store::text(link), reason);
    }
    if (state_.link != link || state_.reason != reason) heart_wake_.notify();
    state_.link = link;
    state_.reason = std::move(reason);
}

void HubLink::reached(const Line& line) {
    if (identity_ && line.generation == generation_ && identities_.isNew(*identity_)) {
        identities_.promote();
        spdlog::info("the hub takes the new certificate, good until {}", events::toRfc3339(identity_->read.notAfter()));
        chooseIdentity();
    }
    const bool was_down = breaker_.failures() > 0;
    breaker_.succeeded();
    setLink(store::LinkState::Online, "");
    if (was_down) up_wake_.notify();
}

void HubLink::failed(const transport::HttpFailure& failure) {
    if (stopping_ || failure.kind == transport::HttpFailureKind::Stopped) return;
    if (failure.problem == kShutOut) wipeIdentity();
    if (failure.kind == transport::HttpFailureKind::ClientCertificateRefused && identity_ &&
        identities_.isNew(*identity_)) {
        spdlog::error("the hub does not take the new certificate: back to the former one");
        identities_.dropNew();
        chooseIdentity();
    }
    // Up and down may meet the same trouble at once: that is one failure.
    if (breaker_.mayTry(clock_.now())) breaker_.failed(clock_.now(), chance(), failure.retry_after);
    auto verdict = judgeLink(failure, hasNetwork(), clock_.trusted());
    setLink(verdict.link, std::move(verdict.reason));
    up_wake_.notify();
}

std::chrono::milliseconds HubLink::untilNextTry() const {
    const auto retry = breaker_.retryAt();
    if (!retry) return kQuiet;
    return std::clamp<std::chrono::milliseconds>(*retry - clock_.now(), 10ms, kQuiet);
}

// --- up: events, sealed records, leases
// -------------------------------------------------------------------------------------------

Task<void> HubLink::runUp() {
    while (!stopping_) {
        if (breaker_.mayTry(clock_.now()) && connectable(up_)) {
            bool open = co_await pushLogs(database_);
            if (open && !stopping_) open = co_await exchangeSealed();
            if (open && !stopping_) open = co_await salvage();
            const auto today = catalogue::serviceDayOf(clock_.now());
            if (open && !stopping_) open = co_await leaseAhead(today);
            if (open && !stopping_) open = co_await leaseAhead(today.next());
            if (open && !stopping_) co_await leasePlacesAhead();
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

/// What a store that was set aside still holds of events goes up first; then it is put away for good.
Task<bool> HubLink::salvage() {
    while (!set_aside_.empty() && refusals_.mayTry(clock_.now())) {
        const auto path = set_aside_.front();
        if (auto former = store::Database::open(path, store::Program::Reader)) {
            if (!co_await pushLogs(*former)) co_return false;
            if (!refusals_.mayTry(clock_.now())) co_return true; // not taken now: again later
        }
        std::error_code ignored;
        std::filesystem::rename(path, salvagedName(path), ignored);
        spdlog::warn("{}: what could be read of its events is at the hub", path);
        set_aside_.erase(set_aside_.begin());
    }
    co_return true;
}

/// True unless the link failed.
Task<bool> HubLink::pushLog(store::Database& from, store::Program owner) {
    while (!stopping_ && refusals_.mayTry(clock_.now())) {
        auto batch = nextBatch(from, database_, owner, config_.site, config_.node(), batch_size_.now());
        if (!batch) {
            spdlog::error("{}", batch.error().context);
            if (&from == &database_) refusals_.failed(clock_.now(), chance());
            co_return true;
        }
        if (!*batch) co_return true;
        transport::HttpRequest request;
        request.method = "POST";
        request.target = config_.hub.url.resolve("v1/events");
        request.headers = {{"Content-Type", "application/cloudevents-batch+json"},
                           {"Content-Encoding", "zstd"},
                           {"Onestop-Chain-Before", (*batch)->chain_before},
                           {"Onestop-Chain-After", (*batch)->chain_after}};
        request.body = std::move((*batch)->body);
        const auto answer = co_await up_.client->request(std::move(request));
        if (!answer) {
            const auto& failure = answer.error();
            if (failure.status == 413 && (*batch)->first < (*batch)->last) {
                batch_size_.tooLarge();
                continue;
            }
            if (!hubAnswered(failure)) {
                failed(failure);
                co_return false;
            }
            reached(up_);
            spdlog::error("events {}-{} of {} not taken: {}", (*batch)->first, (*batch)->last, (*batch)->source,
                          failure.context);
            refusals_.failed(clock_.now(), chance(), failure.retry_after);
            co_return true;
        }
        reached(up_);
        if (!takeAnswer(**batch, answer->body)) {
            refusals_.failed(clock_.now(), chance());
            co_return true;
        }
    }
    co_return true;
}

/// True when the outbox moved. A lower number than before: the hub was restored, and gets again what it lost.
bool HubLink::takeAnswer(const Batch& batch, const std::string& body) {
    const auto held = parseAcknowledgement(body, batch.source);
    if (!held) {
        spdlog::error("{}", held.error());
        return false;
    }
    // More than was sent just now: the answer to an earlier push never came. More than was ever written is no answer.
    if (*held == batch.first - 1 || *held > batch.newest) {
        spdlog::error("the hub holds {} up to {} after events {}-{}", batch.source, *held, batch.first, batch.last);
        return false;
    }
    if (const auto written = writeAcknowledgement(database_, batch.source, *held, clock_.now()); !written) {
        spdlog::error("{}", written.error().context);
        return false;
    }
    refusals_.succeeded();
    batch_size_.taken();
    state_.last_push_at = clock_.now();
    heart_wake_.notify();
    return true;
}

/// True unless the link failed.
Task<bool> HubLink::exchangeSealed() {
    const auto outcome = co_await sealed_post_.exchange(*up_.client);
    if (outcome.spoke) reached(up_);
    if (outcome.failed) failed(*outcome.failed);
    co_return !outcome.failed;
}

Task<bool> HubLink::leaseAhead(catalogue::ServiceDay day) {
    if (const auto until = none_left_until_.find(day.text());
        until != none_left_until_.end() && clock_.now() < until->second)
        co_return true;
    const auto letters = readLetters(database_, config_.site);
    const auto held = letters ? readHeld(database_, day, *letters) : tl::unexpected(letters.error());
    if (!held) {
        spdlog::error("{}", held.error().context);
        co_return true;
    }
    transport::HttpRequest request;
    request.body = leaseRequest(day, *held);
    if (request.body.empty()) co_return true;
    auto& [key, asked_day] = asked_[request.body];
    if (key.empty()) key = store::newUuid7(clock_, crypto::fillRandom), asked_day = day.text();
    request.method = "POST";
    request.target = config_.hub.url.resolve("v1/leases");
    request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", key}};
    const auto answer = co_await up_.client->request(request);
    if (!answer && !hubAnswered(answer.error())) {
        failed(answer.error());
        co_return false;
    }
    reached(up_);
    asked_.erase(request.body);
    const auto leases = answer ? parseLeases(answer->body) : tl::unexpected(answer.error().context);
    if (!leases || leases->empty()) {
        spdlog::warn("no numbers for {}: {}", day.text(), leases ? "the hub has none to give" : leases.error());
        none_left_until_[day.text()] = clock_.now() + kNoneLeft;
        co_return true;
    }
    const catalogue::ServiceDay yesterday{std::chrono::year_month_day{
        std::chrono::sys_days{catalogue::serviceDayOf(clock_.now()).date} - std::chrono::days{1}}};
    if (const auto written = writeLeases(database_, *leases, yesterday, clock_.now()); !written)
        spdlog::error("{}", written.error().context);
    co_return true;
}

/// Places are asked for after events went up, so that the hub knows what the former ones became.
Task<bool> HubLink::leasePlacesAhead() {
    const auto now = clock_.now();
    const auto source = store::sourceOf(database_, store::Program::Kiosk, config_.site, config_.node());
    const auto sessions = readBookable(database_, config_.site, now);
    const auto held = sessions ? settlePlaces(database_, *sessions, now) : tl::unexpected(sessions.error());
    if (!source || !held) {
        spdlog::error("{}", !source ? source.error().context : held.error().context);
        co_return true;
    }
    if (!*source) co_return true; // no kiosk has written here yet
    transport::HttpRequest request;
    request.body = placesRequest(**source, *held, returned_told_);
    const bool asked_just_now = places_asked_.first == request.body && now < places_asked_.second;
    if (request.body.empty() || asked_just_now) co_return true;
    request.method = "POST";
    request.target = config_.hub.url.resolve("v1/places");
    request.headers = {{"Content-Type", "application/json"}};
    const auto answer = co_await up_.client->request(request);
    if (!answer && !hubAnswered(answer.error())) {
        failed(answer.error());
        co_return false;
    }
    reached(up_);
    places_asked_ = {request.body, clock_.now() + kNoneLeft};
    const auto places = answer ? parsePlaces(answer->body) : tl::unexpected(answer.error().context);
    if (!places) {
        spdlog::warn("no places of activities: {}", places.error());
        co_return true;
    }
    for (const auto& leased : *places)
        returned_told_[leased.activity_session_id] = leased.returned;
    if (const auto written = writePlaces(database_, *places, clock_.now()); !written)
        spdlog::error("{}", written.error().context);
    co_return true;
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
                listening_ = true;
                reached(down_);
            },
            [this](const transport::ServerSentEvent& event) { return take(event); });
        listening_ = false;
        failed(end);
        if (stopping_) co_return;
        if (end.kind == transport::HttpFailureKind::Stopped) co_await pause(1s);
    }
}

bool HubLink::take(const transport::ServerSentEvent& event) {
    if (event.event == "refresh") refresh_();
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
}

Task<void> HubLink::runHeart() {
    auto checkpointed = clock_.monotonic();
    auto trimmed = clock_.monotonic() - kTrim;
    while (!stopping_) {
        co_await heart_wake_.wait(kHeartbeat);
        if (stopping_) co_return;
        noticeClock();
        chooseIdentity();
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
