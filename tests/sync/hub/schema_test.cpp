// SPDX-License-Identifier: Apache-2.0
// The hub's database goes up when a new program comes. A site's file goes down when an older one comes back, whoever
// went back; a district's server when a technician says so. On PostgreSQL too, where on_postgres_test.py runs this.
#include <random>

#include "sync/hub/ingest.h"
#include "sync/store/migrations.h"
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

/// A version that nobody has yet, after this program's own.
class Later {
public:
    Later() {
        const auto own = hubSchema().steps;
        steps_.assign(own.begin(), own.end());
        steps_.push_back({"CREATE TABLE praise (ticket_id TEXT PRIMARY KEY, words TEXT NOT NULL);"
                          "ALTER TABLE node ADD COLUMN room TEXT NOT NULL DEFAULT '';",
                          "ALTER TABLE node DROP COLUMN room; DROP TABLE praise;"});
    }
    /// As a hub of that version opens it.
    store::Database open(const std::string& where) const {
        auto database = orThrow(openAsItIs(where));
        const store::Schema schema{0, {}, steps_};
        orThrow(postgres::isAddress(where) ? store::migrateShared(database, schema)
                                           : store::migrateFile(database, schema));
        return database;
    }

private:
    std::vector<store::Migration> steps_;
};

} // namespace

TEST_CASE("a number taken before an update is called after it", "[hub][schema]") {
    const DatabasePlace place;
    const StillClock clock;
    const Clerk clerk{"li", 1};
    Kiosk kiosk(clock, 1);
    const auto ticket = kiosk.takeNumber("A001");
    {
        Hub hub(orThrow(openHubDatabase(place.where)), clock, countedRandom(), std::string(kSite));
        REQUIRE(kiosk.pushAll(hub.database));
    }

    Hub newer(Later().open(place.where), clock, countedRandom(), std::string(kSite));
    newer.floor.open(clerk);
    REQUIRE(newer.floor.callNext(clerk));

    CHECK(textOf(newer.database, "SELECT state FROM ticket WHERE ticket_id = ?", ticket) == "called");
    CHECK(has(place.where, "praise"));
}

TEST_CASE("after a bad version of a site's hub the old one goes on with what it did, and counts nothing twice",
          "[hub][schema][file]") {
    const DatabasePlace place;
    const StillClock clock;
    const Clerk clerk{"li", 1};
    const RandomSource random = [counted = std::make_shared<RandomSource>(countedRandom())](auto out) {
        (*counted)(out);
    };
    Kiosk kiosk(clock, 1);
    kiosk.takeNumber("A001");
    {
        Hub hub(orThrow(openHubDatabase(place.where)), clock, random, std::string(kSite));
        REQUIRE(kiosk.pushAll(hub.database));
    }
    {
        Hub bad(Later().open(place.where), clock, random, std::string(kSite));
        kiosk.takeNumber("A002");
        REQUIRE(kiosk.pushAll(bad.database));
        bad.floor.open(clerk);
        REQUIRE(bad.floor.callNext(clerk));
        orThrow(bad.database.execute("INSERT INTO praise SELECT ticket_id, 'kind' FROM ticket"));
    }

    Hub old(orThrow(openHubDatabase(place.where)), clock, random, std::string(kSite));
    CHECK(orThrow(old.database.schemaVersion()) == hubSchema().newest());
    CHECK_FALSE(has(place.where, "praise"));
    CHECK(textOf(old.database, "SELECT number FROM ticket WHERE state = 'called'") == "A001");
    REQUIRE(kiosk.pushAll(old.database)); // it never heard that all of it had arrived
    CHECK(integerOf(old.database, "SELECT COUNT(*) FROM event WHERE type = 'ticket.issued'") == 2);
    CHECK(integerOf(old.database, "SELECT COUNT(*) FROM ticket") == 2);
    CHECK(integerOf(old.database, "SELECT COUNT(*) FROM anomaly") == 0);
    REQUIRE(old.floor.act(clerk, Verb::Serve));
    REQUIRE(old.floor.callNext(clerk)); // ends A001
    CHECK(textOf(old.database, "SELECT number FROM ticket WHERE state = 'called'") == "A002");
    CHECK(integerOf(old.database, "SELECT COUNT(*) FROM event WHERE source = ?", old.log.source()) ==
          integerOf(old.database, "SELECT MAX(sequence) FROM event WHERE source = ?", old.log.source()));
}

TEST_CASE("a district's server is left as it is by an older hub, for a newer one may be at work on it",
          "[hub][schema][.server]") { // of a file the test before this one tells
    const DatabasePlace place;
    REQUIRE(postgres::isAddress(place.where));
    auto newer = Later().open(place.where);

    CHECK(openHubDatabase(place.where).error().fault == store::StoreFault::WrongSchema);

    CHECK(has(place.where, "praise"));
    orThrow(newer.execute("INSERT INTO praise VALUES ('t', 'kind')"));
    CHECK_FALSE(has(place.where, "schema_step"));
}

TEST_CASE("whichever versions it goes down to, it comes up again whole", "[hub][schema]") {
    const DatabasePlace place;
    std::mt19937 dice(5);
    for (int round = 0; round < 6; ++round) {
        { CHECK(orThrow(orThrow(openHubDatabase(place.where)).schemaVersion()) == hubSchema().newest()); }
        const int version = std::uniform_int_distribution(0, hubSchema().newest())(dice);
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
    const auto refused = openHubDatabase(place.where).error();
    CHECK(refused.fault == store::StoreFault::WrongSchema);
    if (!postgres::isAddress(place.where))
        CHECK(refused.context.find("does not hold how to go back") != std::string::npos);
    CHECK(goBackTo(place.where, 1).error().fault == store::StoreFault::WrongSchema);
    {
        auto database = orThrow(openAsItIs(place.where));
        orThrow(database.setSchemaVersion(hubSchema().newest()));
    }
    CHECK(goBackTo(place.where, hubSchema().newest() + 1).error().fault == store::StoreFault::WrongSchema);
    CHECK(goBackTo(place.where, -1).error().fault == store::StoreFault::WrongSchema);
}
