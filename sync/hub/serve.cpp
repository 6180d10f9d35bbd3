// SPDX-License-Identifier: Apache-2.0
// See serve.h.
#include "sync/hub/serve.h"

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "sync/hub/bundle_mirror.h"
#include "sync/hub/console.h"
#include "sync/hub/doors.h"
#include "sync/hub/hub.h"
#include "sync/hub/ingest_writer.h"
#include "sync/hub/mirror_thread.h"
#include "sync/hub/publishing.h"
#include "sync/hub/rights.h"
#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/hub/site_plan.h"
#include "sync/hub/upstream.h"
#include "sync/service/service_manager.h"
#include "sync/store/turns.h"
#include "sync/transport/https_server.h"

namespace onestop::hub {

namespace asio = boost::asio;

namespace {

/// What has to go after so many days goes at the start and once an hour.
class Forgetting {
public:
    void tick(Hub& hub, std::chrono::days retention) {
        const auto now = hub.clock.now();
        if (now < next_) return;
        next_ = now + std::chrono::hours(1);
        if (const auto gone = forgetSealed(hub.database, retention, now); gone > 0)
            spdlog::info("{} sealed records were older than {} days and are gone", gone, retention.count());
    }

private:
    events::WallTime next_{};
};

/// What has to be looked at once a second.
class Watch {
public:
    Watch(Hub& hub, const HubConfig& config)
        : hub_(hub), config_(config), day_(catalogue::serviceDayOf(hub.clock.now())) {}

    /// A database that cannot be reached now may be there in a second: its server is being changed, say.
    void tick() {
        try {
            look();
            if (std::exchange(unreachable_, false)) spdlog::info("the database is reached again");
        } catch (const DatabaseFailed& failed) {
            if (!std::exchange(unreachable_, true)) spdlog::error("{}", failed.what());
        }
    }

private:
    void look() {
        if (hub_.publishing) {
            const auto renewed = renewTimestamp(config_.repository, *hub_.publishing, hub_.clock.now());
            if (!renewed) spdlog::error("cannot renew the timestamp: {}", renewed.error());
        }
        lookAtRepository();
        if (const auto today = catalogue::serviceDayOf(hub_.clock.now()); today != day_) {
            hub_.floor.touch();
            day_ = today;
            seen_ = {}; // the month's list may be another one
        }
        hub_.noticeChanges();
        hub_.noticeRevocations();
        forgetting_.tick(hub_, config_.sealed_retention);
    }

    /// A new timestamp.json means a new catalogue.
    void lookAtRepository() {
        std::error_code missing;
        const auto written =
            std::filesystem::last_write_time(config_.repository / "metadata" / "timestamp.json", missing);
        if (config_.repository.empty() || missing || written == seen_) return;
        seen_ = written;
        if (auto plan = readSitePlan(config_.repository, config_.root, config_.site, hub_.clock.now())) {
            hub_.floor.setPlan(std::move(*plan));
        } else {
            spdlog::warn("the repository is not usable for this hub: {}", plan.error());
        }
        hub_.publish();
        hub_.askToRefresh();
    }

    Hub& hub_;
    const HubConfig& config_;
    catalogue::ServiceDay day_; ///< a new one changes every count
    std::filesystem::file_time_type seen_{};
    Forgetting forgetting_;
    bool unreachable_ = false;
};

asio::awaitable<void> watch(Hub& hub, const HubConfig& config, service::ServiceManager& manager) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    Watch watch(hub, config);
    for (;;) {
        boost::system::error_code error;
        watch.tick();
        manager.alive(std::chrono::steady_clock::now());
        timer.expires_after(std::chrono::seconds(1));
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
    }
}

std::string addressOf(const transport::Url& url) { return "https://" + url.authority() + url.path; }

/// Where the site's month goes when it is not this hub that signs.
std::string publishedAbove(const HubConfig& config) {
    if (config.upstream) return addressOf(config.upstream->url);
    return config.mirror ? "the hub of " + addressOf(config.mirror->url) : "";
}

/// What the configuration gives the hub beside its database; else why it cannot be had.
std::string equip(Hub& hub, const HubConfig& config) {
    hub.repository = config.repository.string();
    hub.published_above = publishedAbove(config);
    if (config.mirror) {
        hub.mirror = MirrorThread::atStart(config);
        if (const auto recovered = recoverMirror(config.repository); !recovered)
            spdlog::error("the mirror may be between two states: {}", recovered.error());
    }
    if (!config.online_keys.empty()) {
        auto keys = readOnlineKeys(config.online_keys);
        if (!keys) return keys.error();
        hub.publishing = std::move(*keys);
    }
    if (auto codes = staffCodesOf(config, hub.clock.now()))
        hub.staff_codes = std::move(*codes);
    else
        spdlog::warn("no codes of staff are given out: {}", codes.error());
    if (config.enrolment) {
        auto authority = readAuthority(config);
        if (!authority) return authority.error();
        hub.device_authority = std::move(*authority);
    }
    return {};
}

/// The hub's doors, as many as are configured.
class Doors {
public:
    /// Why one cannot be opened; empty when all are.
    std::string open(asio::io_context& io, const HubConfig& config, Hub& hub) {
        const auto one = [&](const transport::DoorConfig& door, transport::Handler handler) -> std::string {
            auto server = transport::HttpsServer::make(io.get_executor(), door, hub.clock, std::move(handler));
            if (!server) return server.error();
            open_.push_back(std::move(*server));
            return {};
        };
        std::string fault = one(config.devices, [&hub](const auto& request) { return devicesDoor(hub, request); });
        if (fault.empty() && config.enrolment)
            fault = one(*config.enrolment, [&hub](const auto& request) { return enrolmentDoor(hub, request); });
        if (fault.empty() && config.staff)
            fault = one(*config.staff, [&hub](const auto& request) { return staffDoor(hub, request); });
        if (fault.empty() && config.public_door)
            fault = one(*config.public_door, [&hub](const auto& request) { return publicDoor(hub, request); });
        return fault;
    }
    void stop() {
        for (auto& door : open_)
            door->stop();
    }
    std::size_t count() const { return open_.size(); }

private:
    std::vector<std::unique_ptr<transport::HttpsServer>> open_;
};

} // namespace

int serve(const HubConfig& config, std::chrono::milliseconds clock_offset) {
    const events::SystemClock clock(clock_offset);
    store::Turns turns;
    auto database = openHubDatabase(config.database, &turns);
    if (!database) return complain(database.error().context);
    Hub hub(
        std::move(*database), clock, [](auto out) { crypto::fillRandom(out); }, config.site);
    if (const auto fault = equip(hub, config); !fault.empty()) return complain(fault);

    auto second = openAsItIs(config.database, &turns);
    if (!second) return complain(second.error().context);

    asio::io_context io(1);
    Doors doors;
    if (const auto fault = doors.open(io, config, hub); !fault.empty()) return complain(fault);
    if (const auto dropped = dropRights(); !dropped) return complain(dropped.error());

    auto manager = service::ServiceManager::fromEnvironment();
    asio::co_spawn(io, watch(hub, config, manager), asio::detached);
    // Threads after the rights are dropped: they have those of their maker.
    IngestWriter writer(std::move(*second), config.site, [&io](auto done) { asio::post(io, std::move(done)); });
    hub.writer = &writer;
    std::unique_ptr<BundleMirror> bundles;
    if (config.mirror) bundles = std::make_unique<BundleMirror>(config, clock);
    std::unique_ptr<MirrorThread> mirror;
    if (config.mirror)
        mirror =
            std::make_unique<MirrorThread>(config, clock, [&io, &hub, &bundles](MirrorStanding standing, bool news) {
                asio::post(io, [&hub, standing = std::move(standing)] { hub.mirror = standing; });
                if (news) bundles->hint(); // only then: it would cut short the pause after wrong bytes
            });
    std::shared_ptr<Upstream> upstream;
    if (config.upstream) {
        upstream = std::make_shared<Upstream>(io.get_executor(), *config.upstream, hub, [&mirror] {
            if (mirror) mirror->hint();
        });
        Upstream::start(upstream);
    }
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](auto, int) {
        doors.stop();
        if (upstream) upstream->stop();
        io.stop();
    });
    spdlog::info("serving {}: {} doors", config.site, doors.count());
    manager.ready();
    io.run();
    return 0;
}

} // namespace onestop::hub
