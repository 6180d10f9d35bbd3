// SPDX-License-Identifier: Apache-2.0
// Composition: what is made here is passed down; nothing is global.
#include "sync/daemon/daemon.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>

#include <spdlog/spdlog.h>

#include "sync/daemon/housekeeping.h"
#include "sync/daemon/hub_link.h"
#include "sync/daemon/puller.h"
#include "sync/events/event_types.h"
#include "sync/pull/pull_thread.h"
#include "sync/push/answered.h"
#include "sync/service/service_manager.h"

namespace onestop::daemon {

using namespace std::chrono_literals;

static constexpr store::OpenOptions kStore{.busy_timeout = 5s, .max_pages = store::kMostPages};

namespace {

struct Opened {
    std::unique_ptr<store::Database> database; ///< where the log looks for it
    store::EventLog log;
};

/// Store and log of syncd; a corrupt store is set aside and its epoch named.
store::Result<Opened> openStore(const SyncdConfig& config, const events::Clock& clock) {
    auto opened =
        store::openOrSetAside(config.store.string(), store::Program::Syncd, events::toRfc3339(clock.now()), kStore);
    if (!opened) return tl::unexpected(opened.error());
    std::optional<store::FormerEpoch> former;
    if (opened->set_aside) {
        spdlog::error("{}; set aside as {}", opened->reason, *opened->set_aside);
        former = store::readFormerEpoch(*opened->set_aside, store::Program::Syncd);
    }
    auto database = std::make_unique<store::Database>(std::move(opened->database));
    auto log = store::EventLog::open(*database, clock, crypto::fillRandom, config.site, config.node(), former);
    if (!log) return tl::unexpected(log.error());
    return Opened{std::move(database), std::move(*log)};
}

/// A further connection, for a thread of its own.
store::Result<Opened> openAgain(const SyncdConfig& config, const events::SystemClock& clock) {
    auto database = store::Database::open(config.store.string(), store::Program::Syncd, kStore);
    if (!database) return tl::unexpected(database.error());
    auto kept = std::make_unique<store::Database>(std::move(*database));
    auto log = store::EventLog::open(*kept, clock, crypto::fillRandom, config.site, config.node());
    if (!log) return tl::unexpected(log.error());
    return Opened{std::move(kept), std::move(*log)};
}

/// The catalogue, with a connection to the store that belongs to the thread which pulls.
class CataloguePull {
public:
    using Told = std::function<void(const PullReport&)>;
    CataloguePull(const SyncdConfig& config, const events::SystemClock& clock, Told told)
        : config_(config), clock_(clock), told_(std::move(told)), puller_(config, clock),
          thread_([this] { return pullOnce(); }, [this] { puller_.stop(); }, push::chance) {}

    void hint(std::chrono::milliseconds within) { thread_.hint(within); }

private:
    pull::Pulled pullOnce() {
        if (!opened_) {
            auto opened = openAgain(config_, clock_);
            if (!opened) return {pull::PullOutcome::Rejected, opened.error().context, {}};
            opened_.emplace(std::move(*opened));
        }
        auto report = puller_.pull(*opened_->database, opened_->log);
        told_(report);
        return report;
    }

    const SyncdConfig& config_;
    const events::SystemClock& clock_;
    Told told_;
    Puller puller_;
    std::optional<Opened> opened_;
    pull::PullThread thread_; ///< last: it uses all of the above
};

/// The software of this machine, on a thread of its own: a bundle takes its time, and a closure must not wait for it.
class SoftwareUpdate {
public:
    SoftwareUpdate(const SyncdConfig& config, const events::SystemClock& clock)
        : config_(config), clock_(clock), fetch_(config, clock),
          thread_([this] { return fetchOnce(); }, [this] { fetch_.stop(); }, push::chance) {}

    /// Any thread.
    void want(std::optional<WantedBundle> wanted) {
        const auto hash = [](const std::optional<WantedBundle>& of) { return of ? of->name : std::string(); };
        {
            const std::lock_guard lock(mutex_);
            const bool news = !heard_ || hash(wanted) != hash(wanted_);
            heard_ = true;
            wanted_ = std::move(wanted);
            if (!news) return;
        }
        thread_.hint(0ms);
    }

private:
    pull::Pulled fetchOnce() {
        if (!opened_) {
            auto opened = openAgain(config_, clock_);
            if (!opened) return {pull::PullOutcome::Rejected, opened.error().context, {}};
            opened_.emplace(std::move(*opened));
        }
        fetch_.report(opened_->log, *opened_->database);
        std::optional<WantedBundle> wanted;
        {
            const std::lock_guard lock(mutex_);
            if (!heard_) return {pull::PullOutcome::Unchanged, "nothing heard of software yet", {}};
            wanted = wanted_;
        }
        return fetch_.fetch(wanted, opened_->log, *opened_->database);
    }

    const SyncdConfig& config_;
    const events::SystemClock& clock_;
    SoftwareFetch fetch_;
    std::optional<Opened> opened_;
    std::mutex mutex_;
    bool heard_ = false;
    std::optional<WantedBundle> wanted_;
    pull::PullThread thread_; ///< last: it uses all of the above
};

/// The sign of life to systemd, from the loop that does the work: a loop that hangs falls silent.
class Pulse {
public:
    Pulse(boost::asio::io_context& loop, service::ServiceManager& manager) : timer_(loop), manager_(manager) { beat(); }
    void stop() { timer_.cancel(); }

private:
    void beat() {
        manager_.alive(std::chrono::steady_clock::now());
        timer_.expires_after(500ms);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (!error) beat();
        });
    }

    boost::asio::steady_timer timer_;
    service::ServiceManager& manager_;
};

bool tellSoftware(const SyncdConfig& config, store::EventLog& log) {
    if (!config.update) return true;
    return log.append(events::SoftwareStarted{config.update->version, config.update->compatible}).has_value();
}

enum class Ended { Asked, StoreReplaced, NoStore };

Ended runOnce(const SyncdConfig& config, events::SystemClock& clock, service::ServiceManager& manager) {
    auto opened = openStore(config, clock);
    if (!opened) {
        std::cerr << "onestop-syncd: " << opened.error().context << '\n';
        return Ended::NoStore;
    }
    auto& database = *opened->database;
    auto& log = opened->log;
    if (auto transaction = store::Transaction::begin(database))
        if (log.append(events::ProgramStarted{ONESTOP_VERSION}) && tellSoftware(config, log))
            (void)transaction->commit();

    boost::asio::io_context loop;
    std::optional<SoftwareUpdate> update; // ends after who tells it what is wanted
    if (config.update) update.emplace(config, clock);
    std::unique_ptr<CataloguePull> pulls;
    HubLink link(loop, config, clock, database, log, [&pulls](auto within) { pulls->hint(within); });
    boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
    bool asked = false;
    signals.async_wait([&](const boost::system::error_code& error, int) {
        asked = !error;
        link.stop();
    });
    pulls = std::make_unique<CataloguePull>(config, clock, [&](const PullReport& report) {
        boost::asio::post(
            loop, [&link, reached = report.reached(), issued = report.issued] { link.pulled(reached, issued); });
        if (update && report.software) update->want(report.software->wanted);
    });
    Pulse pulse(loop, manager);
    link.start([&signals, &pulse] {
        signals.cancel();
        pulse.stop();
    });
    boost::asio::post(loop, [&manager] { manager.ready(); });
    loop.run(); // to the end of every coroutine: none outlives what it uses
    return asked ? Ended::Asked : Ended::StoreReplaced;
}

} // namespace

int runDaemon(const SyncdConfig& config, std::chrono::milliseconds clock_offset) {
    events::SystemClock clock(clock_offset);
    auto manager = service::ServiceManager::fromEnvironment();
    const Housekeeping housekeeping(config, clock, metricsSocket());
    while (true) {
        switch (runOnce(config, clock, manager)) {
        case Ended::Asked:
            return 0;
        case Ended::NoStore:
            return 1;
        case Ended::StoreReplaced:
            break;
        }
    }
}

} // namespace onestop::daemon
