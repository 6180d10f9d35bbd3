// SPDX-License-Identifier: Apache-2.0
// onestop-hub: the lobby's upstream. Reads its configuration, opens three doors, and watches the repository.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
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
#include "sync/hub/publishing.h"
#include "sync/hub/rights.h"
#include "sync/hub/rows.h"
#include "sync/hub/sealed.h"
#include "sync/hub/site_plan.h"
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

/// Once a second: a new service day changes every count; a new timestamp.json means a new catalogue.
asio::awaitable<void> watch(hub::Hub& hub, const hub::HubConfig& config, service::ServiceManager& manager) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    std::filesystem::file_time_type seen{};
    auto day = catalogue::serviceDayOf(hub.clock.now());
    Forgetting forgetting;
    hub.publish();
    for (;;) {
        boost::system::error_code error;
        std::error_code missing;
        if (hub.publishing) {
            const auto renewed = hub::renewTimestamp(config.repository, *hub.publishing, hub.clock.now());
            if (!renewed) spdlog::error("cannot renew the timestamp: {}", renewed.error());
        }
        const auto written =
            std::filesystem::last_write_time(config.repository / "metadata" / "timestamp.json", missing);
        if (!config.repository.empty() && !missing && written != seen) {
            seen = written;
            if (auto plan = hub::readSitePlan(config.repository, config.root, config.site, hub.clock.now())) {
                hub.floor.setPlan(std::move(*plan));
            } else {
                spdlog::warn("the repository is not usable for this hub: {}", plan.error());
            }
            hub.publish();
            hub.askToRefresh();
        }
        if (const auto today = catalogue::serviceDayOf(hub.clock.now()); today != day) {
            day = today;
            seen = {}; // the month's list may be another one
            hub.floor.touch();
            hub.publish();
        }
        hub.noticeRevocations();
        forgetting.tick(hub, config.sealed_retention);
        manager.alive(std::chrono::steady_clock::now());
        timer.expires_after(std::chrono::seconds(1));
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return;
    }
}

int serve(const hub::HubConfig& config, std::chrono::milliseconds offset) {
    const events::SystemClock clock(offset);
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    hub::Hub hub(
        std::move(*database), clock, [](auto out) { crypto::fillRandom(out); }, config.site);
    hub.repository = config.repository.string();
    if (!config.online_keys.empty()) {
        auto keys = hub::readOnlineKeys(config.online_keys);
        if (!keys) return complain(keys.error());
        hub.publishing = std::move(*keys);
    }

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
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](auto, int) {
        for (auto& door : doors)
            door->stop();
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
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    hub::putAccount(
        *database, {staff.login, staff.name, *role, staff.counter}, password, [](auto out) { crypto::fillRandom(out); },
        events::SystemClock().now());
    crypto::wipe(password);
    return 0;
}

int makeEnrolmentCode(const hub::HubConfig& config, int kiosk, std::chrono::milliseconds offset) {
    const auto node = hub::kioskNode(kiosk);
    if (!node) return complain("--kiosk: expected a number from 1 to 6");
    if (!config.enrolment) return complain("the configuration has no section [enrolment]");
    const auto authority = readAuthority(config);
    if (!authority) return complain(authority.error());
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    const auto code = hub::makeCode(
        *database, *node, authority->certificate().fingerprint(), [](auto out) { crypto::fillRandom(out); }, "console",
        events::SystemClock(offset).now());
    std::cout << code.text() << "\n";
    std::cerr << "good once, for 24 hours, for kiosk " << kiosk << " of " << config.site << "\n";
    return 0;
}

int revoke(const hub::HubConfig& config, int kiosk, std::chrono::milliseconds offset) {
    const auto node = hub::kioskNode(kiosk);
    if (!node) return complain("--kiosk: expected a number from 1 to 6");
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    hub::revoke(*database, *node, "console", events::SystemClock(offset).now());
    std::cout << "kiosk " << kiosk << " is shut out until it is enrolled with a new code\n";
    return 0;
}

int exportSealed(const hub::HubConfig& config, const std::string& folder) {
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    const auto files = hub::exportSealed(*database, folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " sealed records without an answer; onestop-open reads them\n";
    return 0;
}

int importAnswers(const hub::HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    auto database = hub::openHubDatabase(config.database.string());
    if (!database) return complain(database.error().context);
    const auto imported = hub::importAnswers(*database, folder, events::SystemClock(offset).now());
    if (!imported) return complain(imported.error());
    std::cout << imported->taken << " answers can be asked for now\n";
    for (const auto& file : imported->left)
        complain(file + ": no record of this hub");
    return imported->left.empty() ? 0 : 1;
}

int backUp(const hub::HubConfig& config, const std::string& folder) {
    const auto files = hub::makeBackup(placesOf(config), folder);
    if (!files) return fail(files.error());
    std::cout << folder << ": " << *files << " files, sha256sum -c SHA256SUMS\n";
    return 0;
}

int restore(const hub::HubConfig& config, const std::string& folder, std::chrono::milliseconds offset) {
    const auto done = hub::restoreBackup(placesOf(config), folder, events::SystemClock(offset),
                                         [](auto out) { crypto::fillRandom(out); });
    if (!done) return fail(done.error());
    std::cout << "restored; numbers of today and tomorrow come from the kiosks' own ranges\n";
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
    int kiosk = 0;
    auto* code = app.add_subcommand("enrolment-code", "A code that makes one machine a kiosk of this site");
    auto* shut_out = app.add_subcommand("revoke", "Shut a kiosk out: its certificates are refused, it wipes its keys");
    for (auto* about_one : {code, shut_out}) {
        about_one->add_option("--config", file, "hub.toml");
        about_one->add_option("--kiosk", kiosk, "1 to 6")->required();
    }
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
        if (*code) return makeEnrolmentCode(*config, kiosk, std::chrono::milliseconds(offset_ms));
        if (*shut_out) return revoke(*config, kiosk, std::chrono::milliseconds(offset_ms));
        if (*sealed_out) return exportSealed(*config, folder);
        if (*answers_in) return importAnswers(*config, folder, std::chrono::milliseconds(offset_ms));
        if (*back_up) return backUp(*config, folder);
        if (*put_back) return restore(*config, folder, std::chrono::milliseconds(offset_ms));
        return serve(*config, std::chrono::milliseconds(offset_ms));
    } catch (const std::exception& failed) {
        return complain(failed.what());
    }
}
