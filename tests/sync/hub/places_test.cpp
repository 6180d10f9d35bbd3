// SPDX-License-Identifier: Apache-2.0
// Promises: however often a request, an answer or a batch of events is lost, repeated or late, and whatever store is
// lost, no session is ever promised to more people than it has room for; what is given back can be lent again; bookings
// at the hub are what kiosks told, once.
#include "sync/hub/places.h"

#include <algorithm>
#include <random>

#include <nlohmann/json.hpp>

#include "sync/hub/counts.h"
#include "sync/hub/doors.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using nlohmann::json;

namespace {

const std::string kLantern = "lantern-28";

SitePlan planOf(const Lobby& lobby, int capacity) {
    SitePlan plan;
    plan.sessions[kLantern] = {.activity_session_id = kLantern,
                               .activity_id = "lantern",
                               .begins_at = lobby.clock.now() + 48h,
                               .ends_at = lobby.clock.now() + 50h,
                               .capacity = capacity,
                               .check_in = true};
    return plan;
}

/// What a kiosk's store knows of the session, as syncd and kiosk keep it.
struct Store {
    Kiosk log;
    int granted = 0, returned = 0;
    std::vector<std::pair<std::string, int>> bookings = {}; ///< confirmed and live: id, people

    int booked() const {
        int people = 0;
        for (const auto& [id, each] : bookings)
            people += each;
        return people;
    }
    int free() const { return granted - returned - booked(); }
    PlacesRequest request(int ahead) const {
        return {log.source(), {{kLantern, returned + booked() + ahead, returned}}};
    }
    /// An answer only raises, whenever it comes.
    void take(const json& answer) {
        granted = std::max(granted, answer["places"][0]["granted"].get<int>());
        returned = std::max(returned, answer["places"][0]["returned"].get<int>());
    }
    void book(int people) {
        bookings.push_back({log.id(), people});
        log.happen(events::BookingCreated{.booking_id = bookings.back().first,
                                          .activity_session_id = kLantern,
                                          .people = people,
                                          .standing = events::BookingCreated::Standing::Confirmed,
                                          .token_id = std::string(32, 'a')});
    }
    void cancel() {
        log.happen(events::BookingCancelled{.booking_id = bookings.back().first});
        bookings.pop_back();
    }
};

int outstanding(Lobby& lobby) {
    return static_cast<int>(lobby.count("SELECT COALESCE(SUM(granted - returned), 0) FROM place_lease"));
}

} // namespace

TEST_CASE("a few places are lent ahead, and never more in all than the session has", "[hub][places]") {
    Lobby lobby;
    const auto plan = planOf(lobby, 6);
    Store one{Kiosk(lobby.clock, 1)}, two{Kiosk(lobby.clock, 2)};
    const auto ask = [&](Store& store, int ahead) {
        store.take(json::parse(leasePlaces(lobby.database(), plan, store.request(ahead), lobby.clock.now())));
    };
    ask(one, 99);
    CHECK(one.free() == kMostPlacesAhead); // a portion, however much is wanted
    ask(one, 4);
    CHECK(one.granted == 4); // again: the same
    ask(two, 4);
    CHECK(two.free() == 2); // what is left

    one.book(2);
    REQUIRE(one.log.pushAll(lobby.database()));
    ask(one, 4);
    CHECK(one.free() == 2); // nothing is left: beyond it there is only the waiting line

    two.returned += 2;
    ask(two, 0);
    ask(one, 4);
    CHECK(one.free() == 4);
    CHECK(outstanding(lobby) == 6);
}

TEST_CASE("only a session of the list that can be booked now is lent", "[hub][places]") {
    Lobby lobby;
    auto plan = planOf(lobby, 6);
    const auto granted = [&](const SitePlan& with) {
        Store store{Kiosk(lobby.clock, 1, kSite, std::to_string(lobby.count("SELECT COUNT(*) FROM place_lease")))};
        const auto answer = leasePlaces(lobby.database(), with, store.request(2), lobby.clock.now());
        return json::parse(answer)["places"][0]["granted"].get<int>();
    };
    CHECK(granted({}) == 0);
    plan.sessions[kLantern].begins_at = lobby.clock.now();
    CHECK(granted(plan) == 0);
    plan.sessions[kLantern].begins_at = lobby.clock.now() + 24h * 8;
    CHECK(granted(plan) == 0);
    plan.sessions[kLantern].begins_at = lobby.clock.now() + 24h * 7;
    CHECK(granted(plan) == 2);

    pausePlaces(lobby.database(), lobby.clock.now()); // restored: nobody knows what was lent since the backup
    CHECK(granted(plan) == 0);
    plan.sessions[kLantern].begins_at += 1h;
    lobby.clock.pass(1h);
    CHECK(granted(plan) == 2); // could not be booked before the restore
}

TEST_CASE("whatever is lost, repeated or late, nobody is promised a place that is not there",
          "[hub][places][property]") {
    std::mt19937 chance(20261128);
    const auto upTo = [&](int most) { return static_cast<int>(chance() % static_cast<unsigned>(most)); };
    for (int round = 0; round < 12; ++round) {
        Lobby lobby;
        const int capacity = 1 + upTo(20);
        const auto plan = planOf(lobby, capacity);
        std::vector<std::optional<Store>> stores;
        std::vector<PlacesRequest> asked;                  // any may arrive again
        std::vector<std::pair<std::string, json>> answers; // to a source; any may arrive late, or twice
        for (int number = 1; number <= 3; ++number)
            stores.push_back(Store{Kiosk(lobby.clock, number)});
        int lost_people = 0;
        for (int step = 0; step < 250; ++step) {
            const auto at = static_cast<std::size_t>(upTo(3));
            Store& store = *stores[at];
            const auto send = [&](const PlacesRequest& request) {
                answers.push_back(
                    {request.source, json::parse(leasePlaces(lobby.database(), plan, request, lobby.clock.now()))});
            };
            switch (upTo(9)) {
            case 0:
            case 1: // asks; whether the answer arrives is another matter
                asked.push_back(store.request(upTo(7)));
                send(asked.back());
                break;
            case 2: // a request from long ago arrives once more
                if (asked.empty()) break;
                send(asked[static_cast<std::size_t>(upTo(static_cast<int>(asked.size())))]);
                break;
            case 3:
            case 4: { // some answer arrives, in any order
                if (answers.empty()) break;
                const auto& [to, answer] = answers[static_cast<std::size_t>(upTo(static_cast<int>(answers.size())))];
                for (auto& each : stores)
                    if (each->log.source() == to) each->take(answer);
                break;
            }
            case 5: { // somebody books
                const int people = 1 + upTo(2);
                if (store.free() >= people) store.book(people);
                break;
            }
            case 6:
                if (!store.bookings.empty()) store.cancel();
                break;
            case 7: // gives back what it does not need: out of use first, told later
                if (store.free() > 0) ++store.returned;
                break;
            default:
                if (upTo(4) > 0) {
                    if (store.log.sequence() > 0) REQUIRE(store.log.pushAll(lobby.database()));
                    break;
                }
                lost_people += store.booked(); // they come with their codes all the same
                stores[at].emplace(Store{Kiosk(lobby.clock, static_cast<int>(at) + 1, kSite, std::to_string(step))});
            }
            int promised = lost_people;
            for (const auto& each : stores) {
                promised += each->booked();
                CHECK(each->free() >= 0);
            }
            REQUIRE(promised <= capacity);
            REQUIRE(outstanding(lobby) <= capacity);
        }
    }
}

TEST_CASE("a place given back by one kiosk is lent to another", "[hub][places][property]") {
    std::mt19937 chance(5);
    for (int round = 0; round < 10; ++round) {
        Lobby lobby;
        const int capacity = 4 + static_cast<int>(chance() % 12);
        const auto plan = planOf(lobby, capacity);
        Store one{Kiosk(lobby.clock, 1)}, two{Kiosk(lobby.clock, 2)};
        const auto ask = [&](Store& store) {
            if (store.log.sequence() > 0) REQUIRE(store.log.pushAll(lobby.database()));
            store.take(json::parse(leasePlaces(lobby.database(), plan, store.request(4), lobby.clock.now())));
        };
        for (ask(one); one.free() > 0; ask(one))
            one.book(1);
        CHECK(one.booked() == capacity);
        ask(two);
        CHECK(two.free() == 0);
        one.cancel();
        one.returned += 1;
        ask(one);
        ask(two);
        CHECK(one.free() + two.free() == 1); // whoever asked first has it: it is not lost
    }
}

TEST_CASE("bookings at the hub are what kiosks told, and the counts page says that they agree", "[hub][places]") {
    Lobby lobby;
    Store store{Kiosk(lobby.clock, 1)};
    store.granted = 9;
    store.book(2);
    store.book(1);
    const auto waiting = store.log.id();
    store.log.happen(events::BookingCreated{.booking_id = waiting,
                                            .activity_session_id = kLantern,
                                            .people = 1,
                                            .standing = events::BookingCreated::Standing::Waitlisted,
                                            .token_id = std::string(32, 'b')});
    store.cancel();
    REQUIRE(store.log.pushAll(lobby.database()));
    REQUIRE(store.log.pushAll(lobby.database())); // a repeated push changes nothing
    const auto counts = [&] {
        return json::parse(
            countsDocument(lobby.database(), catalogue::serviceDayOf(lobby.clock.now()), lobby.hub.floor.plan()));
    };
    CHECK(counts()["counts"]["bookings"] == 3);
    CHECK(counts()["counts"]["bookings_waitlisted"] == 1);
    CHECK(counts()["counts"]["bookings_cancelled"] == 1);
    store.log.happen(events::BookingPromoted{.booking_id = waiting});
    REQUIRE(store.log.pushAll(lobby.database()));
    CHECK(counts()["counts"]["bookings_waitlisted"] == 0);
    for (const auto& line : counts()["ledger"])
        CHECK(line["events"] == line["rows"]);

    // Another kiosk cannot touch them.
    Kiosk stranger(lobby.clock, 2);
    stranger.happen(events::BookingCancelled{.booking_id = waiting});
    REQUIRE(stranger.pushAll(lobby.database()));
    CHECK(counts()["counts"]["bookings_cancelled"] == 1);
}

TEST_CASE("places are lent to the log of the kiosk that asks, and the request is read strictly",
          "[hub][places][hostile]") {
    Lobby lobby;
    lobby.hub.floor.setPlan(planOf(lobby, 6));
    const Kiosk kiosk(lobby.clock, 1);
    transport::ServerRequest request;
    request.method = "POST";
    request.path = "/v1/places";
    request.peer = kiosk.peer();
    const json session{{"activity_session_id", kLantern}, {"wanted", 2}, {"returned", 0}};
    request.body = json{{"source", kiosk.source()}, {"sessions", json::array({session})}}.dump();
    CHECK(json::parse(devicesDoor(lobby.hub, request).body)["places"][0]["granted"] == 2);
    request.peer = "kiosk-2.dapeng-kuichong";
    CHECK(devicesDoor(lobby.hub, request).status == 403);
    request.method = "GET";
    CHECK(devicesDoor(lobby.hub, request).status == 405);
    for (const auto* bad :
         {"", "[]", R"({"sessions":[]})", R"({"source":"s","sessions":{}})", R"({"source":"s","sessions":[7]})",
          R"({"source":"s","sessions":[{"activity_session_id":"a","wanted":1}]})",
          R"({"source":"s","sessions":[{"activity_session_id":"a","wanted":-1,"returned":0}]})",
          R"({"source":"s","sessions":[{"activity_session_id":"","wanted":1,"returned":0}]})"})
        CHECK_FALSE(parsePlacesRequest(bad));
}
