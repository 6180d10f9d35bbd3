// SPDX-License-Identifier: Apache-2.0
// A lobby in a folder of its own: the real store, a clock that stands still until it is moved, what syncd would have
// brought, and a printer that keeps the jobs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include "kiosk/app/store_lobby.h"
#include "kiosk/app/store_print_journal.h"
#include "sync/crypto/signature.h"
#include "sync/store/catalogue_rows.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

namespace onestop::app {

class HandClock final : public events::Clock {
public:
    events::WallTime now() const override { return wall; }
    std::chrono::milliseconds monotonic() const override { return since_start; }
    bool trusted() const override { return is_trusted; }
    void pass(std::chrono::milliseconds by) {
        wall += by;
        since_start += by;
    }

    events::WallTime wall = *events::parseRfc3339("2026-11-23T10:00:00+08:00"); ///< a Monday
    std::chrono::milliseconds since_start{1'000'000};
    bool is_trusted = true;
};

/// What the daemon would write, written by its own rights.
class SyncdHand {
public:
    explicit SyncdHand(const std::filesystem::path& store)
        : database_(must(store::Database::open(store.string(), store::Program::Syncd))) {}

    void bring(const catalogue::Targets& targets, int revision) {
        auto transaction = must(store::Transaction::begin(database_));
        for (const auto& [path, body] : targets) {
            auto insert = must(database_.prepare("INSERT INTO target VALUES(?1, ?2, ?3, ?4)"));
            insert.bind(1, std::int64_t{revision})
                .bind(2, std::string_view(path))
                .bindBlob(3, crypto::sha256(crypto::bytesOf(body)));
            insert.bindBlob(4, crypto::bytesOf(body));
            REQUIRE(insert.run());
        }
        auto current =
            must(database_.prepare("INSERT INTO current_catalogue VALUES(1, ?1, '2026-11-01T00:00:00.000Z', "
                                   "'2026-11-01T00:00:00.000Z') ON CONFLICT(only) DO UPDATE SET revision = ?1"));
        REQUIRE(current.bind(1, std::int64_t{revision}).run());
        REQUIRE(transaction.commit());
    }
    void lease(const std::string& day, const std::string& business, int first, int last) {
        auto insert = must(database_.prepare("INSERT INTO number_lease VALUES(?1, ?2, ?3, ?4, '')"));
        REQUIRE(insert.bind(1, std::string_view(day))
                    .bind(2, std::string_view(business))
                    .bind(3, std::int64_t{first})
                    .bind(4, std::int64_t{last})
                    .run());
    }
    void link(const events::Clock& clock, const std::string& link) {
        auto insert =
            must(database_.prepare("INSERT INTO syncd_state(only, heartbeat_at, link, link_since, reason, failures) "
                                   "VALUES(1, ?1, ?2, ?1, '', 0) "
                                   "ON CONFLICT(only) DO UPDATE SET heartbeat_at = ?1, link = ?2, link_since = ?1"));
        REQUIRE(insert.bind(1, std::string_view(events::toRfc3339(clock.now()))).bind(2, std::string_view(link)).run());
    }
    void certificate(std::string_view not_after, std::string_view renews_at) {
        auto insert = must(database_.prepare("INSERT OR REPLACE INTO syncd_certificate VALUES(1, ?1, ?2)"));
        REQUIRE(insert.bind(1, not_after).bind(2, renews_at).run());
    }
    void queue(const events::Clock& clock, const catalogue::QueueState& state) {
        auto insert =
            must(database_.prepare("INSERT INTO queue_state VALUES(1, ?1, ?2, ?3) ON CONFLICT(only) DO UPDATE SET "
                                   "revision = ?1, body = ?2, received_at = ?3"));
        insert.bind(1, static_cast<std::int64_t>(state.revision))
            .bind(2, std::string_view(catalogue::serialize(state)));
        REQUIRE(insert.bind(3, std::string_view(events::toRfc3339(clock.now()))).run());
    }

    template <typename T>
    static T must(store::Result<T> result) {
        if (!result) FAIL(result.error().context);
        return std::move(*result);
    }

private:
    store::Database database_;
};

/// One counter business A with an item, one activity with a session all day, round the clock.
inline catalogue::Targets demoTargets(const crypto::PublicKey& check_in_key) {
    const std::string head = R"({"issued":"2026-11-01T00:00:00Z",)";
    const std::string always = R"({"schedules":[{"opens_at":"00:00","closes_at":"24:00"}],"holiday":"normal"})";
    const auto raw = check_in_key.raw();
    return {
        {"sites.json",
         head +
             R"("sites":[{"id":"dapeng-kuichong","name":{"zh-Hans":"葵涌社区党群服务中心"},"level":"community",)"
             R"("address":{"zh-Hans":"葵涌"},"phone":"0755-0000-0001","counters":[1,2],"demo":true,"opening_hours":)" +
             always + "}]}"},
        {"sites/dapeng-kuichong/queue_plan.json",
         head +
             R"("businesses":[{"letter":"A","name":{"zh-Hans":"综合"},"items":["elder-card","morning-item"],"counters":[1,2]},)"
             R"({"letter":"N","name":{"zh-Hans":"夜间"},"items":["night-item"],"counters":[2],"opening_hours":)"
             R"({"schedules":[{"opens_at":"20:00","closes_at":"22:00"}]}},)"
             R"({"letter":"Q","name":{"zh-Hans":"限量"},"items":["few-item"],"counters":[2],"quota":1}]})"},
        {"sites/dapeng-kuichong/2026-11.json",
         head +
             R"("site":"dapeng-kuichong","period":"2026-11","services":[)"
             R"({"id":"elder-card","name":{"zh-Hans":"老年人优待证"},"description":{"zh-Hans":"办证"},"audience":["elder"],"business":"A"},)"
             R"({"id":"night-item","name":{"zh-Hans":"夜间咨询"},"description":{"zh-Hans":"咨询"},"audience":["all"],"business":"N"},)"
             R"({"id":"morning-item","name":{"zh-Hans":"晨练报名"},"description":{"zh-Hans":"报名"},"audience":["all"],"business":"A",)"
             R"("schedules":[{"opens_at":"05:00","closes_at":"06:00"}]},)"
             R"({"id":"few-item","name":{"zh-Hans":"义诊"},"description":{"zh-Hans":"义诊"},"audience":["all"],"business":"Q"}],)"
             R"("activities":[{"id":"open-day","title":{"zh-Hans":"开放日"},"description":{"zh-Hans":"参观"},"audience":["all"],)"
             R"("place":{"zh-Hans":"一楼"},"sessions":[{"id":"open-day-23","begins_at":"2026-11-23T00:00:00+08:00",)"
             R"("ends_at":"2026-11-23T23:59:00+08:00","capacity":3,"check_in":true}]}]})"},
        {"check_in_keys.json",
         head + R"("keys":[{"kid":")" + crypto::toHex(catalogue::checkInKid(check_in_key)) + R"(","public":")" +
             crypto::toHex(raw) +
             R"(","site":"dapeng-kuichong","valid_from":"2026-01-01T00:00:00Z","valid_to":"2027-12-31T00:00:00Z"}]})"},
    };
}

/// What the hub says on that Monday, to be filled in.
inline catalogue::QueueState queueOn(const events::Clock& clock) {
    catalogue::QueueState queue;
    queue.revision = 1;
    queue.service_day = *catalogue::ServiceDay::parse("2026-11-23");
    queue.as_of = clock.now();
    return queue;
}
inline catalogue::QueueTicket heardOf(const flows::TicketView& ticket, catalogue::TicketState state, int counter) {
    catalogue::QueueTicket heard;
    heard.ticket_id = ticket.ticket_id;
    heard.number = ticket.number;
    heard.state = state;
    heard.ahead = 0;
    heard.counter = counter;
    return heard;
}

class ALobby {
public:
    ALobby() : key_(crypto::PrivateKey::generate()) {
        config.site = "dapeng-kuichong";
        config.store = folder.path() / "store.sqlite";
        config.state = folder.path() / "state";
        config.run = folder.path() / "run";
        config.public_url = "https://queue.example";
        config.help_phone = "0755-0000-0000";
        start(); // makes the store, as the kiosk does on its first day
        syncd.emplace(config.store);
        syncd->bring(demoTargets(key_.publicKey()), 1);
        syncd->lease("2026-11-23", "A", 1, 3);
        syncd->link(clock, "online");
        passSome();
    }

    /// As after kill -9: nothing of the former one is called any more but the closing of its files.
    void start() {
        lobby.reset();
        lobby.emplace(
            config, clock, crypto::fillRandom,
            [this](receipt_printer::PrintJob job) { jobs.push_back(std::move(job)); }, "test");
    }
    void passSome() {
        clock.pass(std::chrono::milliseconds(500));
        lobby->tick();
    }
    const flows::LobbyState& seen() { return lobby->state(); }

    void layCard(const std::string& masked, const std::string& number) {
        lobby->cardLaid(masked, crypto::bytesOf(number));
    }

    std::string code(const std::string& token_id, std::chrono::hours valid_for = std::chrono::hours(12)) {
        const auto since = std::chrono::floor<std::chrono::seconds>(clock.wall) - std::chrono::hours(1);
        const catalogue::CheckInClaims claims{.issuer = "dapeng-kuichong",
                                              .expires = since + std::chrono::hours(1) + valid_for,
                                              .not_before = since,
                                              .issued = since,
                                              .token_id = token_id,
                                              .activity_session_id = "open-day-23",
                                              .site = "dapeng-kuichong",
                                              .people = 1};
        return catalogue::makeToken(claims, catalogue::checkInKid(key_.publicKey()), key_);
    }

    std::string checkInKeys() { return demoTargets(key_.publicKey()).at("check_in_keys.json"); }

    /// The types in the event log, in order.
    std::vector<std::string> told() {
        std::vector<std::string> types;
        for (const auto& event : SyncdHand::must(store::pending(lobbyDatabase(), store::Program::Kiosk, 0, 10000))) {
            types.push_back(events::parseEvent(event.body)->type);
        }
        return types;
    }
    int toldTimes(const std::string& type) {
        const auto all = told();
        return static_cast<int>(std::count(all.begin(), all.end(), type));
    }
    std::int64_t count(const std::string& sql) {
        auto query = SyncdHand::must(lobbyDatabase().prepare(sql));
        REQUIRE(query.step().value());
        return query.integer(0);
    }
    store::Database& lobbyDatabase() {
        reader = SyncdHand::must(store::Database::open(config.store.string(), store::Program::Reader));
        return *reader;
    }

    tests::ScratchFolder folder;
    HandClock clock;
    KioskConfig config;
    std::vector<receipt_printer::PrintJob> jobs;
    std::optional<StoreLobby> lobby;
    std::optional<SyncdHand> syncd;
    std::optional<store::Database> reader;

private:
    crypto::PrivateKey key_;
};

} // namespace onestop::app
