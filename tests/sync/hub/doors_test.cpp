// SPDX-License-Identifier: Apache-2.0
// What a phone sees, what a kiosk is leased and told, what is counted; and everybody who should not get in.
#include "sync/hub/doors.h"

#include "sync/hub/counts.h"
#include "sync/hub/fleet.h"
#include "sync/hub/leases.h"
#include "sync/hub/static_files.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/browser.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

TEST_CASE("the counts equal what happened, and say so when a table was touched", "[hub][counts]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    for (int i = 1; i <= 3; ++i)
        kiosk.takeNumber("A00" + std::to_string(i));
    kiosk.happen(events::CheckinAccepted{"00112233445566778899aabbccddeeff", "open-day", 4});
    kiosk.happen(events::CheckinRejected{events::CheckinRejected::Reason::AlreadyUsed, std::nullopt});
    kiosk.happen(events::HelpRequested{kiosk.id(), "home"});
    REQUIRE(kiosk.pushAll(lobby.database()));
    REQUIRE(kiosk.pushAll(lobby.database()));
    const auto day = catalogue::serviceDayOf(lobby.clock.now());

    auto counts = json::parse(countsDocument(lobby.database(), day, {}));
    CHECK(counts["counts"]["tickets_issued"] == 3);
    CHECK(counts["counts"]["check_ins"] == 1);
    CHECK(counts["counts"]["check_in_people"] == 4);
    CHECK(counts["counts"]["check_ins_rejected"] == 1);
    CHECK(counts["counts"]["help_calls"] == 1);
    CHECK(counts["hours"][6] == 3); // 10:00 is the seventh hour of a day that begins at 04:00
    for (const auto& line : counts["ledger"])
        CHECK(line["events"] == line["rows"]);

    // Staff takes the admission back: nobody is counted who was not there.
    kiosk.happen(events::CheckinUndone{"00112233445566778899aabbccddeeff", "open-day", 4});
    REQUIRE(kiosk.pushAll(lobby.database()));
    counts = json::parse(countsDocument(lobby.database(), day, {}));
    CHECK(counts["counts"]["check_in_people"] == 0);
    for (const auto& line : counts["ledger"])
        CHECK(line["events"] == line["rows"]);

    run(lobby.database(), "DELETE FROM ticket WHERE number = 'A002'");
    counts = json::parse(countsDocument(lobby.database(), day, {}));
    CHECK(counts["ledger"][0]["events"] == 3);
    CHECK(counts["ledger"][0]["rows"] == 2);
}

TEST_CASE("what is pushed down is what kiosks can read, with a growing revision", "[hub]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    const auto ticket = kiosk.takeNumber("A001");
    const auto listener = lobby.hub.device_feed->listen();
    auto request = post("/v1/events");
    request.peer = kiosk.peer();
    const auto last = kiosk.sequence();
    request.body = kiosk.batch(1, last);
    request.headers = {{"Onestop-Chain-Before", kiosk.headers(1, last).chain_before},
                       {"Onestop-Chain-After", kiosk.headers(1, last).chain_after},
                       {"Onestop-Sent-At", events::toRfc3339(lobby.clock.now() + 3min)},
                       {"Onestop-Waiting", "5"}};
    const auto before = lobby.hub.floor.revision();

    REQUIRE(devicesDoor(lobby.hub, request).status == 200);

    const auto state = catalogue::parseQueueState(listener->waiting.at("state"));
    REQUIRE(state);
    CHECK(state->revision > before);
    REQUIRE(state->ticket(ticket) != nullptr);
    CHECK(state->ticket(ticket)->ahead == 0);
    CHECK(state->businesses.at(0).waiting == 1);
    const auto node = json::parse(fleetDocument(lobby.hub))["nodes"][0]; // what it told beside the events
    CHECK(node["clock_ahead_s"] == 180);
    CHECK(node["waiting"] == 5);
}

TEST_CASE("a phone sees its own ticket and nothing else", "[hub][public]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    kiosk.takeNumber("A001");
    lobby.clock.pass(1min);
    kiosk.takeNumber("A002");
    REQUIRE(kiosk.pushAll(lobby.database()));

    const auto seen = json::parse(publicDoor(lobby.hub, get("/t/token-kiosk-1-A002.json")).body);
    CHECK(seen["number"] == "A002");
    CHECK(seen["ahead"] == 1);
    CHECK(seen.dump().find("A001") == std::string::npos);
    CHECK(seen.dump().find("token") == std::string::npos);
    CHECK(publicDoor(lobby.hub, get("/t/token-kiosk-1-A002")).status == 200);
    CHECK(publicDoor(lobby.hub, get("/t/guess.json")).status == 404);
    CHECK(publicDoor(lobby.hub, get("/t/")).status == 404);
    CHECK(publicDoor(lobby.hub, get("/staff/state")).status == 404);
    CHECK(publicDoor(lobby.hub, post("/t/token-kiosk-1-A002")).status == 405);
    lobby.clock.pass(24h);
    CHECK(publicDoor(lobby.hub, get("/t/token-kiosk-1-A002.json")).status == 404);
}

TEST_CASE("numbers are leased in order, each once, at most three ahead", "[hub][leases]") {
    Lobby lobby;
    const auto today = catalogue::serviceDayOf(lobby.clock.now());
    const auto ask = [&](const std::string& node, const std::string& key, int free) {
        LeaseRequest request{today, kMaxHold, {{"A", free}}};
        return json::parse(*lease(lobby.database(), node, key, request, lobby.clock.now()))["leases"];
    };

    CHECK(ask("kiosk-1", "k1", 0)[0]["first"] == 1);
    CHECK(ask("kiosk-2", "k2", 0)[0]["first"] == 4);
    CHECK(ask("kiosk-1", "k3", 2) ==
          json::parse(R"([{"service_day":"2026-11-24","business":"A","first":7,"last":7}])"));
    CHECK(ask("kiosk-1", "k3", 2)[0]["first"] == 7); // the answer was lost: the same again
    CHECK(ask("kiosk-1", "k4", 3).empty());
    CHECK(lobby.count("SELECT SUM(last - first + 1) FROM lease") == 7);

    CHECK(nextLease(697, 3, 0) == catalogue::NumberLease{698, 699});
    CHECK_FALSE(nextLease(699, 3, 0));
    CHECK_FALSE(lease(lobby.database(), "kiosk-1", "k5", {today.next().next(), 3, {}}, lobby.clock.now()));
    CHECK(lease(lobby.database(), "kiosk-1", "k6", {today.next(), 3, {{"A", 0}}}, lobby.clock.now()));
}

TEST_CASE("a lease request is read strictly", "[hub][leases][hostile]") {
    CHECK(parseLeaseRequest(R"({"service_day":"2026-11-24","hold":99,"held":[{"business":"A","next":4,"last":5}]})")
              ->hold == kMaxHold);
    CHECK(parseLeaseRequest(R"({"service_day":"2026-11-24","hold":3,"held":[{"business":"A","next":4,"last":5}]})")
              ->held[0]
              .free == 2);
    for (const auto* bad :
         {"", "[]", R"({"hold":3,"held":[]})", R"({"service_day":"today","hold":3,"held":[]})",
          R"({"service_day":"2026-11-24","hold":-1,"held":[]})", R"({"service_day":"2026-11-24","hold":3,"held":{}})",
          R"({"service_day":"2026-11-24","hold":3,"held":[{"business":"AB"}]})",
          R"({"service_day":"2026-11-24","hold":3,"held":[7]})"}) {
        CHECK_FALSE(parseLeaseRequest(bad));
    }
}

TEST_CASE("a device door has a few paths and one method each", "[hub][devices]") {
    Lobby lobby;
    CHECK(devicesDoor(lobby.hub, get("/v1/events")).status == 405);
    CHECK(devicesDoor(lobby.hub, get("/v1/leases")).status == 405);
    CHECK(devicesDoor(lobby.hub, post("/v1/state")).status == 405);
    CHECK(devicesDoor(lobby.hub, get("/staff/me")).status == 404);
    CHECK(devicesDoor(lobby.hub, get("/v1/state")).feed == lobby.hub.device_feed);
    CHECK(devicesDoor(lobby.hub, post("/v1/publish")).status == 404); // this hub holds no online keys
    {
        auto listening = get("/v1/state");
        listening.peer = "kiosk-1.dapeng-kuichong";
        const auto stream = devicesDoor(lobby.hub, listening);
        CHECK(lobby.hub.present.at("kiosk-1") == 1);
    }
    CHECK_FALSE(lobby.hub.present.contains("kiosk-1"));
    auto gzip = post("/v1/events");
    gzip.headers = {{"Content-Encoding", "gzip"}};
    CHECK(devicesDoor(lobby.hub, gzip).status == 415);
}

TEST_CASE("the repository is served whole, in parts, and never beyond its folder", "[hub][public][hostile]") {
    Lobby lobby;
    lobby.folder.write("secret.txt", "secret");
    lobby.folder.write("repository/metadata/1.root.json", "0123456789");
    std::filesystem::create_symlink("../../secret.txt", lobby.folder.path() / "repository/metadata/link.json");
    lobby.hub.repository = (lobby.folder.path() / "repository").string();
    const auto root = get("/repository/metadata/1.root.json");
    const auto whole = publicDoor(lobby.hub, root);
    CHECK(whole.status == 200);
    CHECK(whole.body == "0123456789");
    const auto etag = std::string(transport::findHeader(whole.headers, "ETag"));

    const auto with = [&](std::vector<transport::Header> headers) {
        auto request = root;
        request.headers = std::move(headers);
        return publicDoor(lobby.hub, request);
    };
    CHECK(with({{"Range", "bytes=4-"}}).body == "456789");
    CHECK(with({{"Range", "bytes=4-6"}, {"If-Range", etag}}).status == 206);
    CHECK(with({{"Range", "bytes=4-6"}, {"If-Range", "\"old\""}}).body == "0123456789");
    CHECK(with({{"Range", "bytes=10-"}}).status == 416);
    CHECK(with({{"If-None-Match", etag}}).status == 304);

    for (const auto* path : {"/repository/../secret.txt", "/repository/metadata/../../secret.txt",
                             "/repository//etc/passwd", "/repository/", "/repository/metadata",
                             "/repository/metadata/link.json", "/repository/.hidden", "/repository/a\\..\\b"}) {
        CHECK(publicDoor(lobby.hub, get(path)).status == 404);
    }
    CHECK(parseRange("bytes=-3", 10).range == ByteRange{7, 9});
    CHECK(parseRange("bytes=5-2", 10).kind == RangeKind::Whole);
    CHECK(parseRange("bytes=0-1,3-4", 10).kind == RangeKind::Whole);
    CHECK(parseRange("bytes=18446744073709551616-", 10).kind == RangeKind::Whole);
}

TEST_CASE("what is too large for the memory is served in parts, under the hash in its name", "[hub][public]") {
    Lobby lobby;
    const std::string hash(64, 'a');
    const auto folder = lobby.folder.path() / "repository/targets/software";
    lobby.folder.write("repository/targets/software/" + hash + ".x.raucb", "0123456789");
    lobby.folder.write("repository/targets/software/x.raucb", "0123456789");
    for (const char* name : {".x.raucb", "x.raucb"}) // sparse: the rest costs nothing
        std::filesystem::resize_file(folder / (name[0] == '.' ? hash + name : name), kMostFileBytes + 1);
    lobby.hub.repository = (lobby.folder.path() / "repository").string();
    const auto with = [&](const std::string& name, std::vector<transport::Header> headers) {
        auto request = get("/repository/targets/software/" + name);
        request.headers = std::move(headers);
        return publicDoor(lobby.hub, request);
    };
    const auto part = with(hash + ".x.raucb", {{"Range", "bytes=4-6"}, {"If-Range", '"' + hash + '"'}});
    CHECK(part.status == 206);
    CHECK(part.body == "456");
    CHECK(transport::findHeader(part.headers, "Content-Range") == "bytes 4-6/67108865");
    CHECK(transport::findHeader(part.headers, "ETag") == '"' + hash + '"');
    CHECK(with(hash + ".x.raucb", {{"Range", "bytes=0-"}}).body.size() == kMostPartBytes); // and the client asks on
    CHECK(with(hash + ".x.raucb", {{"Range", "bytes=67108865-"}}).status == 416);
    CHECK(with(hash + ".x.raucb", {}).status == 404);
    CHECK(with(hash + ".x.raucb", {{"Range", "bytes=4-6"}, {"If-Range", "\"old\""}}).status == 404);
    CHECK(with("x.raucb", {{"Range", "bytes=4-6"}}).status == 404); // nothing says which bytes these are
}

TEST_CASE("a month that is sent to a hub which does not sign is sent on by its publisher", "[hub][devices]") {
    Lobby lobby;
    auto request = post("/v1/publish");
    request.peer = "publisher.dapeng-kuichong";
    CHECK(devicesDoor(lobby.hub, request).status == 404);
    lobby.hub.published_above = "https://district.example.cn/";
    const auto refused = devicesDoor(lobby.hub, request);
    CHECK(refused.status == 409);
    const auto document = json::parse(refused.body);
    CHECK(document["type"] == "urn:onestop:problem:published-above");
    CHECK(document["detail"] == "send it to https://district.example.cn/");
    request.peer = "kiosk-1.dapeng-kuichong";
    CHECK(devicesDoor(lobby.hub, request).status == 403);
}
