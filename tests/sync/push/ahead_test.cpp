// SPDX-License-Identifier: Apache-2.0
// The next batch is made ready while one is on its way. Promises: whatever the upstream answers, refuses or forgets, it
// is never sent what lies beyond a gap that the node made, and in the end it holds each event once and in order. Real
// requests over TLS; certificates come from deploy/pki/make.
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <random>

#include "sync/events/batch.h"
#include "sync/events/chain.h"
#include "sync/push/event_push.h"
#include "sync/transport/https_server.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/unpacked.h"

using namespace onestop;
using namespace onestop::push;

namespace {

/// Time that never makes anybody wait.
class EagerClock : public events::Clock {
public:
    events::WallTime now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    std::chrono::milliseconds monotonic() const override { return {}; }
    bool trusted() const override { return true; }
};

/// A log in memory with its acknowledgement.
class MemoryLog final : public Outbox {
public:
    explicit MemoryLog(std::size_t count) {
        for (std::uint64_t sequence = 1; sequence <= count; ++sequence) {
            store::StoredEvent event{sequence, "{\"n\":" + std::to_string(sequence) + "}", {}};
            event.hash = events::chainNext(log_.empty() ? events::kChainStart : log_.back().hash, event.body);
            log_.push_back(std::move(event));
        }
    }
    store::Result<std::optional<Batch>> next(std::size_t limit) override { return after(acknowledged, limit); }
    store::Result<std::optional<Batch>> behind(const Batch& sent, std::size_t limit) override {
        ++made_ready;
        return after(sent.last, limit);
    }
    store::Result<void> acknowledge(const Batch&, std::uint64_t held) override {
        acknowledged = held;
        return {};
    }
    const std::vector<store::StoredEvent>& events() const { return log_; }

    std::uint64_t acknowledged = 0;
    int made_ready = 0;

private:
    std::optional<Batch> after(std::uint64_t sequence, std::size_t limit) const {
        const auto rows = std::span(log_).subspan(sequence);
        if (rows.empty()) return std::nullopt;
        const auto taken = rows.first(std::min({rows.size(), limit, std::size_t{7}}));
        return makeBatch("s", {taken.begin(), taken.end()},
                         sequence == 0 ? events::kChainStart : log_[sequence - 1].hash, log_.size());
    }
    std::vector<store::StoredEvent> log_;
};

/// Holds what follows on what it holds; now and then it cannot, or was restored, or its answer is lost.
struct MoodyUpstream {
    std::mt19937 chances;
    bool calm = false;
    std::size_t written = 0; ///< events in the node's log
    std::vector<std::string> held;
    int gaps = 0;
    bool restored = false; ///< and the node has not heard what is held since: then a gap is nobody's fault

    bool oneIn(unsigned n) { return !calm && chances() % n == 0; }
    transport::ServerResponse take(const transport::ServerRequest& request) {
        transport::ServerResponse response;
        if (oneIn(9)) {
            held.resize(held.size() - chances() % (held.size() + 1));
            restored = true;
        }
        if (oneIn(7)) response.status = 503;
        if (oneIn(9)) response.status = 413;
        if (oneIn(9)) response.status = chances() % 2 == 0 ? 404 : 410; // a wrong address clears nothing
        if (response.status != 200) return response;
        const auto text = tests::unpacked(request.body);
        const auto bodies = events::splitBatch(text);
        REQUIRE(bodies);
        // What a technician is told beside them: how many wait behind the last of these, and by which clock it was
        // sent.
        const auto last = std::stoull(std::string(bodies->back().substr(5)));
        CHECK(std::stoull(std::string(request.header("Onestop-Waiting"))) + last == written);
        CHECK(events::parseRfc3339(request.header("Onestop-Sent-At")));
        for (const auto body : *bodies) {
            const auto sequence = std::stoull(std::string(body.substr(5)));
            if (sequence > held.size() + 1) {
                gaps += restored ? 0 : 1;
                break;
            }
            if (sequence == held.size() + 1) held.emplace_back(body);
        }
        if (oneIn(8))
            response.status = 500; // taken, but the node does not hear so
        else
            restored = false;
        response.body = R"({"source":"s","sequence":)" + std::to_string(held.size()) + "}";
        return response;
    }
};

const std::filesystem::path& pki() {
    static const tests::ScratchFolder folder;
    static const auto path = [] {
        const auto made = folder.path() / "pki";
        const auto command = std::string(ONESTOP_SOURCE_DIR) + "/deploy/pki/make '" + made.string() +
                             "' dapeng-kuichong 1 > /dev/null 2>&1";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("deploy/pki/make failed");
        return made;
    }();
    return path;
}

transport::Task<void> pushAll(transport::HttpClient& client, const transport::Url& base, const EagerClock& clock,
                              MemoryLog& log, MoodyUpstream& upstream) {
    Ahead ahead;
    for (int step = 0; step < 2000; ++step) {
        upstream.calm = step > 150;
        EventPush push(base, clock); // a refusal never holds off here
        const auto pushed = co_await push.step(client, log, ahead);
        if (pushed.step == PushStep::Nothing) co_return;
        if (pushed.step != PushStep::Taken) CHECK_FALSE(ahead.batch);
    }
}

} // namespace

TEST_CASE("whatever the upstream answers, what was made ready ahead is sent only behind what it holds, and nothing is "
          "cleared",
          "[push][property]") {
    const EagerClock clock;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        boost::asio::io_context io(1);
        MoodyUpstream upstream;
        upstream.chances.seed(seed);
        transport::DoorConfig door;
        door.certificate = pki() / "hub.crt";
        door.key = pki() / "hub.key";
        door.client_authority = pki() / "ca.crt";
        auto server = transport::HttpsServer::make(io.get_executor(), door, clock,
                                                   [&](const auto& request) { return upstream.take(request); });
        REQUIRE(server);
        transport::HttpClientConfig config;
        config.base = {"127.0.0.1", (*server)->port(), "/"};
        config.authority = pki() / "ca.crt";
        config.certificate = pki() / "kiosk-1.crt";
        config.key = pki() / "kiosk-1.key";
        auto client = transport::HttpClient::make(io.get_executor(), config, clock);
        REQUIRE(client);
        MemoryLog log(600);
        upstream.written = log.events().size();
        boost::asio::co_spawn(io, pushAll(**client, config.base, clock, log, upstream), [&](std::exception_ptr thrown) {
            CHECK_FALSE(thrown);
            (*client)->close();
            io.stop();
        });
        io.run();

        CHECK(log.acknowledged == log.events().size());
        CHECK(log.made_ready > 50);
        CHECK(upstream.gaps == 0);
        REQUIRE(upstream.held.size() == log.events().size());
        for (std::size_t i = 0; i < upstream.held.size(); ++i)
            REQUIRE(upstream.held[i] == log.events()[i].body);
    }
}
