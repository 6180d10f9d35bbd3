// SPDX-License-Identifier: Apache-2.0
// What the counts rest on: an event is held once, whatever is sent, how often and in what pieces; bytes that do not
// fit the chain, another kiosk's events and hostile bodies change nothing.
#include "sync/hub/ingest.h"

#include <random>

#include <zstd.h>

#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

namespace {

void workday(Kiosk& kiosk, StillClock& clock, int tickets) {
    kiosk.happen("epoch.opened", "{}");
    for (int i = 0; i < tickets; ++i) {
        clock.pass(1min);
        kiosk.happen(events::SessionStarted{});
        kiosk.takeNumber("A" + std::to_string(100 + i));
    }
}

events::TicketIssued issued(const std::string& id, const std::string& number, const events::Clock& clock) {
    events::TicketIssued ticket;
    ticket.ticket_id = ticket.token = id;
    ticket.number = number;
    ticket.business = "A";
    ticket.item_id = "elder-card";
    ticket.service_day = catalogue::serviceDayOf(clock.now()).text();
    return ticket;
}

std::string zstd(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
    return out;
}

} // namespace

TEST_CASE("a batch that comes twice is held once", "[ingest]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 5);

    const auto first = kiosk.pushAll(lobby.database());
    const auto again = kiosk.pushAll(lobby.database());

    REQUIRE(first);
    REQUIRE(again);
    CHECK(first->sequence == 11);
    CHECK(first->stored == 11);
    CHECK(again->sequence == 11);
    CHECK(again->stored == 0);
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 5);
}

TEST_CASE("any cutting, repeating and reordering of pushes ends with each event once", "[ingest][property]") {
    std::mt19937 chance(4);
    for (int round = 0; round < 12; ++round) {
        Lobby lobby;
        std::vector<Kiosk> kiosks;
        for (int number = 1; number <= 3; ++number) {
            kiosks.emplace_back(lobby.clock, number);
            workday(kiosks.back(), lobby.clock, 6);
        }
        std::vector<std::uint64_t> held(kiosks.size(), 0);
        for (int step = 0; step < 60; ++step) {
            const auto which = chance() % kiosks.size();
            const auto& kiosk = kiosks[which];
            const auto first = 1 + chance() % kiosk.sequence();
            const auto last = first + chance() % (kiosk.sequence() - first + 1);

            const auto answer = kiosk.push(lobby.database(), first, last);

            REQUIRE(answer);
            const bool gap = first > held[which] + 1;
            CHECK(answer->gap == gap);
            if (!gap) held[which] = std::max(held[which], last);
            CHECK(answer->sequence == held[which]);
        }
        for (const auto& kiosk : kiosks)
            REQUIRE(kiosk.pushAll(lobby.database()));

        CHECK(lobby.count("SELECT COUNT(*) FROM event WHERE source NOT LIKE '%:hub:%'") == 3 * 13);
        CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 3 * 6);
        for (const auto& kiosk : kiosks) {
            const auto hash = heldOf(lobby.database(), kiosk.source()).hash;
            CHECK(hash == kiosk.chain(kiosk.sequence()));
        }
    }
}

TEST_CASE("however a day is cut into batches, the tables say the same of it", "[ingest][property]") {
    std::mt19937 chance(7);
    StillClock clock;
    Kiosk kiosk(clock, 1);
    kiosk.happen("epoch.opened", "{}");
    std::vector<std::string> tickets;
    for (int i = 0; i < 150; ++i) {
        const auto before = tickets.empty() ? kiosk.id() : tickets[chance() % tickets.size()];
        switch (chance() % 6) {
        case 0:
        case 1:
            tickets.push_back(kiosk.id());
            kiosk.happen(
                issued(tickets.back(), "A" + std::to_string(100 + chance() % 60), clock)); // some numbers twice
            break;
        case 2:
        case 3:
            kiosk.happen(
                events::TicketPrinted{before, static_cast<events::TicketPrinted::Outcome>(chance() % 3), false});
            break;
        case 4:
            kiosk.happen(events::DeviceStateChanged{static_cast<events::DeviceStateChanged::Device>(chance() % 3),
                                                    "state_" + std::to_string(i)});
            break;
        default:
            kiosk.happen(events::TicketGivenUp{before});
        }
        clock.pass(1s);
    }
    const auto drawnBy = [&](const auto& size) {
        Lobby lobby;
        for (std::uint64_t first = 1; first <= kiosk.sequence();) {
            const auto last = std::min<std::uint64_t>(first + size() - 1, kiosk.sequence());
            REQUIRE(kiosk.push(lobby.database(), first, last));
            first = last + 1;
        }
        std::vector<std::string> rows;
        for (const auto* sql :
             {"SELECT ticket_id || number || issued_at || state || print_state FROM ticket ORDER BY ticket_id",
              "SELECT node || device || state || since FROM device ORDER BY device",
              "SELECT kind || node || detail FROM anomaly ORDER BY detail"}) {
            auto found = query(lobby.database(), sql);
            while (nextRow(found))
                rows.push_back(found.text(0));
        }
        return rows;
    };
    const auto one_by_one = drawnBy([] { return 1; });
    CHECK(one_by_one.size() > tickets.size() + 3);
    CHECK(drawnBy([] { return 500; }) == one_by_one);
    for (int round = 0; round < 5; ++round)
        CHECK(drawnBy([&] { return 1 + chance() % 40; }) == one_by_one);
}

TEST_CASE("what is held are the bytes that were sent", "[ingest]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 2);
    REQUIRE(kiosk.pushAll(lobby.database()));

    for (std::uint64_t sequence = 1; sequence <= kiosk.sequence(); ++sequence) {
        CHECK(textOf(lobby.database(), "SELECT body FROM event WHERE source = ? AND sequence = ?", kiosk.source(),
                     sequence) == kiosk.bodies()[sequence - 1]);
    }
}

TEST_CASE("a gap is answered with what is held, and is noted once", "[ingest]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 5);
    REQUIRE(kiosk.push(lobby.database(), 1, 3));

    for (int i = 0; i < 3; ++i) {
        const auto answer = kiosk.push(lobby.database(), 6, 8);
        REQUIRE(answer);
        CHECK(answer->gap);
        CHECK(answer->sequence == 3);
        CHECK(answer->stored == 0);
    }

    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'gap'") == 1);
    CHECK(kiosk.push(lobby.database(), 4, 8)->sequence == 8);
}

TEST_CASE("another kiosk's certificate cannot speak for this one", "[ingest][hostile]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 1);
    const auto last = kiosk.sequence();

    for (const std::string peer : {"kiosk-2.dapeng-kuichong", "kiosk-1.dapeng-district", "hub.dapeng-kuichong", ""}) {
        const auto answer =
            ingestBatch(lobby.database(), kSite, peer, kiosk.batch(1, last), kiosk.headers(1, last), lobby.clock.now());
        REQUIRE_FALSE(answer);
        CHECK(answer.error().fault == IngestFault::AnotherSource);
    }
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 0);
}

TEST_CASE("a kiosk cannot write the hub's own events", "[ingest][hostile]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    events::TicketDone done;
    done.ticket_id = kiosk.id();
    done.counter = 1;
    kiosk.happen(done);

    const auto answer = kiosk.pushAll(lobby.database());

    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == IngestFault::BadEvent);
    CHECK(heldOf(lobby.database(), kiosk.source()).sequence == 0);
}

TEST_CASE("one changed byte anywhere in a batch is refused whole", "[ingest][hostile][property]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 2);
    const auto last = kiosk.sequence();
    const auto batch = kiosk.batch(1, last);
    REQUIRE(batch.size() > 500);

    for (std::size_t at = 0; at < batch.size(); at += 7) {
        auto damaged = batch;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        const auto answer =
            ingestBatch(lobby.database(), kSite, kiosk.peer(), damaged, kiosk.headers(1, last), lobby.clock.now());
        CHECK_FALSE(answer);
    }
    CHECK(lobby.count("SELECT COUNT(*) FROM event WHERE source NOT LIKE '%:hub:%'") == 0);
    CHECK(kiosk.pushAll(lobby.database()));
}

TEST_CASE("every cut of a batch is refused", "[ingest][hostile][property]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    workday(kiosk, lobby.clock, 1);
    const auto last = kiosk.sequence();
    const auto batch = kiosk.batch(1, last);
    for (std::size_t length = 0; length < batch.size(); length += 5) {
        CHECK_FALSE(ingestBatch(lobby.database(), kSite, kiosk.peer(), batch.substr(0, length), kiosk.headers(1, last),
                                lobby.clock.now()));
    }
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 0);
}

TEST_CASE("a kiosk that rewrites its past is refused and reported", "[ingest][hostile]") {
    Lobby lobby;
    Kiosk honest(lobby.clock, 1);
    Kiosk liar(lobby.clock, 1); // the same source: a cloned store
    REQUIRE(honest.source() == liar.source());
    honest.happen("epoch.opened", "{}");
    liar.happen("epoch.opened", "{}");
    honest.takeNumber("A001");
    liar.takeNumber("A777");
    REQUIRE(honest.pushAll(lobby.database()));

    const auto answer = liar.pushAll(lobby.database());

    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == IngestFault::Conflict);
    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'conflict'") == 1);
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket WHERE number = 'A777'") == 0);
}

TEST_CASE("broken bodies have their own answers", "[ingest][hostile]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    const auto headers = kiosk.headers(1, 1);
    const auto fault = [&](std::string_view body) {
        const auto answer = ingestBatch(lobby.database(), kSite, kiosk.peer(), body, headers, lobby.clock.now());
        REQUIRE_FALSE(answer);
        return answer.error().fault;
    };

    CHECK(fault("") == IngestFault::NotABatch);
    CHECK(fault("[]") == IngestFault::NotABatch);
    CHECK(fault("{}") == IngestFault::NotABatch);
    CHECK(fault("[{}]") == IngestFault::BadEvent);
    CHECK(fault(std::string(100'000, '[')) == IngestFault::NotABatch);
    CHECK(fault("[{\"specversion\":\"1.0\",\"data\":{\"x\":\"" + std::string(10'000'000, 'x') + "\"}}]") ==
          IngestFault::BadEvent);
}

TEST_CASE("undeclared fields never enter the log", "[ingest][hostile]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("help.requested", R"({"help_id":"h1","page":"home","name":"somebody"})");

    const auto answer = kiosk.pushAll(lobby.database());

    REQUIRE_FALSE(answer);
    CHECK(answer.error().fault == IngestFault::BadEvent);
    CHECK(answer.error().context.find("somebody") == std::string::npos);
}

TEST_CASE("a zip bomb is stopped at the limit", "[ingest][hostile]") {
    const auto bomb = zstd(std::string(200'000'000, ' '));
    REQUIRE(bomb.size() < 100'000);

    const auto unpacked = unpackZstd(bomb, kMaxBatchBytes);

    REQUIRE_FALSE(unpacked);
    CHECK(unpacked.error().fault == IngestFault::TooLarge);
    CHECK(unpackZstd("not zstd at all", kMaxBatchBytes).error().fault == IngestFault::NotZstd);
    const auto good = zstd("[1,2,3]");
    CHECK(unpackZstd(good, kMaxBatchBytes) == "[1,2,3]");
    for (std::size_t length = 0; length < good.size(); ++length) {
        CHECK_FALSE(unpackZstd(std::string_view(good).substr(0, length), kMaxBatchBytes));
    }
}

TEST_CASE("the same code at two kiosks and the same number twice are reported, not denied", "[ingest]") {
    Lobby lobby;
    Kiosk one(lobby.clock, 1);
    Kiosk two(lobby.clock, 2);
    for (auto* kiosk : {&one, &two}) {
        kiosk->happen("epoch.opened", "{}");
        kiosk->happen(events::CheckinAccepted{"00112233445566778899aabbccddeeff", "open-day", 2});
        kiosk->takeNumber("A700");
        REQUIRE(kiosk->pushAll(lobby.database()));
    }

    CHECK(lobby.count("SELECT COUNT(*) FROM check_in") == 2);
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 2);
    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'code_admitted_twice' AND node = 'kiosk-2'") == 1);
    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'duplicate_number'") == 1);
}

TEST_CASE("a clock jump and a new epoch are visible upstream", "[ingest]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    events::EpochOpened opened;
    opened.previous_epoch = "0190f7a0-0000-7000-8000-000000000000";
    kiosk.happen(opened);
    kiosk.happen(events::ClockJumped{-3'600'000});
    REQUIRE(kiosk.pushAll(lobby.database()));

    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'clock_jump' AND detail = '-3600000 ms'") == 1);
    CHECK(lobby.count("SELECT COUNT(*) FROM anomaly WHERE kind = 'new_epoch'") == 1);
}
