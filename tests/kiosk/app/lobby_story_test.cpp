// SPDX-License-Identifier: Apache-2.0
// Promises that hold in any order of touches, cards, codes, calls, lost links and kills: nothing is seen that is not
// durable, nothing is given twice, nothing of a visit outlives it.
#include <map>
#include <random>
#include <set>

#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;

namespace {

/// Does something that could happen in a lobby, and says what.
std::string happen(ALobby& a, std::mt19937& random) {
    static const std::vector<std::string> kItems{"elder-card", "elder-card", "few-item", "night-item", "no-such-item"};
    static const std::vector<std::string> kPeople{"990307195503070011", "990307196001010022", "990307197001010033"};
    switch (random() % 12) {
    case 0:
    case 1: {
        const std::string& item = kItems[random() % kItems.size()];
        a.lobby->issueTicket(item);
        return "issue " + item;
    }
    case 2: {
        const std::size_t who = random() % kPeople.size();
        a.layCard("人*" + std::to_string(who), kPeople[who]);
        return "card " + std::to_string(who);
    }
    case 3:
        a.lobby->giveUpTicket();
        return "give up";
    case 4:
        a.lobby->reprintTicket();
        return "reprint";
    case 5:
        a.lobby->endSession();
        return "leave";
    case 6: {
        const int code = static_cast<int>(random() % 6);
        a.lobby->scanned(a.code("0" + std::to_string(code) + "0102030405060708090a0b0c0d0e0f"));
        return "scan " + std::to_string(code);
    }
    case 7:
        a.lobby->callForHelp("home");
        return "help";
    case 8: {
        const bool online = random() % 2 == 0;
        a.syncd->link(a.clock, online ? "online" : "unreachable");
        a.passSome();
        return online ? "online" : "offline";
    }
    case 9:
        a.clock.pass(std::chrono::seconds(random() % 90));
        a.lobby->tick();
        return "time";
    case 10: {
        a.start();
        a.passSome();
        return "kill";
    }
    default: {
        if (a.jobs.empty()) return "-";
        const auto& job = a.jobs[random() % a.jobs.size()];
        StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, 1);
        const auto outcome = static_cast<receipt_printer::PrintOutcome>(random() % 3);
        if (random() % 2 == 0) journal.recordSending(job.print_job_id, journal.nextAnswerId(), {});
        journal.recordOutcome(job.print_job_id, outcome);
        a.lobby->printFinished(job.print_job_id);
        return "printed";
    }
    }
}

void nothingOutlivesTheVisit(const flows::LobbyState& seen) {
    if (seen.session != session::Phase::Attract) return;
    REQUIRE_FALSE(seen.greeting.has_value());
    REQUIRE_FALSE(seen.ticket.has_value());
    REQUIRE_FALSE(seen.refusal.has_value());
    REQUIRE_FALSE(seen.check_in.has_value());
    REQUIRE(seen.help == flows::HelpProgress::None);
}

void whatIsSeenIsDurable(ALobby& a) {
    if (!a.seen().ticket) return;
    auto row =
        SyncdHand::must(a.lobbyDatabase().prepare("SELECT count(*) FROM ticket WHERE ticket_id = ?1 AND number = ?2"));
    row.bind(1, std::string_view(a.seen().ticket->ticket_id)).bind(2, std::string_view(a.seen().ticket->number));
    REQUIRE(row.step().value());
    REQUIRE(row.integer(0) == 1);
}

/// The log and the rows tell the same story.
void booksBalance(ALobby& a) {
    std::multiset<std::string> issued;
    std::set<std::string> admitted;
    std::uint64_t sequence = 0;
    for (const auto& stored : SyncdHand::must(store::pending(a.lobbyDatabase(), store::Program::Kiosk, 0, 100000))) {
        REQUIRE(stored.sequence == ++sequence); // without gaps
        const auto event = events::parseEvent(stored.body);
        REQUIRE(event);
        if (event->type == "ticket.issued") issued.insert(event->data);
        if (event->type == "checkin.accepted") REQUIRE(admitted.insert(event->data).second);
    }
    REQUIRE(static_cast<std::int64_t>(issued.size()) == a.count("SELECT count(*) FROM ticket"));
    REQUIRE(static_cast<std::int64_t>(admitted.size()) == a.count("SELECT count(*) FROM check_in"));
    REQUIRE(a.count("SELECT count(*) FROM ticket") ==
            a.count("SELECT count(DISTINCT service_day || number) FROM ticket"));
    REQUIRE(a.count("SELECT coalesce(sum(people), 0) FROM check_in") <= 3); // the room's capacity
    REQUIRE(a.count("SELECT count(*) FROM ticket WHERE state <> 'live' AND person_hash IS NOT NULL") == 0);
    REQUIRE(static_cast<std::int64_t>(a.jobs.size()) == a.count("SELECT count(*) FROM print_job"));
}

} // namespace

TEST_CASE("whatever happens in a lobby, in whatever order, its books balance", "[lobby][property]") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        std::mt19937 random(seed);
        ALobby a;
        std::string told = "seed " + std::to_string(seed);
        for (int act = 0; act < 60; ++act) {
            told.append(", ").append(happen(a, random));
            INFO(told);
            nothingOutlivesTheVisit(a.seen());
            whatIsSeenIsDurable(a);
        }
        INFO(told);
        booksBalance(a);
    }
}
