// SPDX-License-Identifier: Apache-2.0
// Versions of the store that nobody has yet, and a kiosk of any of them. There is one version of the schema so far, so
// what the next ones might bring is invented here, as data like theirs.
#pragma once

#include <string>
#include <vector>

#include "sync/events/chain.h"
#include "sync/events/event_types.h"
#include "sync/store/event_log.h"
#include "sync/store/migrations.h"
#include "tests/support/catch.h"

namespace onestop::tests {

using store::Database;
using store::EventLog;
using store::Program;
using store::Transaction;

inline constexpr const char* kNow = "2026-11-24T02:00:00.000Z";
/// What step 2 adds to the printer's counter: taken twice, or half, it shows.
inline constexpr int kMark = 1000;

/// Versions that nobody has yet, after this program's own.
class Later {
public:
    explicit Later(std::vector<store::Migration> invented = {
                       {"ALTER TABLE ticket ADD COLUMN called_to TEXT;", "ALTER TABLE ticket DROP COLUMN called_to;"},
                       {"-- writer: kiosk\n"
                        "CREATE TABLE praise(number TEXT PRIMARY KEY, words TEXT NOT NULL) STRICT;\n"
                        "UPDATE printer_counter SET next = next + 1000;",
                        "UPDATE printer_counter SET next = next - 1000; DROP TABLE praise;"}}) {
        const auto own = store::storeSchema().steps;
        steps_.assign(own.begin(), own.end());
        steps_.insert(steps_.end(), invented.begin(), invented.end());
    }
    /// This program's schema and the first `count` of the invented steps.
    store::Schema version(std::size_t count) const {
        auto schema = store::storeSchema();
        schema.steps = std::span(steps_).first(schema.steps.size() + count);
        return schema;
    }

private:
    std::vector<store::Migration> steps_;
};

struct StillClock final : events::Clock {
    events::WallTime now() const override {
        return events::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
    }
    std::chrono::milliseconds monotonic() const override { return std::chrono::milliseconds{5}; }
    bool trusted() const override { return true; }
};

template <typename Value>
Value must(store::Result<Value> result) {
    INFO((result ? "" : result.error().context));
    REQUIRE(result);
    return std::move(*result);
}

inline void must(const store::Result<void>& result) {
    INFO((result ? "" : result.error().context));
    REQUIRE(result);
}

inline std::string ask(Database& database, const std::string& sql) {
    auto statement = must(database.prepare(sql));
    return must(statement.step()) ? statement.text(0) : "";
}

/// What tables and indexes there are, in words.
inline std::string shapeOf(Database& database) {
    return ask(database, "SELECT group_concat(sql) FROM (SELECT sql FROM sqlite_schema "
                         "WHERE sql NOT NULL AND name <> 'schema_step' ORDER BY name)");
}

/// The kiosk of one version, while it runs.
struct Kiosk {
    Kiosk(const std::string& path, const store::Schema& schema)
        : opened(must(store::openOrSetAside(path, Program::Kiosk, kNow, {}, schema))), database(opened.database),
          log(must(EventLog::open(database, clock, crypto::fillRandom, "dapeng-kuichong", "kiosk-1"))) {}

    void takeTicket(const std::string& number) {
        auto transaction = must(Transaction::begin(database));
        must(database.execute("INSERT INTO ticket(ticket_id, service_day, number, business, item_id, item_name, "
                              "priority_class, issued_at, token, state, print_state) VALUES('ticket-" +
                              number + "', '2026-11-24', '" + number + "', 'A', 'elder-card', '高龄津贴', 'none', '" +
                              kNow + "', 'token-" + number + "', 'live', 'printed')"));
        must(database.execute("INSERT INTO printer_counter VALUES(1, 1) "
                              "ON CONFLICT(only) DO UPDATE SET next = next + 1"));
        must(log.append(events::HelpRequested{number, "home"}));
        must(transaction.commit());
    }
    void book(const std::string& booking_id) {
        must(database.execute("INSERT INTO booking VALUES('" + booking_id + "', 'paper-cutting', 2, 'confirmed', 'b-" +
                              booking_id + "', '" + kNow + "')"));
    }
    /// Numbers of those who wait, in their order.
    std::string waiting() {
        return ask(database, "SELECT group_concat(number) FROM (SELECT number FROM ticket WHERE state = 'live' "
                             "ORDER BY number)");
    }
    std::string bookings() {
        return ask(database, "SELECT group_concat(booking_id) FROM (SELECT booking_id FROM booking "
                             "WHERE standing = 'confirmed' ORDER BY booking_id)");
    }

    StillClock clock;
    store::OpenedStore opened;
    Database& database;
    EventLog log;
};

/// Every event once, in order, from the first on, with its chain.
inline void requireWholeLog(Database& database, std::uint64_t events) {
    const auto rows = must(store::pending(database, Program::Kiosk, 0, 100'000, 1 << 30));
    REQUIRE(rows.size() == events);
    auto hash = events::kChainStart;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        REQUIRE(rows[i].sequence == i + 1);
        hash = events::chainNext(hash, rows[i].body);
        REQUIRE(rows[i].hash == hash);
    }
}

/// Whatever the version, and without changing it.
inline int versionOf(const std::string& path) { return must(must(Database::openAlone(path)).schemaVersion()); }

} // namespace onestop::tests
