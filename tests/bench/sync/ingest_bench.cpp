// SPDX-License-Identifier: Apache-2.0
// How much of a hub's time goes into its database: eight kiosks push a backlog, each over a mutual TLS connection of
// its own, to a door that stores it, and to one that only unpacks, reads and verifies it. Both do so in one program and
// one run, so that their ratio stands whatever else the machine does. Prints one JSON line: events a second, the best
// of the rounds of each.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <thread>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "sync/hub/doors.h"
#include "sync/hub/ingest_writer.h"
#include "sync/push/batch.h"
#include "sync/store/turns.h"
#include "sync/transport/http_client.h"
#include "sync/transport/https_server.h"
#include "tests/sync/hub/rehearsal.h"

namespace {

using namespace onestop;
using hub::rehearsal::Kiosk;

constexpr int kKiosks = 8;
constexpr std::size_t kBatch = 500;

struct Settings {
    std::filesystem::path pki;
    std::string postgres;
    std::size_t events = 40'000;
    int rounds = 3;
};

/// What tests/bench/sync/drain.py fills a kiosk's log with.
void happenOnce(Kiosk& kiosk, const events::Clock& clock, int number, std::size_t index, events::TicketIssued& ticket) {
    switch (index % 5) {
    case 0:
        return kiosk.happen(events::SessionStarted{});
    case 1:
        ticket.ticket_id = kiosk.id();
        ticket.number = "A" + std::to_string(index * kKiosks + static_cast<std::size_t>(number));
        ticket.business = "A";
        ticket.item_id = "elder-card";
        ticket.service_day = catalogue::serviceDayOf(clock.now()).text();
        ticket.token = crypto::randomToken(16);
        return kiosk.happen(ticket);
    case 2: {
        events::TicketPrinted printed;
        printed.ticket_id = ticket.ticket_id;
        return kiosk.happen(printed);
    }
    case 3: {
        events::DeviceStateChanged changed;
        changed.device = events::DeviceStateChanged::Device::Printer;
        changed.state = index % 2 == 0 ? "ready" : "paper_near_end";
        return kiosk.happen(changed);
    }
    default:
        return kiosk.happen(events::SessionEnded{});
    }
}

/// Of one kiosk, as it would send them.
std::vector<push::Batch> batchesOf(const Kiosk& kiosk) {
    std::vector<push::Batch> batches;
    std::vector<store::StoredEvent> events;
    auto before = events::kChainStart;
    for (std::uint64_t sequence = 1; sequence <= kiosk.sequence(); ++sequence) {
        events.push_back({sequence, kiosk.bodies()[sequence - 1], kiosk.chain(sequence)});
        if (events.size() < kBatch && sequence < kiosk.sequence()) continue;
        const auto after = events.back().hash;
        batches.push_back(push::makeBatch(kiosk.source(), std::exchange(events, {}), before, kiosk.sequence()));
        before = after;
    }
    return batches;
}

/// A door on a thread of its own while it lives.
class Door {
public:
    Door(boost::asio::io_context& io, const Settings& settings, const events::Clock& clock, transport::Handler handler)
        : io_(io) {
        transport::DoorConfig config;
        config.certificate = settings.pki / "hub.crt";
        config.key = settings.pki / "hub.key";
        config.client_authority = settings.pki / "ca.crt";
        config.body_limit_bytes = hub::kMaxBatchBytes;
        auto made = transport::HttpsServer::make(io_.get_executor(), config, clock, std::move(handler));
        if (!made) throw std::runtime_error(made.error());
        server_ = std::move(*made);
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Door() {
        io_.stop();
        thread_.join();
    }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    std::uint16_t port() const { return server_->port(); }

private:
    boost::asio::io_context& io_;
    std::unique_ptr<transport::HttpsServer> server_;
    std::thread thread_;
};

transport::Task<void> push(transport::HttpClient& client, const push::Batch& batch) {
    transport::HttpRequest request;
    request.method = "POST";
    request.target = "/v1/events";
    request.headers = {{"Content-Type", "application/cloudevents-batch+json"},
                       {"Content-Encoding", "zstd"},
                       {"Onestop-Chain-Before", batch.chain_before},
                       {"Onestop-Chain-After", batch.chain_after}};
    request.body = batch.body;
    const auto answer = co_await client.request(std::move(request));
    if (!answer) throw std::runtime_error(answer.error().context + " " + answer.error().body);
    if (push::parseAcknowledgement(answer->body, batch.source) != batch.last)
        throw std::runtime_error("not all was taken: " + answer->body);
}

transport::Task<void> pushAll(transport::HttpClient& client, std::span<const push::Batch> batches) {
    for (const auto& batch : batches)
        co_await push(client, batch);
}

using Backlog = std::vector<std::vector<push::Batch>>; ///< by kiosk

/// Events a second, once every connection stands and has brought a batch.
double measure(boost::asio::io_context& door_io, const Settings& settings, const events::Clock& clock,
               const Backlog& backlog, transport::Handler handler) {
    const Door door(door_io, settings, clock, std::move(handler));
    boost::asio::io_context io(1);
    std::vector<std::unique_ptr<transport::HttpClient>> clients;
    for (int number = 1; number <= kKiosks; ++number) {
        const auto name = "kiosk-" + std::to_string(number);
        transport::HttpClientConfig config;
        config.base = {"127.0.0.1", door.port(), "/"};
        config.authority = settings.pki / "ca.crt";
        config.certificate = settings.pki / (name + ".crt");
        config.key = settings.pki / (name + ".key");
        auto made = transport::HttpClient::make(io.get_executor(), config, clock);
        if (!made) throw std::runtime_error(made.error().context);
        clients.push_back(std::move(*made));
    }
    const auto run = [&](auto part) {
        std::exception_ptr fault;
        for (std::size_t i = 0; i < clients.size(); ++i)
            boost::asio::co_spawn(io, pushAll(*clients[i], part(std::span(backlog[i]))),
                                  [&](std::exception_ptr thrown) {
                                      if (thrown) fault = thrown;
                                  });
        io.restart();
        io.run();
        if (fault) std::rethrow_exception(fault);
    };
    run([](auto batches) { return batches.first(1); });
    std::size_t count = 0;
    for (const auto& batches : backlog)
        count += batches.back().last - batches.front().last;
    const auto begun = std::chrono::steady_clock::now();
    run([](auto batches) { return batches.subspan(1); });
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    return static_cast<double>(count) / taken.count();
}

transport::ServerResponse verifyOnly(const transport::ServerRequest& request) {
    const auto text = hub::unpackZstd(request.body, hub::kMaxBatchBytes);
    if (!text) throw std::runtime_error(text.error().context);
    const auto batch = hub::verifyBatch(
        hub::rehearsal::kSite, request.peer, *text,
        {std::string(request.header("Onestop-Chain-Before")), std::string(request.header("Onestop-Chain-After"))});
    if (!batch) throw std::runtime_error(batch.error().context);
    const auto& last = batch->entries.back().event;
    return hub::jsonAnswer(nlohmann::ordered_json{{"source", last.source}, {"sequence", last.sequence}}.dump());
}

double measureStored(const Settings& settings, const events::Clock& clock, const Backlog& backlog) {
    const hub::rehearsal::DatabasePlace place;
    store::Turns turns;
    hub::Hub hub(hub::orThrow(hub::openHubDatabase(place.where, &turns)), clock, hub::rehearsal::countedRandom(),
                 std::string(hub::rehearsal::kSite));
    boost::asio::io_context io(1);
    hub::IngestWriter writer(hub::orThrow(hub::openAsItIs(place.where, &turns)), hub.site,
                             [&io](auto done) { boost::asio::post(io, std::move(done)); });
    hub.writer = &writer;
    const auto rate =
        measure(io, settings, clock, backlog, [&hub](const auto& request) { return devicesDoor(hub, request); });
    std::int64_t expected = 0;
    for (const auto& batches : backlog)
        expected += static_cast<std::int64_t>(batches.back().last);
    const auto held = hub::integerOf(hub.database, "SELECT COUNT(*) FROM event WHERE source <> ?", hub.log.source());
    if (held != expected) throw std::runtime_error("events were lost or doubled");
    return rate;
}

nlohmann::json measureAll(const Settings& settings) {
    const events::SystemClock clock;
    Backlog backlog;
    for (int number = 1; number <= kKiosks; ++number) {
        hub::rehearsal::StillClock day;
        Kiosk kiosk(day, number);
        events::TicketIssued ticket;
        for (std::size_t i = 0; i < settings.events / kKiosks; ++i) {
            day.pass(std::chrono::seconds(5));
            happenOnce(kiosk, day, number, i, ticket);
        }
        backlog.push_back(batchesOf(kiosk));
    }
    std::map<std::string, double> best;
    const auto note = [&best](const std::string& name, double rate) { best[name] = std::max(best[name], rate); };
    for (int round = 0; round < settings.rounds; ++round) {
        boost::asio::io_context io(1);
        note("verify", measure(io, settings, clock, backlog, verifyOnly));
        unsetenv("ONESTOP_TEST_POSTGRES");
        note("sqlite", measureStored(settings, clock, backlog));
        if (settings.postgres.empty()) continue;
        setenv("ONESTOP_TEST_POSTGRES", settings.postgres.c_str(), 1); // where DatabasePlace looks
        note("postgres", measureStored(settings, clock, backlog));
    }
    nlohmann::json rates;
    for (const auto& [name, rate] : best)
        rates[name] = std::round(rate);
    return rates;
}

} // namespace

int main(int argc, char** argv) {
    Settings settings;
    CLI::App app("Ingest at batch 500 and 8 connections: events a second, stored, and only verified");
    app.add_option("--pki", settings.pki, "folder that deploy/pki/make made for 8 kiosks")->required();
    app.add_option("--postgres", settings.postgres, "address of a server");
    app.add_option("--events", settings.events)->check(CLI::PositiveNumber);
    app.add_option("--rounds", settings.rounds)->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    spdlog::set_level(spdlog::level::err);
    try {
        std::cout << measureAll(settings).dump() << "\n";
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << "\n";
        return 1;
    }
    return 0;
}
