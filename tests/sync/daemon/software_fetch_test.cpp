// SPDX-License-Identifier: Apache-2.0
// Promises of fetched software: only what is wanted now lies ready; the same bytes are not tried twice; what the
// installer's word means is known, and nothing else is told to the hub; that is told once, and not lost when the store
// is busy or full.
#include "tests/support/catch.h"

#include "sync/daemon/software_fetch.h"
#include "sync/tuf/atomic_file.h"
#include "tests/support/scratch_folder.h"

using namespace onestop;
using namespace onestop::daemon;
using namespace std::chrono_literals;

namespace {

const std::optional<BundleId> kNone, kNew{{"0.2.0", "aa"}}, kNewer{{"0.3.0", "bb"}}, kNewAgain{{"0.2.0", "cc"}};

struct StillClock final : events::Clock {
    events::WallTime now() const override { return events::WallTime{std::chrono::sys_days{2026y / 11 / 23}}; }
    std::chrono::milliseconds monotonic() const override { return 5ms; }
    bool trusted() const override { return true; }
};

store::Database opened(const std::string& path, store::Program program) {
    auto database = store::Database::open(path, program, {.busy_timeout = 10ms});
    REQUIRE(database);
    return std::move(*database);
}

/// A kiosk whose installer left a word.
struct Machine {
    Machine() { std::filesystem::create_directory(folder.path() / "fetched"); }
    void ended(std::string_view outcome) {
        REQUIRE(tuf::writeFileAtomically(folder.path() / "outcome.json", crypto::bytesOf(outcome)));
    }
    void report() { fetch.report(log, database); }
    std::int64_t told(std::string_view type) {
        auto statement = database.prepare("SELECT COUNT(*) FROM syncd_event WHERE json_extract(body, '$.type') = ?");
        REQUIRE(statement);
        REQUIRE(statement->bind(1, type).step().value_or(false));
        return statement->integer(0);
    }
    SyncdConfig config() const {
        SyncdConfig made;
        made.update = SyncdConfig::Update{folder.path(), "onestop-x86_64", "0.1.0"};
        return made;
    }

    tests::ScratchFolder folder;
    StillClock clock;
    store::Database database = opened(folder.file("store.sqlite"), store::Program::Syncd);
    store::EventLog log =
        store::EventLog::open(database, clock, crypto::fillRandom, "dapeng-kuichong", "kiosk-1").value();
    SoftwareFetch fetch{config(), clock};
};

constexpr std::string_view kInstalled =
    R"({"version":"0.2.0","sha256":"aa","outcome":"installed","reason":"","part":""})";

} // namespace

TEST_CASE("what is wanted is fetched once", "[software]") {
    CHECK(fetchStep(kNone, kNone, kNone) == FetchStep::Nothing);
    CHECK(fetchStep(kNew, kNone, kNone) == FetchStep::Fetch);
    CHECK(fetchStep(kNew, kNew, kNone) == FetchStep::Nothing);
}

TEST_CASE("what is wanted no more is not left for the night", "[software]") {
    CHECK(fetchStep(kNone, kNew, kNone) == FetchStep::Discard);
    CHECK(fetchStep(kNewer, kNew, kNone) == FetchStep::Fetch);
}

TEST_CASE("a version that failed is left alone until other bytes of it or a newer one are published", "[software]") {
    CHECK(fetchStep(kNew, kNone, kNew) == FetchStep::Nothing);
    CHECK(fetchStep(kNew, kNew, kNew) == FetchStep::Discard);
    CHECK(fetchStep(kNewAgain, kNone, kNew) == FetchStep::Fetch);
    CHECK(fetchStep(kNewer, kNone, kNew) == FetchStep::Fetch);
}

TEST_CASE("the installer's word is understood as it writes it, and no other", "[software]") {
    const auto failed =
        parseOutcome(R"({"version":"0.2.0","sha256":"aa","outcome":"failed","reason":"not_good","part":"kiosk"})");
    REQUIRE(failed);
    CHECK(failed->bundle == *kNew);
    CHECK_FALSE(failed->installed);
    CHECK(failed->reason == "not_good");
    CHECK(failed->part == "kiosk");
    CHECK(parseOutcome(R"({"version":"0.2.0","sha256":"aa","outcome":"installed","reason":"","part":""})")->installed);
    for (const char* other : {"", "[]", "7", "{", R"({"outcome":"installed"})", R"({"version":7,"outcome":"failed"})",
                              R"({"version":"0.2.0","outcome":"perhaps"})"})
        CHECK_FALSE(parseOutcome(other));
}

TEST_CASE("how an update ended is told once, also when the store could not take it at first", "[software]") {
    Machine machine;
    machine.ended(kInstalled);
    {
        auto kiosk = opened(machine.folder.file("store.sqlite"), store::Program::Kiosk);
        const auto busy = store::Transaction::begin(kiosk);
        REQUIRE(busy);
        machine.report();
    }
    CHECK(machine.told("software.installed") == 0);
    machine.report();
    CHECK(machine.told("software.installed") == 1);
    machine.report();
    CHECK(machine.told("software.installed") == 1);
}

TEST_CASE("killed while it tells how an update ended, the daemon tells it once all the same", "[software]") {
    Machine machine;
    const auto reported = machine.folder.path() / "fetched/reported.json";
    const auto killed = [&](const std::string& event_id) {
        REQUIRE(tuf::writeFileAtomically(reported, crypto::bytesOf(std::string(kInstalled) + event_id)));
    };
    machine.ended(kInstalled);
    killed("0193a6b0-0000-7000-8000-000000000000"); // before it was committed
    machine.report();
    CHECK(machine.told("software.installed") == 1);

    auto newest = machine.database.prepare("SELECT event_id FROM syncd_event ORDER BY sequence DESC LIMIT 1");
    REQUIRE(newest);
    REQUIRE(newest->step().value_or(false));
    killed(newest->text(0)); // after that
    machine.report();
    CHECK(machine.told("software.installed") == 1);
    CHECK(tuf::readFile(reported)->size() == kInstalled.size());
}

TEST_CASE("a reason that no event has is not asked for again and again", "[software]") {
    Machine machine;
    machine.ended(R"({"version":"0.2.0","sha256":"aa","outcome":"failed","reason":"of a newer installer","part":""})");
    machine.report();
    CHECK(machine.told("software.failed") == 0);
    CHECK(std::filesystem::exists(machine.folder.path() / "fetched/reported.json"));
}
