// SPDX-License-Identifier: Apache-2.0
// Promises of the queue: no number is given twice, by whatever kiosk and in whatever order leases come; the wait is a
// range; the queue's document is read as it was written.
#include <random>
#include <set>

#include "sync/catalogue/number_plan.h"
#include "sync/catalogue/queue_state.h"
#include "tests/support/catch.h"

using namespace onestop::catalogue;

TEST_CASE("leased numbers go first, then the kiosk's fifty, then its thousand", "[numbers]") {
    NumberMarks marks;
    const std::vector<NumberLease> leases{{1, 2}, {5, 5}};
    std::vector<std::string> given;
    for (int i = 0; i < 4; ++i) {
        const auto next = nextNumber("A", 2, leases, marks);
        REQUIRE(next);
        given.push_back(next->text);
        marks = next->marks;
    }
    CHECK(given == std::vector<std::string>{"A001", "A002", "A005", "A750"});
    marks.kiosk = 799;
    CHECK(nextNumber("A", 2, {}, marks)->text == "A2000");
    marks.kiosk = 2999;
    CHECK_FALSE(nextNumber("A", 2, {}, marks));
    CHECK(nextNumber("A", 2, std::vector<NumberLease>{{6, 6}}, marks)->text == "A006"); // online again
    CHECK_FALSE(nextNumber("A", 7, {}, {}));
}

TEST_CASE("six kiosks that know nothing of each other never give one number twice", "[numbers][property]") {
    std::mt19937 chance(20261123);
    for (int world = 0; world < 40; ++world) {
        int hub = 0;
        std::set<std::string> given;
        std::array<NumberMarks, kMaxKiosks> marks{};
        std::array<std::vector<NumberLease>, kMaxKiosks> leases{};
        for (int step = 0; step < 2500; ++step) {
            const auto kiosk = chance() % kMaxKiosks;
            const bool online = chance() % 4 != 0;
            if (online && hub < kLeasedLast && numbersHeld(leases[kiosk], marks[kiosk].leased) < 3) {
                const int last = std::min(hub + 1 + static_cast<int>(chance() % 3), kLeasedLast);
                leases[kiosk].push_back({hub + 1, last});
                if (chance() % 10 == 0) leases[kiosk].push_back({hub + 1, last}); // the answer came twice
                hub = last;
            }
            const auto next = nextNumber("B", static_cast<int>(kiosk) + 1, leases[kiosk], marks[kiosk]);
            if (!next) continue;
            REQUIRE(given.insert(next->text).second);
            // A kill before the commit: the mark is not kept, and neither is the ticket.
            if (chance() % 50 == 0)
                given.erase(next->text);
            else
                marks[kiosk] = next->marks;
        }
    }
}

TEST_CASE("the wait is a range around the median, and unknown without an open counter", "[wait]") {
    using std::chrono::minutes;
    const std::vector<std::chrono::seconds> services{minutes{6}, minutes{60}, minutes{4}, minutes{5}, minutes{5}};
    CHECK(waitEstimate(services, minutes{10}, 4, 2) == WaitEstimate{7, 15}); // 5 min × 4 ÷ 2 = 10
    CHECK(waitEstimate({}, minutes{10}, 3, 1) == WaitEstimate{22, 45});
    CHECK(waitEstimate(services, minutes{10}, 0, 1) == WaitEstimate{0, 1});
    CHECK_FALSE(waitEstimate(services, minutes{10}, 4, 0));
}

TEST_CASE("the queue's document is read as it was written", "[queue]") {
    const std::string document =
        R"({"revision":17,"service_day":"2026-11-23","as_of":"2026-11-23T02:32:11.000Z",)"
        R"("businesses":[{"business":"A","name":"综合","waiting":4,"wait_minutes_min":8,"wait_minutes_max":15},{"business":"B","name":"健康","waiting":0}],)"
        R"("tickets":[{"ticket_id":"t1","number":"A001","state":"called","ahead":0,"counter":1},{"ticket_id":"t2","number":"A002","state":"given_up"}],)"
        R"("calls":[{"call_id":"c1","ticket_id":"t1","number":"A001","counter":1,"called_at":"2026-11-23T02:30:00.000Z","times":1}],)"
        R"("counters":[{"counter":1,"open":true}],"help":[{"help_id":"h1","acknowledged_at":"2026-11-23T02:31:00.000Z"}],)"
        R"("open_help":[{"help_id":"h2","node":"kiosk-2","requested_at":"2026-11-23T02:32:00.000Z"}]})";
    const auto state = parseQueueState(document);
    INFO((state ? "" : state.error()));
    REQUIRE(state);
    CHECK(state->ticket("t1")->state == TicketState::Called);
    CHECK(state->business("A")->wait == WaitEstimate{8, 15});
    CHECK_FALSE(state->business("B")->wait);
    CHECK(state->open_help.at(0).node == "kiosk-2");
    CHECK(serialize(*state) == document);
    CHECK(parseQueueState(R"({"revision":1,"service_day":"2026-11-23"})").error() == "as_of: expected a string");
    for (std::size_t cut = 0; cut < document.size(); ++cut)
        REQUIRE_FALSE(parseQueueState(document.substr(0, cut)));
}
