// SPDX-License-Identifier: Apache-2.0
// Hubs that share a database keep nothing to themselves. On PostgreSQL, where a district has them, by
// on_postgres_test.py; two programs on one file (a hub and its commands) are the same case.
#include <random>

#include "sync/events/chain.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

struct Pair {
    Hub open(RandomSource random) {
        return Hub(orThrow(openHubDatabase(place.where)), clock, random, std::string(kSite));
    }

    DatabasePlace place;
    StillClock clock;
    RandomSource random = countedRandom();
    Hub one = open(random), other = open(random);
};

/// What a counter page that listens is told next; empty: nothing.
std::string heard(const std::shared_ptr<transport::EventFeed::Listener>& page) {
    return std::exchange(page->waiting["state"], "");
}

} // namespace

TEST_CASE("what one hub did, the counter page at the other shows at the next look", "[hub][district]") {
    Pair hubs;
    Kiosk kiosk(hubs.clock, 1);
    kiosk.takeNumber("A001");
    hubs.other.publish();
    const auto page = hubs.other.staff_feed->listen();
    (void)heard(page);

    hubs.other.noticeChanges();
    CHECK(heard(page).empty()); // nothing happened, nothing is told

    REQUIRE(kiosk.pushAll(hubs.one.database));
    hubs.one.floor.touch();
    hubs.other.noticeChanges();
    CHECK(heard(page).find("A001") != std::string::npos);
    hubs.other.noticeChanges();
    CHECK(heard(page).empty()); // once
}

TEST_CASE("a number taken at one hub is called at the other, and never at both", "[hub][district]") {
    Pair hubs;
    Kiosk kiosk(hubs.clock, 1);
    kiosk.takeNumber("A001");
    kiosk.takeNumber("A002");
    REQUIRE(kiosk.pushAll(hubs.one.database));
    const Clerk at_one{"li", 1}, at_other{"wang", 2};
    hubs.one.floor.open(at_one);
    hubs.other.floor.open(at_other);
    CHECK(hubs.one.floor.callNext(at_one));
    CHECK(hubs.other.floor.callNext(at_other));
    CHECK_FALSE(hubs.one.floor.callNext(at_one));
    CHECK(integerOf(hubs.one.database, "SELECT COUNT(DISTINCT ticket_id) FROM call") == 2);
}

TEST_CASE("the log of hubs that write by turns is one row without a gap, chained", "[hub][district][property]") {
    Pair hubs;
    std::mt19937 dice(3);
    CHECK(hubs.one.log.source() == hubs.other.log.source());
    for (int i = 0; i < 40; ++i) {
        Hub& hub = dice() % 2 == 0 ? hubs.one : hubs.other;
        hub.floor.open({"li", 1 + static_cast<int>(dice() % 3)});
    }
    auto rows = query(hubs.one.database, "SELECT sequence, body, hash FROM event WHERE source = ? ORDER BY sequence",
                      hubs.one.log.source());
    crypto::Digest chain = events::kChainStart;
    std::int64_t sequence = 0;
    while (nextRow(rows)) {
        CHECK(rows.integer(0) == ++sequence);
        chain = events::chainNext(chain, rows.text(1));
        CHECK(crypto::toHex(rows.blob(2)) == crypto::toHex(chain));
    }
    CHECK(sequence == 41); // the epoch's opening, and one for each
}
