// SPDX-License-Identifier: Apache-2.0
// The hub's database goes up when a new program comes, and down when a technician goes back. On PostgreSQL too, where
// on_postgres_test.py runs this.
#include <random>

#include "sync/hub/ingest.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

/// Of tables that each version brought: is it there?
bool has(const std::string& where, const std::string& table) {
    auto database = orThrow(openAsItIs(where));
    return database.prepare("SELECT 1 FROM " + table)
        .and_then([](auto statement) { return statement.step(); })
        .has_value();
}

constexpr auto kBroughtBy = std::to_array<const char*>(
    {"event", "enrolment_code", "sealed_record", "booking", "own_ticket", "software", "held_event"});

} // namespace

TEST_CASE("whichever versions it goes down to, it comes up again whole", "[hub][schema]") {
    const DatabasePlace place;
    std::mt19937 dice(5);
    for (int round = 0; round < 6; ++round) {
        { CHECK(orThrow(orThrow(openHubDatabase(place.where)).schemaVersion()) == newestVersion()); }
        const int version = std::uniform_int_distribution(0, newestVersion())(dice);
        REQUIRE(goBackTo(place.where, version));
        for (int step = 1; step <= static_cast<int>(kBroughtBy.size()); ++step) {
            CAPTURE(version, step);
            CHECK(has(place.where, kBroughtBy.at(static_cast<std::size_t>(step - 1))) == (step <= version));
        }
    }
}

TEST_CASE("what an older version knows stays when going back and coming up again", "[hub][schema]") {
    const DatabasePlace place;
    const StillClock clock;
    Kiosk kiosk(clock, 1), other(clock, 2);
    kiosk.takeNumber("A001");
    other.happen("epoch.opened", "{}");
    const auto logs = [](store::Database& database) {
        std::vector<std::string> held;
        auto rows =
            query(database, "SELECT source || ' ' || sequence || type || service_day || received_at || body, hash "
                            "FROM event ORDER BY source, sequence");
        while (nextRow(rows))
            held.push_back(rows.text(0) + crypto::toHex(rows.blob(1)));
        return held;
    };
    std::vector<std::string> before;
    {
        Hub hub(orThrow(openHubDatabase(place.where)), clock, countedRandom(), std::string(kSite));
        REQUIRE(kiosk.pushAll(hub.database));
        REQUIRE(other.pushAll(hub.database));
        before = logs(hub.database);
        CHECK(before.size() == 3); // with the hub's own
    }
    REQUIRE(goBackTo(place.where, 6));
    {
        auto former = orThrow(openAsItIs(place.where));
        CHECK(logs(former) == before);
        CHECK(integerOf(former, "SELECT COUNT(*) FROM event WHERE event_id = json_extract(body, '$.id') AND time = ?",
                        events::toRfc3339(clock.now())) == 3);
    }
    REQUIRE(goBackTo(place.where, 1));
    auto database = orThrow(openHubDatabase(place.where));
    CHECK(logs(database) == before);
    CHECK(heldOf(database, kiosk.source()).sequence == kiosk.sequence());
    kiosk.takeNumber("A002"); // and its log goes on
    REQUIRE(kiosk.pushAll(database));
    CHECK(logs(database).size() == 4);
    CHECK(textOf(database, "SELECT MIN(number) FROM own_ticket") == "A001");
    CHECK(integerOf(database, "SELECT COUNT(*) FROM booking") == 0);
}

TEST_CASE("a database of a newer program, and a version that never was, are refused", "[hub][schema]") {
    const DatabasePlace place;
    {
        auto database = orThrow(openHubDatabase(place.where));
        orThrow(database.setSchemaVersion(99));
    }
    CHECK(openHubDatabase(place.where).error().fault == store::StoreFault::WrongSchema);
    CHECK(goBackTo(place.where, 1).error().fault == store::StoreFault::WrongSchema);
    {
        auto database = orThrow(openAsItIs(place.where));
        orThrow(database.setSchemaVersion(newestVersion()));
    }
    CHECK(goBackTo(place.where, newestVersion() + 1).error().fault == store::StoreFault::WrongSchema);
    CHECK(goBackTo(place.where, -1).error().fault == store::StoreFault::WrongSchema);
}
