// SPDX-License-Identifier: Apache-2.0
// onestop-hub: the lobby's upstream. Reads its configuration, opens three doors, and watches the repository.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "sync/hub/backup.h"
#include "sync/hub/config.h"
#include "sync/hub/doors.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/hub/mirror_thread.h"
#include "sync/hub/publishing.h"
#include "sync/hub/rights.h"
#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/hub/site_plan.h"
#include "sync/hub/upstream.h"
#include "sync/identity/enrolment.h"
#include "sync/postgres/postgres_engine.h"
#include "sync/service/service_manager.h"
#include "sync/transport/https_server.h"
#include "sync/tuf/atomic_file.h"

namespace asio = boost::asio;
using namespace onestop;

namespace {

constexpr int kExitUsage = 2;

int complain(const std::string& sentence) {
    std::cerr << "onestop-hub: " << sentence << "\n";
    return kExitUsage;
}

int fail(const std::string& sentence) {
    complain(sentence);
    return 1;
}

hub::HubPlaces placesOf(const hub::HubConfig& config) {
    return {config.site, config.database, config.repository, config.online_keys};
}

tl::expected<crypto::DeviceAuthority, std::string> readAuthority(const hub::HubConfig& config) {
    const auto certificate = tuf::readFile(config.devices.client_authority);
    auto key = tuf::readFile(config.authority_key);
    if (!certificate) return tl::unexpected("cannot read " + config.devices.client_authority.string());
    if (!key) return tl::unexpected("cannot read " + config.authority_key.string());
    auto authority = crypto::DeviceAuthority::fromPem(crypto::textOf(*certificate), crypto::textOf(*key));
    crypto::wipe(std::span(*key));
    if (!authority) return tl::unexpected(config.authority_key.string() + ": " + authority.error());
    return authority;
}

/// Their key lies beside the database's file.
tl::expected<hub::StaffCodes, std::string> staffCodesOf(const hub::HubConfig& config, events::WallTime now) {
    if (postgres::isAddress(config.database))
        return tl::unexpected(std::string("a kiosk is opened by the hub of its own site"));
    return hub::StaffCodes::open(config.database, config.site, now);
}

/// What has to go after so many days goes at the start and once an hour.
class Forgetting {
public:
    void tick(hub::Hub& hub, std::chrono::days retention) {
        const auto now = hub.clock.now();
        if (now < next_) return;
        next_ = now + std::chrono::hours(1);
        if (const auto gone = hub::forgetSealed(hub.database, retention, now); gone > 0)
            spdlog::info("{} sealed records were older than {} days and are gone", gone, retention.count());
    }

private:
    events::WallTime next_{};
};

/// What has to be looked at once a second.
class Watch {
public:
    Watch(hub::Hub& hub, const hub::HubConfig& config)
        : hub_(hub), config_(config), day_(catalogue::serviceDayOf(hub.clock.now())) {}

    /// A database that cannot be reached now may be there in a second: its server is being changed, say.
    void tick() {
        try {
            look();
            if (std::exchange(unreachable_, false)) spdlog::info("the database is reached again");
        } catch (const hub::DatabaseFailed& failed) {
            if (!std::exchange(unreachable_, true)) spdlog::error("{}", failed.what());
        }
    }

private:
    void look() {
        if (hub_.publishing) {
            const auto renewed = hub::renewTimestamp(config_.repository, *hub_.publishing, hub_.clock.now());
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
        if (auto plan = hub::readSitePlan(config_.repository, config_.root, config_.site, hub_.clock.now())) {
            hub_.floor.setPlan(std::move(*plan));
        } else {
            spdlog::warn("the repository is not usable for this hub: {}", plan.error());
        }
        hub_.publish();
        hub_.askToRefresh();
    }

    hub::Hub& hub_;
    const hub::HubConfig& config_;
    catalogue::ServiceDay day_; ///< a new one changes every count
    std::filesystem::file_time_type seen_{};
    Forgetting forgetting_;
    bool unreachable_ = false;
};

asio::awaitable<void> watch(hub::Hub& hub, const hub::HubConfig& config, service::ServiceManager& manager) {
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
std::string publishedAbove(const hub::HubConfig& config) {
    if (config.upstream) return addressOf(config.upstream->url);
    return config.mirror ? "the hub of " + addressOf(config.mirror->url) : "";
}

int serve(const hub::HubConfig& config, std::chrono::milliseconds offset) {
    const events::SystemClock clock(offset);
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    hub::Hub hub(
        std::move(*database), clock, [](auto out) { crypto::fillRandom(out); }, config.site);
    hub.repository = config.repository.string();
    hub.published_above = publishedAbove(config);
    if (config.mirror) {
        hub.mirror = hub::MirrorThread::atStart(config);
        if (const auto recovered = hub::recoverMirror(config.repository); !recovered)
            spdlog::error("the mirror may be between two states: {}", recovered.error());
    }
    if (!config.online_keys.empty()) {
        auto keys = hub::readOnlineKeys(config.online_keys);
        if (!keys) return complain(keys.error());
        hub.publishing = std::move(*keys);
    }

    if (auto codes = staffCodesOf(config, clock.now()))
        hub.staff_codes = std::move(*codes);
    else
        spdlog::warn("no codes of staff are given out: {}", codes.error());

    if (config.enrolment) {
        auto authority = readAuthority(config);
        if (!authority) return complain(authority.error());
        hub.device_authority = std::move(*authority);
    }

    asio::io_context io(1);
    std::vector<std::unique_ptr<transport::HttpsServer>> doors;
    const auto open = [&](const transport::DoorConfig& door, transport::Handler handler) -> std::string {
        auto server = transport::HttpsServer::make(io.get_executor(), door, clock, std::move(handler));
        if (!server) return server.error();
        doors.push_back(std::move(*server));
        return {};
    };
    std::string fault = open(config.devices, [&hub](const auto& request) { return devicesDoor(hub, request); });
    if (fault.empty() && config.enrolment)
        fault = open(*config.enrolment, [&hub](const auto& request) { return enrolmentDoor(hub, request); });
    if (fault.empty() && config.staff)
        fault = open(*config.staff, [&hub](const auto& request) { return staffDoor(hub, request); });
    if (fault.empty() && config.public_door) {
        fault = open(*config.public_door, [&hub](const auto& request) { return publicDoor(hub, request); });
    }
    if (!fault.empty()) return complain(fault);
    if (const auto dropped = hub::dropRights(); !dropped) return complain(dropped.error());

    auto manager = service::ServiceManager::fromEnvironment();
    asio::co_spawn(io, watch(hub, config, manager), asio::detached);
    std::unique_ptr<hub::MirrorThread> mirror; // after the rights are dropped: a thread has those of its maker
    if (config.mirror)
        mirror = std::make_unique<hub::MirrorThread>(config, clock, [&io, &hub](hub::MirrorStanding standing) {
            asio::post(io, [&hub, standing = std::move(standing)] { hub.mirror = standing; });
        });
    std::shared_ptr<hub::Upstream> upstream;
    if (config.upstream) {
        upstream = std::make_shared<hub::Upstream>(io.get_executor(), *config.upstream, hub, [&mirror] {
            if (mirror) mirror->hint();
        });
        hub::Upstream::start(upstream);
    }
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](auto, int) {
        for (auto& door : doors)
            door->stop();
        if (upstream) upstream->stop();
        io.stop();
    });
    spdlog::info("serving {}: {} doors", config.site, doors.size());
    manager.ready();
    io.run();
    return 0;
}

struct NewStaff {
    std::string login, name, role = "clerk";
    std::optional<int> counter;
};

int addStaff(const hub::HubConfig& config, const NewStaff& staff) {
    const auto role = hub::parseRole(staff.role);
    if (!role) return complain("--role: expected clerk, technician or admin");
    if (!hub::isLogin(staff.login)) return complain("--login: expected at most 32 of a-z 0-9 . _ -");
    std::string password;
    std::getline(std::cin, password);
    constexpr std::size_t kShortest = 8;
    if (password.size() < kShortest) return complain("standard input: expected a password of at least 8 characters");
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    hub::putAccount(
        *database, {staff.login, staff.name, *role, staff.counter}, password, [](auto out) { crypto::fillRandom(out); },
        events::SystemClock().now());
    crypto::wipe(password);
    return 0;
}

/// Whom an order is about: a kiosk of this site, or the hub of a site below.
struct About {
    int kiosk = 0;
    std::string site;

    std::string words(const hub::HubConfig& config) const {
        return site.empty() ? "kiosk " + std::to_string(kiosk) + " of " + config.site : "the hub of " + site;
    }
};

tl::expected<std::string, std::string> nodeOf(const About& about, const hub::HubConfig& config) {
    const auto node = about.site.empty() ? hub::kioskNode(about.kiosk) : hub::siteHubNode(about.site, config.site);
    if (node) return *node;
    return tl::unexpected(std::string(about.site.empty() ? "--kiosk: expected a number from 1 to 6"
                                                         : "--hub: expected the id of another site"));
}

int makeEnrolmentCode(const hub::HubConfig& config, const About& about, std::chrono::milliseconds offset) {
    const auto node = nodeOf(about, config);
    if (!node) return complain(node.error());
    if (!config.enrolment) return complain("the configuration has no section [enrolment]");
    const auto authority = readAuthority(config);
    if (!authority) return complain(authority.error());
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto code = hub::makeCode(
        *database, *node, authority->certificate().fingerprint(), [](auto out) { crypto::fillRandom(out); }, "console",
        events::SystemClock(offset).now());
    std::cout << code.text() << "\n";
    std::cerr << "good once, for 24 hours, for " << about.words(config) << "\n";
    return 0;
}

/// The picture on standard output: a technician at the hub's own screen has no browser signed in.
int makeStaffCode(const hub::HubConfig& config, int kiosk, std::chrono::milliseconds offset) {
    if (!hub::kioskNode(kiosk)) return complain("--kiosk: expected a number from 1 to 6");
    const auto now = events::SystemClock(offset).now();
    const auto codes = staffCodesOf(config, now);
    if (!codes) return fail(codes.error());
    const auto code = codes->make(
        kiosk, [](auto out) { crypto::fillRandom(out); }, now);
    std::cout << hub::qrPicture(code.text) << "\n";
    std::cerr << "an SVG picture; good once, until " << events::toRfc3339(code.expires) << ", at kiosk " << kiosk
              << "\n";
    return 0;
}

int revoke(const hub::HubConfig& config, const About& about, std::chrono::milliseconds offset) {
    const auto node = nodeOf(about, config);
    if (!node) return complain(node.error());
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    hub::revoke(*database, *node, "console", events::SystemClock(offset).now());
    std::cout << about.words(config) << " is shut out until it is enrolled with a new code\n";
    return 0;
}

/// This hub's certificate for its upstream, by a code of the upstream.
int enrol(const hub::HubConfig& config, const std::string& typed, std::chrono::milliseconds offset) {
    const auto code = transport::parseEnrolmentCode(typed);
    if (!code) return complain("--code: " + code.error());
    if (!config.upstream) return complain("the configuration has no section [upstream]");
    const auto certificate =
        identity::enrolByCode(config.upstream->identity_settings, events::SystemClock(offset), *code);
    if (!certificate) return fail(certificate.error().sentence);
    std::cout << "enrolled as " << certificate->commonName() << " until " << events::toRfc3339(certificate->notAfter())
              << "\n";
    return 0;
}

int exportSealed(const hub::HubConfig& config, const std::string& folder) {
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto files = hub::exportSealed(*database, folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " sealed records without an answer; onestop-open reads them\n";
    return 0;
}

int importAnswers(const hub::HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    auto database = hub::openHubDatabase(config.database);
    if (!database) return complain(database.error().context);
    const auto imported = hub::importAnswers(*database, folder, events::SystemClock(offset).now());
    if (!imported) return complain(imported.error());
    std::cout << imported->taken << " answers can be asked for now\n";
    for (const auto& file : imported->left)
        complain(file + ": no record of this hub");
    return imported->left.empty() ? 0 : 1;
}

/// One moment of a server's database is the server's business.
constexpr const char* kKeptByItsServer = "the database is on a server: back it up with pg_dump or pg_basebackup";

int backUp(const hub::HubConfig& config, const std::string& folder) {
    if (postgres::isAddress(config.database)) return complain(kKeptByItsServer);
    const auto files = hub::makeBackup(placesOf(config), folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " files, sha256sum -c SHA256SUMS\n";
    return 0;
}

int restore(const hub::HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    if (postgres::isAddress(config.database)) return complain(kKeptByItsServer);
    const auto done = hub::restoreBackup(placesOf(config), folder, events::SystemClock(offset),
                                         [](auto out) { crypto::fillRandom(out); });
    if (!done) return fail(done.error());
    std::cout << "restored; numbers of today and tomorrow come from the kiosks' own ranges\n";
    return 0;
}

int goBack(const hub::HubConfig& config, int version) {
    if (const auto done = hub::goBackTo(config.database, version); !done) return fail(done.error().context);
    std::cout << "the database is of version " << version << "; a program of version " << hub::newestVersion()
              << " brings it up again when it starts\n";
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("onestop-hub"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    CLI::App app("The lobby's upstream: events in, numbers, calls and help; the counter page; the public ticket page");
    std::string file;
    std::int64_t offset_ms = 0;
    NewStaff staff;
    app.add_option("--config", file, "hub.toml");
    app.add_option("--clock-offset-ms", offset_ms, "rehearse another moment: wall clock plus so many ms");
    auto* add = app.add_subcommand("add-staff", "Add or replace an account; the password is read from standard input");
    add->add_option("--config", file, "hub.toml");
    add->add_option("--login", staff.login, "what the person types")->required();
    add->add_option("--name", staff.name, "what colleagues see")->required();
    add->add_option("--role", staff.role, "clerk, technician or admin");
    add->add_option("--counter", staff.counter, "where this person usually sits");
    std::string folder;
    auto* back_up =
        app.add_subcommand("backup", "Database, repository and online keys into a new folder; the hub may run");
    back_up->add_option("--config", file, "hub.toml");
    back_up->add_option("FOLDER", folder, "a new one")->required();
    auto* put_back = app.add_subcommand("restore", "A backup into its place; the hub must not run");
    put_back->add_option("--config", file, "hub.toml");
    put_back->add_option("FOLDER", folder, "as backup made it")->required();
    auto* sealed_out =
        app.add_subcommand("export-sealed", "Sealed records without an answer into a folder, for the desk");
    sealed_out->add_option("--config", file, "hub.toml");
    sealed_out->add_option("FOLDER", folder, "made when it is not there")->required();
    auto* answers_in = app.add_subcommand("import-answers", "The desk's answers from a folder; the hub may run");
    answers_in->add_option("--config", file, "hub.toml");
    answers_in->add_option("FOLDER", folder, "as onestop-open left it")->required();
    About about;
    auto* code = app.add_subcommand("enrolment-code", "A code that makes a machine a kiosk here, or the hub of a site");
    auto* shut_out =
        app.add_subcommand("revoke", "Shut a machine out: its certificates are refused, it wipes its keys");
    for (auto* about_one : {code, shut_out}) {
        about_one->add_option("--config", file, "hub.toml");
        auto* kiosk = about_one->add_option("--kiosk", about.kiosk, "1 to 6");
        about_one->add_option("--hub", about.site, "id of a site below this hub")->excludes(kiosk);
    }
    int version = 0;
    auto* go_back =
        app.add_subcommand("go-back", "Before an older hub is installed: its version of the database; no hub may run");
    go_back->add_option("--config", file, "hub.toml");
    go_back->add_option("--version-of-database", version, "what only newer versions hold is lost")->required();
    int opened = 0;
    auto* staff_code = app.add_subcommand("staff-code", "A picture for a kiosk's scanner that opens the staff's pages");
    staff_code->add_option("--config", file, "hub.toml");
    staff_code->add_option("--kiosk", opened, "1 to 6")->required();
    std::string typed;
    auto* enrol_here = app.add_subcommand("enrol", "This hub's certificate for its upstream, with a code of that");
    enrol_here->add_option("--config", file, "hub.toml");
    enrol_here->add_option("--code", typed, "as on the slip")->required();
    app.set_version_flag("--version", ONESTOP_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        return complain(error.what());
    }
    if (file.empty()) return complain("--config is required");
    const auto config = hub::readHubConfig(file);
    if (!config) return complain(config.error());
    try {
        if (*add) return addStaff(*config, staff);
        if (*code) return makeEnrolmentCode(*config, about, std::chrono::milliseconds(offset_ms));
        if (*go_back) return goBack(*config, version);
        if (*enrol_here) return enrol(*config, typed, std::chrono::milliseconds(offset_ms));
        if (*staff_code) return makeStaffCode(*config, opened, std::chrono::milliseconds(offset_ms));
        if (*shut_out) return revoke(*config, about, std::chrono::milliseconds(offset_ms));
        if (*sealed_out) return exportSealed(*config, folder);
        if (*answers_in) return importAnswers(*config, folder, std::chrono::milliseconds(offset_ms));
        if (*back_up) return backUp(*config, folder);
        if (*put_back) return restore(*config, folder, std::chrono::milliseconds(offset_ms));
        return serve(*config, std::chrono::milliseconds(offset_ms));
    } catch (const std::exception& failed) {
        return complain(failed.what());
    }
}
