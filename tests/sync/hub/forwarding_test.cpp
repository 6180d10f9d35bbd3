// SPDX-License-Identifier: Apache-2.0
// Kiosk → site → district: the district holds every event of a site byte for byte, once, and its tables say of each
// ticket what the site's say, in whatever order the site's logs come, how often, and after whatever was lost.
#include <algorithm>
#include <random>

#include <nlohmann/json.hpp>

#include "sync/hub/counts.h"
#include "sync/hub/fleet.h"
#include "sync/hub/node_name.h"
#include "sync/hub/sealed.h"
#include "sync/hub/upstream_rows.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

constexpr std::string_view kDistrict = "dapeng-district";

/// A site's hub with its kiosks, and clerks who work at it.
struct Site : Lobby {
    explicit Site(std::string_view name = kSite) : Lobby(name), site(name) {
        for (int number = 1; number <= 2; ++number) {
            kiosks.emplace_back(clock, number, name, name);
            kiosks.back().happen("epoch.opened", "{}");
        }
        hub.floor.open(clerk);
    }
    std::string peer() const { return "hub." + site; }
    void pushFromKiosks() {
        for (const auto& kiosk : kiosks)
            REQUIRE(kiosk.pushAll(database()));
    }

    std::string site;
    std::vector<Kiosk> kiosks;
    Clerk clerk{"li", 1};
};

/// One batch of a log of the site; false when there is none.
bool forward(Site& site, Lobby& district, const std::string& log, std::size_t limit, bool confirm = false) {
    HeldLog outbox(site.database(), log, site.clock, confirm);
    const auto batch = outbox.next(limit);
    REQUIRE(batch);
    if (!*batch) return false;
    const auto behind = outbox.behind(**batch, limit); // made ready while this one is on its way
    REQUIRE(behind);
    if (*behind) {
        CHECK((*behind)->first == (*batch)->last + 1);
        CHECK((*behind)->chain_before == (*batch)->chain_after);
    }
    const auto text = unpackZstd((*batch)->body, kMaxBatchBytes);
    REQUIRE(text);
    const auto taken = ingestBatch(district.database(), kDistrict, site.peer(), *text,
                                   {(*batch)->chain_before, (*batch)->chain_after}, site.clock.now());
    REQUIRE(taken);
    REQUIRE(push::isPossible(**batch, taken->sequence));
    REQUIRE(outbox.acknowledge(**batch, taken->sequence));
    return true;
}

void forwardAll(Site& site, Lobby& district) {
    for (const auto& log : logsOfSite(site.database(), site.site)) {
        forward(site, district, log, 500, true);
        while (forward(site, district, log, 500)) {
        }
    }
}

std::vector<std::string> rowsOf(Lobby& lobby, std::string_view sql) {
    std::vector<std::string> found;
    auto rows = query(lobby.database(), sql);
    while (nextRow(rows))
        found.push_back(rows.text(0));
    return found;
}

/// Every event of the site with the chain after it.
std::vector<std::string> eventsOf(Lobby& lobby) {
    std::vector<std::string> found;
    auto rows = query(lobby.database(), "SELECT source || sequence || body, hash FROM event WHERE source LIKE "
                                        "'urn:onestop:dapeng-kuichong:%' ORDER BY source, sequence");
    while (nextRow(rows))
        found.push_back(rows.text(0) + crypto::toHex(rows.blob(1)));
    return found;
}

constexpr std::string_view kTickets =
    "SELECT ticket_id || number || state || passes || print_state || COALESCE(CAST(counter AS TEXT), '-') || "
    "COALESCE(called_at, "
    "'-') || "
    "COALESCE(serving_at, '-') || COALESCE(requeued_at, '-') || COALESCE(ended_at, '-') FROM ticket ORDER BY ticket_id";
constexpr std::string_view kCalls = "SELECT call_id || ticket_id || class_called || counter || called_at || "
                                    "last_called_at || times FROM call ORDER BY call_id";
constexpr std::string_view kHelp = "SELECT help_id || requested_at || COALESCE(acknowledged_at, '-') || "
                                   "COALESCE(cancelled_at, '-') FROM help_call ORDER BY "
                                   "help_id";

nlohmann::json countsOf(Lobby& lobby, const events::Clock& clock) {
    return nlohmann::json::parse(countsDocument(lobby.database(), catalogue::serviceDayOf(clock.now()), {}));
}

/// Something that happens in a lobby.
void happen(Site& site, std::mt19937& chance, std::vector<std::string>& tickets, std::vector<std::string>& helps,
            int& number) {
    auto& kiosk = site.kiosks[chance() % site.kiosks.size()];
    auto& floor = site.hub.floor;
    switch (chance() % 11) {
    case 0:
    case 1:
    case 2:
        tickets.push_back(kiosk.takeNumber("A" + std::to_string(++number)));
        break;
    case 3:
        if (!tickets.empty()) kiosk.happen(events::TicketGivenUp{tickets[chance() % tickets.size()]});
        break;
    case 4:
        helps.push_back(kiosk.id());
        kiosk.happen(events::HelpRequested{helps.back(), "home"});
        break;
    case 5:
        if (!helps.empty()) (void)floor.acknowledgeHelp(site.clerk, helps[chance() % helps.size()]);
        break;
    case 6:
    case 7:
        (void)floor.callNext(site.clerk);
        break;
    case 8:
        (void)floor.act(site.clerk, chance() % 2 == 0 ? Verb::Recall : Verb::Pass);
        break;
    case 9:
        (void)floor.act(site.clerk, Verb::Serve);
        break;
    default:
        if (!tickets.empty()) (void)floor.requeue(site.clerk, tickets[chance() % tickets.size()]);
    }
}

} // namespace

TEST_CASE("whatever the order, the district holds what the site holds and counts what the site counts",
          "[forwarding][property]") {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        INFO("seed " << seed);
        std::mt19937 chance(seed);
        Site site;
        Lobby district(kDistrict);
        std::vector<std::string> tickets, helps;
        int number = 100;
        for (int step = 0; step < 220; ++step) {
            site.clock.pass(std::chrono::milliseconds{chance() % 3000});
            happen(site, chance, tickets, helps, number);
            if (chance() % 3 == 0) REQUIRE(site.kiosks[chance() % 2].pushAll(site.database()));
            if (chance() % 4 != 0) continue;
            const auto logs = logsOfSite(site.database(), site.site);
            forward(site, district, logs[chance() % logs.size()], 1 + chance() % 9);
        }
        site.pushFromKiosks();
        forwardAll(site, district);

        CHECK(eventsOf(district) == eventsOf(site));
        CHECK(rowsOf(district, kTickets) == rowsOf(site, kTickets));
        CHECK(rowsOf(district, kCalls) == rowsOf(site, kCalls));
        CHECK(rowsOf(district, kHelp) == rowsOf(site, kHelp));
        const auto below = countsOf(site, site.clock), above = countsOf(district, site.clock);
        CHECK(above["counts"] == below["counts"]);
        CHECK(above["ledger"] == below["ledger"]);
        for (const auto& line : above["ledger"])
            CHECK(line["events"] == line["rows"]);
        REQUIRE(above["sites"].size() == 1);
        CHECK(above["sites"][0]["site"] == kSite);
        CHECK(above["sites"][0]["issued"] == below["counts"]["tickets_issued"]);
        CHECK(district.count("SELECT COUNT(*) FROM anomaly") == 0);
        CHECK(district.count("SELECT COUNT(*) FROM site_waiting") == 0);
    }
}

TEST_CASE("a district that lost everything, or some of it, gets it again, also of logs that have ended",
          "[forwarding][fault]") {
    Site site;
    Lobby lost(kDistrict);
    site.kiosks[0].takeNumber("A101"); // the first kiosk never writes again
    site.pushFromKiosks();
    forwardAll(site, lost);
    CHECK(backlogOf(site.database(), site.site).events == 0);
    CHECK_FALSE(forward(site, lost, site.kiosks[0].source(), 500)); // nothing new, nothing is sent

    Lobby fresh(kDistrict);
    forwardAll(site, fresh);

    CHECK(eventsOf(fresh) == eventsOf(site));
    CHECK(backlogOf(site.database(), site.site).events == 0);
    forwardAll(site, fresh); // and once more changes nothing
    CHECK(eventsOf(fresh) == eventsOf(site));
}

TEST_CASE("a site that lost what the district holds goes on once its kiosks have repeated it", "[forwarding][fault]") {
    Lobby district(kDistrict);
    Site site;
    for (int i = 0; i < 5; ++i)
        site.kiosks[0].takeNumber("A10" + std::to_string(i));
    site.pushFromKiosks();
    forwardAll(site, district);

    Site restored; // the same kiosks write on; this hub has an older backup: nothing but the first two events
    auto& kiosk = site.kiosks[0];
    REQUIRE(kiosk.push(restored.database(), 1, 2));
    forwardAll(restored, district);
    kiosk.takeNumber("A200");
    REQUIRE(kiosk.pushAll(restored.database()));
    forwardAll(restored, district);

    CHECK(rowsOf(district, "SELECT number FROM ticket ORDER BY number").size() == 6);
    CHECK(heldOf(district.database(), kiosk.source()).hash == kiosk.chain(kiosk.sequence()));
    CHECK(district.count("SELECT COUNT(*) FROM anomaly WHERE kind IN ('gap', 'conflict', 'broken_chain')") == 0);
}

TEST_CASE("a hub speaks for its own site and for no other", "[forwarding][hostile]") {
    const auto source = [](std::string site, std::string node) {
        return events::SourceName{std::move(site), std::move(node), "kiosk", "0190f7a0-0000-7000-8000-000000000000"};
    };
    const std::string a = "dapeng-kuichong", b = "dapeng-jiaochangwei", district{kDistrict};
    CHECK(maySpeakFor("hub." + a, source(a, "kiosk-1"), district));
    CHECK(maySpeakFor("hub." + a, source(a, "hub"), district));
    CHECK(maySpeakFor("kiosk-1." + a, source(a, "kiosk-1"), a));
    CHECK_FALSE(maySpeakFor("hub." + a, source(b, "kiosk-1"), district));
    CHECK_FALSE(maySpeakFor("hub." + a, source(b, "hub"), district));
    CHECK_FALSE(maySpeakFor("hub." + a, source(district, "hub"), district));
    CHECK_FALSE(maySpeakFor("hub." + district, source(district, "hub"), district)); // its own log is its own
    CHECK_FALSE(maySpeakFor("hub." + a, source(a, "kiosk-1"), a));
    CHECK_FALSE(maySpeakFor("kiosk-1." + a, source(a, "hub"), district));
    CHECK_FALSE(maySpeakFor("kiosk-1." + a, source(a, "kiosk-2"), district));
    CHECK_FALSE(maySpeakFor("publisher." + a, source(a, "kiosk-1"), district));
    CHECK_FALSE(maySpeakFor("hub.", source("", "kiosk-1"), district));
    CHECK_FALSE(maySpeakFor("", source("", ""), district));

    Lobby hub(kDistrict);
    Kiosk kiosk(hub.clock, 1, b);
    kiosk.takeNumber("A101");
    const auto answer =
        ingestBatch(hub.database(), kDistrict, "hub." + a, kiosk.batch(1, 1), kiosk.headers(1, 1), hub.clock.now());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == IngestFault::AnotherSource);
    CHECK(hub.count("SELECT COUNT(*) FROM ticket") == 0);
}

TEST_CASE("one byte changed at a site's hub is refused at the district, and noted", "[forwarding][hostile]") {
    Site site;
    Lobby district(kDistrict);
    site.kiosks[0].takeNumber("A101");
    site.kiosks[0].takeNumber("A102");
    site.pushFromKiosks();
    const auto& log = site.kiosks[0].source();
    REQUIRE(forward(site, district, log, 1));
    run(site.database(),
        "UPDATE held_event SET body = replace(body, 'A101', 'A777') WHERE sequence = 2 AND source_number = (SELECT "
        "number FROM source WHERE source = ?)",
        log);

    HeldLog outbox(site.database(), log, site.clock, false);
    const auto batch = outbox.next(10);
    const auto text = unpackZstd((**batch).body, kMaxBatchBytes);
    const auto answer = ingestBatch(district.database(), kDistrict, site.peer(), *text,
                                    {(**batch).chain_before, (**batch).chain_after}, site.clock.now());

    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == IngestFault::BrokenChain);
    CHECK(heldOf(district.database(), log).sequence == 1);
}

TEST_CASE("the kiosks of two sites stand apart, and nobody at the district is called for them", "[forwarding]") {
    Lobby district(kDistrict);
    Site one, two("dapeng-jiaochangwei");
    for (auto* site : {&one, &two}) {
        site->kiosks[0].happen(events::ProgramStarted{"0.1.0"});
        site->kiosks[0].takeNumber("A101");
        site->pushFromKiosks();
        REQUIRE(site->hub.floor.callNext(site->clerk));
        forwardAll(*site, district);
    }

    CHECK(district.count("SELECT COUNT(*) FROM ticket WHERE state = 'called'") == 2);
    CHECK(district.count("SELECT COUNT(*) FROM anomaly") == 0);
    CHECK(district.hub.floor.queueState().tickets.empty());
    CHECK(district.hub.floor.queueState().calls.empty());
    district.hub.floor.open({"wang", 1});
    CHECK(district.hub.floor.callNext({"wang", 1}).error() == QueueRefusal::NobodyWaiting);
    const auto fleet = nlohmann::json::parse(fleetDocument(district.hub));
    std::vector<std::string> nodes;
    for (const auto& node : fleet["nodes"])
        nodes.push_back(node["node"]);
    std::ranges::sort(nodes);
    CHECK(nodes == std::vector<std::string>{"hub.dapeng-jiaochangwei", "hub.dapeng-kuichong",
                                            "kiosk-1.dapeng-jiaochangwei", "kiosk-1.dapeng-kuichong",
                                            "kiosk-2.dapeng-jiaochangwei", "kiosk-2.dapeng-kuichong"});
    CHECK(fleet["upstream"].is_null());
    CHECK(countsOf(district, district.clock)["businesses"].empty());
}

TEST_CASE("a technician sees what waits for the district and since when", "[forwarding][fleet]") {
    Site site;
    Lobby district(kDistrict);
    forwardAll(site, district);
    site.hub.upstream = UpstreamStanding{false, site.clock.now(), "cannot POST: connection refused"};
    site.clock.pass(1h);
    site.kiosks[0].takeNumber("A101");
    site.kiosks[0].happen(events::SessionStarted{});
    REQUIRE(site.kiosks[0].pushAll(site.database()));
    const auto since = events::toRfc3339(site.clock.now());
    site.clock.pass(2h);
    site.kiosks[1].takeNumber("A102");
    REQUIRE(site.kiosks[1].pushAll(site.database()));

    site.hub.upstream_certificate_end = site.clock.now() + 24h * 20;
    const auto upstream = nlohmann::json::parse(fleetDocument(site.hub))["upstream"];
    CHECK(events::parseRfc3339(upstream["certificate_end"].get<std::string>()) == site.clock.now() + 24h * 20);

    CHECK(upstream["online"] == false);
    CHECK(upstream["waiting"] == 5);
    CHECK(upstream["oldest_at"] == since);
}

TEST_CASE("a technician sees whether the catalogue is the district's, and what of it was not taken", "[fleet]") {
    Lobby lobby;
    const auto mirror = [&] { return nlohmann::json::parse(fleetDocument(lobby.hub))["mirror"]; };
    CHECK(mirror().is_null());
    lobby.hub.mirror = MirrorStanding{"https://district/repository/", {}, "just started"};
    CHECK(mirror()["verified_at"].is_null());
    lobby.hub.mirror->verified_at = lobby.clock.now();
    lobby.hub.mirror->fault = "cannot trust timestamp: a newer version was trusted before";
    CHECK(mirror()["address"] == "https://district/repository/");
    CHECK(mirror()["verified_at"] == events::toRfc3339(lobby.clock.now()));
    CHECK(mirror()["fault"] == lobby.hub.mirror->fault);
}

TEST_CASE("a silent kiosk of another site is its own hub's to notice, a silent hub is not", "[forwarding][fleet]") {
    const StillClock clock;
    FleetNode node{"kiosk-1.dapeng-kuichong", false, clock.now() - 11min, "0.1.0", "", {}, 0};
    CHECK(urgency(node, clock.now()) == 0);
    node.node = "hub.dapeng-kuichong";
    CHECK(urgency(node, clock.now()) >= 100);
    node.node = "kiosk-1";
    CHECK(urgency(node, clock.now()) >= 100);
}

TEST_CASE("a sealed record goes up until it is held, its answer is asked for in turn, and again what was lost",
          "[forwarding][sealed]") {
    Site site;
    run(site.database(), "INSERT INTO sealed_record VALUES('r1', 'kiosk-1', 'opinion', '1', ?1, ?1, ?2)", "2026-11-24",
        crypto::bytesOf("sealed"));
    HeldRecords outbox(site.database(), site.clock);
    CHECK(*outbox.unsent() == std::vector<std::string>{"r1"});
    CHECK_FALSE(dueQuestion(site.database(), site.clock.now() + 1h)); // the upstream does not know it yet

    REQUIRE(outbox.handedIn("r1"));
    CHECK(outbox.unsent()->empty());
    CHECK_FALSE(dueQuestion(site.database(), site.clock.now()));
    askUpstreamNow(site.database(), "r1"); // somebody at a kiosk asks
    CHECK(dueQuestion(site.database(), site.clock.now()) == "r1");
    noAnswerYet(site.database(), "r1", site.clock.now());
    CHECK_FALSE(dueQuestion(site.database(), site.clock.now() + 14min));
    CHECK(dueQuestion(site.database(), site.clock.now() + 16min) == "r1");

    handInAgain(site.database(), "r1"); // the upstream was restored and knows nothing of it
    CHECK(*outbox.unsent() == std::vector<std::string>{"r1"});
    REQUIRE(outbox.handedIn("r1"));
    takeAnswer(site.database(), "r1", crypto::bytesOf("sealed answer"), site.clock.now());
    CHECK(answerOf(site.database(), "r1")->bytes);
    askUpstreamNow(site.database(), "r1");
    CHECK(dueQuestion(site.database(), site.clock.now()) == "r1"); // somebody does: the desk may have said more
    takeAnswer(site.database(), "r1", crypto::bytesOf("and more"), site.clock.now());
    CHECK(crypto::textOf(*answerOf(site.database(), "r1")->bytes) == "and more");
    CHECK_FALSE(dueQuestion(site.database(), site.clock.now() + 24h)); // nobody looks it up

    CHECK(forgetSealed(site.database(), std::chrono::days{180}, site.clock.now() + std::chrono::days{400}) == 1);
    CHECK(site.count("SELECT COUNT(*) FROM upstream_sealed") == 0);
}
