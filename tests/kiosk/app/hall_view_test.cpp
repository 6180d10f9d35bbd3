// SPDX-License-Identifier: Apache-2.0
// What the hall display is promised of its store: for hours without network it holds what was called last and its clock
// goes on; what comes then, a number or a call for help, is seen at the next look.
#include "kiosk/app/hall_view.h"
#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;

namespace {

catalogue::QueueState called(const events::Clock& clock, const std::vector<std::string>& newest_first) {
    auto queue = queueOn(clock);
    queue.revision = newest_first.size();
    for (const auto& number : newest_first)
        queue.calls.push_back({"call-" + number, "ticket-" + number, number, 1, clock.now(), 1});
    return queue;
}

} // namespace

TEST_CASE("for hours without network the hall holds the last call, and sees the next one at once", "[hall]") {
    ALobby a;
    a.syncd->queue(a.clock, called(a.clock, {"A002", "A001"}));
    HallView hall(a.config, a.clock);
    int told = 0;
    hall.observe([&] { ++told; });
    const bool daemon_lives = GENERATE(true, false); // the network is gone, or nobody is left who would look for it

    const auto began = a.clock.now();
    for (int minute = 0; minute < 5 * 60; ++minute) {
        a.clock.pass(1min);
        if (daemon_lives) a.syncd->link(a.clock, "unreachable");
        hall.tick();
        REQUIRE(hall.state().queue != nullptr);
        REQUIRE(hall.state().queue->calls.size() == 2);
        REQUIRE(hall.state().queue->calls[0].number == "A002");
    }
    CHECK(hall.state().now == began + 5h);
    CHECK(told >= 5 * 60); // the clock over the counters goes on
    CHECK(hall.state().link == (daemon_lives ? flows::Link::Unreachable : flows::Link::DaemonSilent));
    CHECK(hall.state().catalogue != nullptr);

    auto queue = called(a.clock, {"A003", "A002", "A001"});
    queue.open_help.push_back({"h1", "kiosk-2", a.clock.now()});
    a.syncd->link(a.clock, "online");
    a.syncd->queue(a.clock, queue);
    a.clock.pass(500ms);
    hall.tick();
    CHECK(hall.state().link == flows::Link::Online);
    CHECK(hall.state().queue->calls[0].number == "A003");
    REQUIRE(hall.state().queue->open_help.size() == 1);
    CHECK(hall.state().queue->open_help[0].node == "kiosk-2");
}
