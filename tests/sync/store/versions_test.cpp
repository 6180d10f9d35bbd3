// SPDX-License-Identifier: Apache-2.0
// Promises of a store whose program changes version: a ticket taken before an update is called after it; where the
// machine falls back by itself the older version goes on with the same numbers, bookings and unsent events, and nothing
// is counted twice; only a store that does not say how to go back is set aside.
#include <array>
#include <filesystem>
#include <fstream>
#include <random>

#include "sync/store/catalogue_rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/sync/store/later_versions.h"

using namespace onestop;
using namespace onestop::tests;
using store::StoreFault;

TEST_CASE("a ticket taken before an update is called after it", "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    std::string source;
    {
        Kiosk before(path, later.version(0));
        before.takeTicket("A001");
        before.book("spring");
        source = before.log.source();
    }

    Kiosk after(path, later.version(2));
    auto syncd = must(Database::open(path, Program::Syncd, {}, later.version(2)));
    must(syncd.execute("INSERT INTO queue_state VALUES(1, 7, '{\"revision\":7,\"service_day\":\"2026-11-24\","
                       "\"as_of\":\"2026-11-24T02:00:00.000Z\",\"businesses\":[],\"tickets\":[],\"calls\":[{"
                       "\"call_id\":\"c\",\"ticket_id\":\"ticket-A001\",\"number\":\"A001\",\"counter\":3,"
                       "\"called_at\":\"2026-11-24T02:00:00.000Z\",\"times\":1}],\"counters\":[],\"help\":[]}', '" +
                       std::string(kNow) + "')"));

    CHECK_FALSE(after.opened.set_aside);
    const auto queue = must(store::receivedQueue(after.database));
    REQUIRE(queue);
    CHECK(queue->state.calls.front().ticket_id ==
          ask(after.database, "SELECT ticket_id FROM ticket WHERE number = 'A001'"));
    CHECK(after.bookings() == "spring");
    CHECK(after.log.source() == source);
    after.takeTicket("A002");
    CHECK(after.waiting() == "A001,A002");
    requireWholeLog(after.database, 3); // with epoch.opened
}

TEST_CASE("after a bad version the old one goes on with the same numbers, bookings and unsent events",
          "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    std::string shape, source;
    {
        Kiosk old(path, later.version(0));
        old.takeTicket("A001");
        old.book("spring");
        shape = shapeOf(old.database);
        source = old.log.source();
        auto syncd = must(Database::open(path, Program::Syncd, {}, later.version(0)));
        must(syncd.execute("INSERT INTO acknowledgement VALUES('" + source + "', 1, '" + kNow + "')"));
    }
    {
        Kiosk bad(path, later.version(2));
        bad.takeTicket("A002");
        bad.book("summer");
        must(bad.database.execute("UPDATE ticket SET called_to = '3' WHERE number = 'A001'"));
        must(bad.database.execute("INSERT INTO praise VALUES('A001', 'kind')"));
    }

    Kiosk old(path, later.version(0));
    CHECK_FALSE(old.opened.set_aside);
    CHECK(old.waiting() == "A001,A002");
    CHECK(old.bookings() == "spring,summer");
    CHECK(old.log.source() == source);
    CHECK(must(store::acknowledged(old.database, source)) == 1);
    CHECK(must(store::pending(old.database, Program::Kiosk, 1, 100)).size() == 2);
    CHECK(shapeOf(old.database) == shape);
    old.takeTicket("A003");
    requireWholeLog(old.database, 4);
    CHECK(ask(old.database, "SELECT next FROM printer_counter") == "3");
}

TEST_CASE("whichever versions come and go, every number that was given stays given", "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    { Kiosk(path, later.version(0)).takeTicket("A100"); }
    std::string expected = "A100";
    std::mt19937 dice(5);
    for (int given = 1; given < 30; ++given) {
        const auto version = dice() % 3;
        Kiosk kiosk(path, later.version(version));
        CAPTURE(given, version);
        const auto number = "A" + std::to_string(100 + given);
        kiosk.takeTicket(number);
        expected += "," + number;
        CHECK(kiosk.waiting() == expected);
        CHECK(ask(kiosk.database, "SELECT next FROM printer_counter") ==
              std::to_string(given + 1 + (version == 2 ? kMark : 0)));
        requireWholeLog(kiosk.database, static_cast<std::uint64_t>(given) + 2);
    }
}

TEST_CASE("a step that is undone leaves the tables as they were, this program's own steps too", "[store][schema]") {
    const ScratchFolder folder;
    const Later later;
    const auto newest = later.version(2);
    const auto stepsOf = [&](std::size_t count) {
        auto schema = newest;
        schema.steps = newest.steps.first(count);
        return schema;
    };
    for (std::size_t count = 0; count < newest.steps.size(); ++count) {
        const auto path = folder.file(std::to_string(count));
        auto made = must(Database::open(path, Program::Kiosk, {}, stepsOf(count)));
        const auto shape = shapeOf(made);
        { CHECK(shapeOf(Kiosk(path, newest).database) != shape); }

        auto back = must(Database::open(path, Program::Kiosk, {}, stepsOf(count)));
        CAPTURE(count);
        CHECK(shapeOf(back) == shape);
    }
}

TEST_CASE("a store as it is today is taken over as it is", "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    {
        auto made = must(Database::openAlone(path));
        must(made.execute(store::storeSchema().base_sql));
        must(made.setSchemaVersion(store::storeSchema().base));
    }
    auto schema = store::storeSchema();
    schema.steps = {};
    std::string shape;
    {
        Kiosk kiosk(path, schema);
        kiosk.takeTicket("A001");
        CHECK(ask(kiosk.database, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_step'") == "0");
        shape = shapeOf(kiosk.database);
    }

    { const Kiosk newer(path, Later().version(1)); }
    Kiosk kiosk(path, schema);
    CHECK(kiosk.waiting() == "A001");
    CHECK(shapeOf(kiosk.database) == shape);
}

TEST_CASE("a table that a step brings has its one writer, and how to go back has none", "[store][schema]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    auto kiosk = must(Database::open(path, Program::Kiosk, {}, later.version(2)));
    auto syncd = must(Database::open(path, Program::Syncd, {}, later.version(2)));

    must(kiosk.execute("INSERT INTO praise VALUES('A001', 'kind')"));
    CHECK(syncd.execute("DELETE FROM praise").error().fault == StoreFault::NotAllowed);
    for (auto* program : {&kiosk, &syncd})
        CHECK(program->execute("UPDATE schema_step SET down = ''").error().fault == StoreFault::NotAllowed);
}

TEST_CASE("a store of a newer version that does not say how to go back is set aside, and the reason says so",
          "[store][schema][fault]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    const Later later;
    { Kiosk(path, later.version(2)).takeTicket("A001"); }
    const int newer = versionOf(path);
    {
        auto database = must(Database::openAlone(path));
        SECTION("nothing was kept") { must(database.execute("DROP TABLE schema_step")); }
        SECTION("one of two steps is missing") {
            must(database.execute("DELETE FROM schema_step WHERE version = " + std::to_string(newer - 1)));
        }
        SECTION("it is of a version that no step is kept of") { must(database.setSchemaVersion(newer + 1)); }
    }

    Kiosk old(path, later.version(0));
    REQUIRE(old.opened.set_aside);
    CHECK(old.opened.reason.find("does not hold how to go back") != std::string::npos);
    CHECK(old.waiting().empty());
    auto aside = must(Database::open(*old.opened.set_aside, Program::Reader));
    CHECK(must(store::pending(aside, Program::Kiosk, 0, 100)).size() == 2); // what it holds can still go up
}

TEST_CASE("a way back that fails, or would reach beyond the store, leaves the newer store whole and sets it aside",
          "[store][schema][fault]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite"), other = folder.file("other.sqlite");
    std::ofstream(other) << "";
    const std::string attach = "ATTACH '" + other + "' AS other; CREATE TABLE other.stolen(number TEXT);";
    const auto fault = GENERATE_COPY(as<std::string>(), "DROP TABLE no_such_table;", attach,
                                     "DELETE FROM ticket; COMMIT; BEGIN;", "PRAGMA user_version = 99;");
    const auto down = "DELETE FROM booking;" + fault;
    CAPTURE(down);
    const Later later({{"ALTER TABLE ticket ADD COLUMN called_to TEXT;", "DELETE FROM ticket;"},
                       {"ALTER TABLE ticket ADD COLUMN called_by TEXT;", down}});
    {
        Kiosk newer(path, later.version(2));
        newer.takeTicket("A001");
        newer.book("spring");
    }

    Kiosk old(path, later.version(0));
    REQUIRE(old.opened.set_aside);
    CHECK(old.opened.reason.find("cannot use " + path + ": schema ") == 0);
    CHECK(std::filesystem::file_size(other) == 0);
    auto aside = must(Database::open(*old.opened.set_aside, Program::Reader));
    CHECK(ask(aside, "SELECT number FROM ticket") == "A001");
    CHECK(ask(aside, "SELECT booking_id FROM booking") == "spring");
}

TEST_CASE("a store older than the first version is set aside, as before", "[store][schema][fault]") {
    const ScratchFolder folder;
    const auto path = folder.file("store.sqlite");
    must(must(Database::openAlone(path)).setSchemaVersion(store::storeSchema().base - 1));
    Kiosk kiosk(path, store::storeSchema());
    CHECK(kiosk.opened.set_aside);
}

TEST_CASE("a way back may ask more of a column than there was", "[store][schema]") {
    const ScratchFolder folder;
    constexpr std::array<store::Migration, 1> kSteps{
        {{"ALTER TABLE hours ADD COLUMN note TEXT;",
          "ALTER TABLE hours DROP COLUMN note;"
          "ALTER TABLE hours ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK(closed IN (0, 1));"}}};
    const store::Schema older{1, "CREATE TABLE hours(day TEXT) STRICT; INSERT INTO hours VALUES('monday');", {}};
    auto newer = older;
    newer.steps = kSteps;
    auto database = must(Database::openAlone(folder.file("a.sqlite")));
    must(store::migrateFile(database, newer));

    must(store::migrateFile(database, older));

    CHECK(ask(database, "SELECT day || closed FROM hours") == "monday0");
}
