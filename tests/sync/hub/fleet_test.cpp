// SPDX-License-Identifier: Apache-2.0
// What a technician's page promises of each kiosk's clock and backlog: as its last batch told it, and the worst first.
#include <nlohmann/json.hpp>

#include "sync/hub/doors.h"
#include "sync/hub/fleet.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using nlohmann::json;

namespace {

/// Pushes everything, as a kiosk whose clock is `ahead` of the hub's and that has `waiting` events more.
void push(Lobby& lobby, const Kiosk& kiosk, std::chrono::seconds ahead, const std::string& waiting) {
    auto headers = kiosk.headers(1, kiosk.sequence());
    headers.sent_at = events::toRfc3339(lobby.clock.now() + ahead);
    headers.waiting = waiting;
    REQUIRE(ingestBatch(lobby.database(), lobby.hub.site, kiosk.peer(), kiosk.batch(1, kiosk.sequence()), headers,
                        lobby.clock.now()));
}

json nodes(Lobby& lobby) { return json::parse(fleetDocument(lobby.hub))["nodes"]; }

Kiosk started(const Lobby& lobby, int number) {
    Kiosk kiosk(lobby.clock, number);
    kiosk.happen("epoch.opened", "{}");
    return kiosk;
}

} // namespace

TEST_CASE("a kiosk whose clock is wrong comes before one whose clock is right", "[hub][fleet]") {
    Lobby lobby;
    const auto right = started(lobby, 1), wrong = started(lobby, 2);
    push(lobby, right, 1s, "0");
    push(lobby, wrong, -47min, "0");

    const auto seen = nodes(lobby);
    CHECK(seen[0]["node"] == "kiosk-2");
    CHECK(seen[0]["clock_ahead_s"] == -47 * 60);
    CHECK(seen[0]["urgency"] > 0);
    CHECK(seen[1]["clock_ahead_s"] == 1);
    CHECK(seen[1]["urgency"] == 0);

    push(lobby, wrong, 0s, "0");
    CHECK(nodes(lobby)[1]["clock_ahead_s"] == 0);
}

TEST_CASE("what a kiosk has not sent yet is counted with its age, and is urgent once it has waited for an hour",
          "[hub][fleet]") {
    Lobby lobby;
    const auto kiosk = started(lobby, 1);
    push(lobby, kiosk, 0s, "240");
    auto seen = nodes(lobby)[0];
    CHECK(seen["waiting"] == 240);
    CHECK(seen["waiting_since"] == events::toRfc3339(lobby.clock.now()));
    CHECK(seen["urgency"] == 0);

    lobby.hub.present["kiosk-1"] = 1; // or its silence would count most
    lobby.clock.pass(61min);
    CHECK(nodes(lobby)[0]["urgency"] > 0);

    push(lobby, kiosk, 0s, "0");
    seen = nodes(lobby)[0];
    CHECK(seen["waiting"] == 0);
    CHECK(seen["waiting_since"] == "");
    CHECK(seen["urgency"] == 0);
}

TEST_CASE("a sender that tells nothing, or nothing that can be read, is taken all the same and changes nothing",
          "[hub][fleet]") {
    Lobby lobby;
    const auto kiosk = started(lobby, 1);
    push(lobby, kiosk, 5min, "7");
    for (const auto* nonsense : {"", "-1", "7x", "99999999999999999999"}) {
        auto headers = kiosk.headers(1, kiosk.sequence());
        headers.sent_at = nonsense;
        headers.waiting = nonsense;
        REQUIRE(ingestBatch(lobby.database(), lobby.hub.site, kiosk.peer(), kiosk.batch(1, kiosk.sequence()), headers,
                            lobby.clock.now()));
        CHECK(nodes(lobby)[0]["waiting"] == 7);
        CHECK(nodes(lobby)[0]["clock_ahead_s"] == 300);
    }
}
