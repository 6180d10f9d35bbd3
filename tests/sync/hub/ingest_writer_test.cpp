// SPDX-License-Identifier: Apache-2.0
// Many kiosks at once: who is answered is held, and what one of them sent harms no other. On PostgreSQL too, where
// on_postgres_test.py runs this.
#include <future>

#include "sync/hub/ingest_writer.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

/// A lobby whose kiosks push all at once; the hub's own connection is used by the test.
struct Rush {
    Rush() {
        for (int number = 1; number <= 6; ++number) {
            kiosks.emplace_back(lobby.clock, number);
            kiosks.back().happen("epoch.opened", "{}");
            kiosks.back().takeNumber("A00" + std::to_string(number));
            kiosks.back().happen(events::CheckinAccepted{"code-" + std::to_string(number), "open-day", 1});
        }
    }

    std::future<StoredBatch> push(const Kiosk& kiosk) {
        auto batch = std::make_unique<IncomingBatch>();
        batch->text = kiosk.batch(1, kiosk.sequence());
        batch->peer = kiosk.peer();
        batch->received_at = lobby.clock.now();
        batch->batch = verifyBatch(kSite, kiosk.peer(), batch->text, kiosk.headers(1, kiosk.sequence())).value();
        const auto told = std::make_shared<std::promise<StoredBatch>>();
        writer.store(std::move(batch), [told](StoredBatch stored) { told->set_value(std::move(stored)); });
        return told->get_future();
    }
    /// While another one writes, so that they wait for each other.
    std::vector<std::future<StoredBatch>> pushAll() {
        const auto busy = orThrow(store::Transaction::begin(lobby.database()));
        std::vector<std::future<StoredBatch>> answers;
        answers.reserve(kiosks.size());
        for (const auto& kiosk : kiosks)
            answers.push_back(push(kiosk));
        return answers;
    }
    std::uint64_t held(const Kiosk& kiosk) { return heldOf(lobby.database(), kiosk.source()).sequence; }

    Lobby lobby;
    std::vector<Kiosk> kiosks;
    IngestWriter writer{orThrow(openAsItIs(lobby.place.where)), std::string(kSite),
                        [](const std::function<void()>& done) { done(); }};
};

} // namespace

TEST_CASE("whoever is answered is held, however many come at once", "[hub][ingest]") {
    Rush rush;
    auto answers = rush.pushAll();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto stored = answers[i].get();
        const auto& kiosk = rush.kiosks[i];
        CHECK(rush.held(kiosk) == kiosk.sequence());
        REQUIRE(stored.orThrow());
        CHECK(stored.orThrow()->sequence == kiosk.sequence());
        CHECK(stored.orThrow()->stored == kiosk.sequence());
    }
    CHECK(rush.lobby.count("SELECT COUNT(*) FROM ticket") == 6);
    // Sent again, nothing is doubled.
    for (auto& answer : rush.pushAll())
        CHECK(answer.get().orThrow()->stored == 0);
    CHECK(rush.lobby.count("SELECT COUNT(*) FROM check_in") == 6);
}

TEST_CASE("what the database does not take of one kiosk keeps no other waiting", "[hub][ingest][fault]") {
    Rush rush;
    const auto& unlucky = rush.kiosks[3];
    run(rush.lobby.database(),
        "INSERT INTO check_in (source, sequence, node, service_day, token_id, activity_session_id, people, "
        "checked_in_at) VALUES (?, 3, 'kiosk-4', '2026-11-24', 'code', 'open-day', 1, '')",
        unlucky.source());
    auto answers = rush.pushAll();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto stored = answers[i].get();
        const auto& kiosk = rush.kiosks[i];
        if (&kiosk == &unlucky)
            CHECK_THROWS_AS(stored.orThrow(), DatabaseFailed);
        else
            CHECK(stored.orThrow()->sequence == kiosk.sequence());
        CHECK(rush.held(kiosk) == (&kiosk == &unlucky ? 0 : kiosk.sequence()));
    }
}

TEST_CASE("a batch that is refused is noted, and the others beside it are taken", "[hub][ingest][hostile]") {
    Rush rush;
    for (auto& answer : rush.pushAll())
        REQUIRE(answer.get().orThrow());
    // Another log under the same name: the same epoch, other events.
    Kiosk liar(rush.lobby.clock, 2);
    liar.happen("epoch.opened", "{}");
    liar.takeNumber("A009");
    rush.kiosks[4].takeNumber("A010");
    auto busy = std::make_optional(orThrow(store::Transaction::begin(rush.lobby.database())));
    auto before = rush.push(rush.kiosks[0]), lied = rush.push(liar), taken = rush.push(rush.kiosks[4]);
    busy.reset();
    CHECK(before.get().orThrow()->stored == 0);
    CHECK(taken.get().orThrow()->stored == 1);
    const auto refused = lied.get();
    REQUIRE_FALSE(refused.orThrow());
    CHECK(refused.orThrow().error().fault == IngestFault::Conflict);
    CHECK(rush.lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'conflict' AND node = 'kiosk-2'") == 1);
}
