// SPDX-License-Identifier: Apache-2.0
// A clerk's day at the staff door, what a phone sees, what a kiosk is leased; and everybody who should not get in.
#include "sync/hub/doors.h"

#include <nlohmann/json.hpp>

#include "sync/hub/config.h"
#include "sync/hub/counts.h"
#include "sync/hub/leases.h"
#include "sync/hub/static_files.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/rehearsal.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;
using nlohmann::json;
using transport::ServerRequest;
using transport::ServerResponse;

namespace {

constexpr std::string_view kPassword = "a long password";

ServerRequest get(std::string path) {
    ServerRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.remote = "10.0.0.9";
    return request;
}

ServerRequest post(std::string path, const json& body = json::object()) {
    auto request = get(std::move(path));
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body.dump();
    return request;
}

/// A person at a counter with a browser.
class Browser {
public:
    explicit Browser(Lobby& lobby) : lobby_(lobby) {}

    unsigned signIn(std::string_view login, std::string_view password) {
        const auto answer = staffDoor(lobby_.hub, post("/staff/login", {{"login", login}, {"password", password}}));
        for (const auto& header : answer.headers) {
            if (header.name == "Set-Cookie") cookie_ = header.value.substr(0, header.value.find(';'));
        }
        if (answer.status == 200) csrf_ = json::parse(answer.body)["csrf"];
        return answer.status;
    }
    ServerResponse press(const std::string& verb, const json& body = json::object()) {
        auto request = post("/staff/" + verb, body);
        request.headers.push_back({"Cookie", cookie_});
        request.headers.push_back({"Onestop-Csrf", csrf_});
        return staffDoor(lobby_.hub, request);
    }
    ServerResponse look(const std::string& path) {
        auto request = get(path);
        request.headers.push_back({"Cookie", cookie_});
        return staffDoor(lobby_.hub, request);
    }
    std::string cookie_, csrf_;

private:
    Lobby& lobby_;
};

void employ(Lobby& lobby, const std::string& login, int counter) {
    putAccount(lobby.database(), {login, "李某", Role::Clerk, counter}, kPassword, countedRandom(), lobby.clock.now());
}

std::string problemType(const ServerResponse& response) {
    return json::parse(response.body)
        .at("type")
        .get<std::string>()
        .substr(std::string_view("urn:onestop:problem:").size());
}

} // namespace

TEST_CASE("a clerk calls, serves and finishes, and each step is in the log", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    const auto first = kiosk.takeNumber("A001");
    lobby.clock.pass(1min);
    const auto second = kiosk.takeNumber("A002");
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser clerk(lobby);
    REQUIRE(clerk.signIn("clerk", kPassword) == 200);

    CHECK(clerk.press("call-next").status == 200);
    CHECK(lobby.stateOf(first) == "called");
    CHECK(problemType(clerk.press("call-next")) == "counter_busy"); // a double click calls nobody else
    CHECK(clerk.press("recall").status == 200);
    CHECK(clerk.press("serve").status == 200);
    lobby.clock.pass(5min);
    CHECK(clerk.press("call-next").status == 200); // ends the first, calls the second
    CHECK(lobby.stateOf(first) == "done");
    CHECK(lobby.stateOf(second) == "called");

    const auto state = lobby.hub.floor.queueState();
    REQUIRE(state.calls.size() == 2);
    CHECK(state.calls[0].number == "A002");
    CHECK(state.calls[0].counter == 1);
    CHECK(state.calls[1].times == 2);
    CHECK(lobby.count("SELECT COUNT(*) FROM event WHERE type = 'ticket.called'") == 2);
    CHECK(lobby.count("SELECT COUNT(*) FROM event WHERE type = 'ticket.done'") == 1);
    CHECK(lobby.count("SELECT COUNT(*) FROM event WHERE type = 'admin.action' AND json_extract(body, '$.data.staff') = "
                      "'clerk'") >= 6);
}

TEST_CASE("a passed number comes back behind three others", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    std::vector<std::string> tickets;
    for (int i = 1; i <= 5; ++i) {
        tickets.push_back(kiosk.takeNumber("A00" + std::to_string(i)));
        lobby.clock.pass(1min);
    }
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser clerk(lobby);
    clerk.signIn("clerk", kPassword);
    clerk.press("call-next");
    clerk.press("pass");
    REQUIRE(clerk.press("requeue", {{"ticket_id", tickets[0]}}).status == 200);

    std::vector<std::string> called;
    for (int i = 0; i < 5; ++i) {
        REQUIRE(clerk.press("call-next").status == 200);
        called.push_back(lobby.hub.floor.queueState().calls.front().number);
        clerk.press("serve");
        lobby.clock.pass(1min);
    }

    CHECK(called == std::vector<std::string>{"A002", "A003", "A004", "A001", "A005"});
}

TEST_CASE("two counters never get the same person", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "one", 1);
    employ(lobby, "two", 2);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    for (int i = 1; i <= 6; ++i)
        kiosk.takeNumber("A00" + std::to_string(i));
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser one(lobby), two(lobby);
    one.signIn("one", kPassword);
    two.signIn("two", kPassword);

    for (int i = 0; i < 3; ++i) {
        for (auto* clerk : {&one, &two}) {
            REQUIRE(clerk->press("call-next").status == 200);
            REQUIRE(clerk->press("serve").status == 200);
        }
    }
    CHECK(problemType(one.press("call-next")) == "nobody_waiting");
    CHECK(lobby.count("SELECT COUNT(DISTINCT ticket_id) FROM call") == 6);
    CHECK(lobby.count("SELECT COUNT(*) FROM call") == 6);
}

TEST_CASE("a ticket given up at the kiosk leaves the counter free", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    const auto first = kiosk.takeNumber("A001");
    lobby.clock.pass(1min);
    kiosk.takeNumber("A002");
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser clerk(lobby);
    clerk.signIn("clerk", kPassword);
    clerk.press("call-next");

    kiosk.happen(events::TicketGivenUp{first});
    REQUIRE(kiosk.pushAll(lobby.database()));

    CHECK(lobby.stateOf(first) == "given_up");
    CHECK(clerk.press("call-next").status == 200);
}

TEST_CASE("a call for help rings until somebody says yes, once", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    const auto help_id = kiosk.id();
    kiosk.happen(events::HelpRequested{help_id, "guide"});
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser clerk(lobby);
    clerk.signIn("clerk", kPassword);
    CHECK(json::parse(lobby.hub.floor.staffDocument())["help"].size() == 1);

    CHECK(clerk.press("help/acknowledge", {{"help_id", help_id}}).status == 200);
    CHECK(clerk.press("help/acknowledge", {{"help_id", help_id}}).status == 409);

    CHECK(json::parse(lobby.hub.floor.staffDocument())["help"].empty());
    CHECK(lobby.hub.floor.queueState().help.at(0).help_id == help_id);
}

TEST_CASE("nobody gets in without a password, a session and a page of our own", "[hub][staff][hostile]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Browser clerk(lobby);
    CHECK(clerk.signIn("clerk", "wrong") == 401);
    CHECK(clerk.signIn("nobody", kPassword) == 401);
    CHECK(clerk.signIn("' OR 1=1 --", "x") == 401);
    CHECK(clerk.press("call-next").status == 401);
    CHECK(clerk.look("/staff/state").status == 401);
    CHECK(clerk.look("/staff/counts").status == 401);
    REQUIRE(clerk.signIn("clerk", kPassword) == 200);

    SECTION("without the page's own value") {
        clerk.csrf_ = "guessed";
        CHECK(problemType(clerk.press("call-next")) == "csrf");
    }
    SECTION("from another origin, or as a form") {
        auto request = post("/staff/call-next");
        request.headers.push_back({"Cookie", clerk.cookie_});
        request.headers.push_back({"Onestop-Csrf", clerk.csrf_});
        request.headers.push_back({"Origin", "https://evil.example"});
        CHECK(problemType(staffDoor(lobby.hub, request)) == "foreign-page");
        request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                           {"Cookie", clerk.cookie_},
                           {"Onestop-Csrf", clerk.csrf_}};
        CHECK(problemType(staffDoor(lobby.hub, request)) == "foreign-page");
    }
    SECTION("after signing out, or after a day") {
        CHECK(clerk.look("/staff/me").status == 200);
        lobby.clock.pass(kSessionLength);
        CHECK(clerk.look("/staff/me").status == 401);
    }
    SECTION("after signing out") {
        CHECK(clerk.press("logout").status == 200);
        CHECK(clerk.look("/staff/me").status == 401);
    }
}

TEST_CASE("a clerk has no fleet page, a technician has", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    putAccount(lobby.database(), {"tech", "王某", Role::Technician, std::nullopt}, kPassword, countedRandom(),
               lobby.clock.now());
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    kiosk.happen(events::DeviceStateChanged{events::DeviceStateChanged::Device::Printer, "paper_out"});
    REQUIRE(kiosk.pushAll(lobby.database()));
    Browser clerk(lobby), technician(lobby);
    clerk.signIn("clerk", kPassword);
    technician.signIn("tech", kPassword);

    CHECK(clerk.look("/staff/fleet").status == 403);
    const auto fleet = json::parse(technician.look("/staff/fleet").body);
    CHECK(fleet["nodes"][0]["devices"]["printer"] == "paper_out");
    CHECK(fleet["nodes"][0]["urgency"] > 0);
}

TEST_CASE("guessing passwords is slowed down, also when the guess is right at last", "[hub][staff][hostile]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Browser thief(lobby);
    for (std::size_t i = 0; i < LoginBrake::kPerLogin; ++i)
        CHECK(thief.signIn("clerk", "guess") == 401);
    CHECK(thief.signIn("clerk", kPassword) == 429);
    lobby.clock.pass(LoginBrake::kWindow);
    CHECK(thief.signIn("clerk", kPassword) == 200);
}

TEST_CASE("the cookie cannot be read by scripts nor sent by other sites", "[hub][staff]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    const auto answer = staffDoor(lobby.hub, post("/staff/login", {{"login", "clerk"}, {"password", kPassword}}));
    const auto cookie = std::string(transport::findHeader(answer.headers, "Set-Cookie"));
    for (const auto* word : {"HttpOnly", "Secure", "SameSite=Strict"})
        CHECK(cookie.find(word) != std::string::npos);
    CHECK(lobby.count("SELECT COUNT(*) FROM staff_session") == 1);
    CHECK(textOf(lobby.database(), "SELECT hex(password) FROM staff")->size() == 64);
}

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

TEST_CASE("a new service day starts an empty queue and keeps yesterday", "[hub]") {
    Lobby lobby;
    employ(lobby, "clerk", 1);
    Kiosk kiosk(lobby.clock, 1);
    kiosk.happen("epoch.opened", "{}");
    kiosk.takeNumber("A001");
    REQUIRE(kiosk.pushAll(lobby.database()));
    lobby.clock.pass(18h); // 04:00 of the 25th
    Browser clerk(lobby);
    clerk.signIn("clerk", kPassword);

    CHECK(lobby.hub.floor.queueState().service_day.text() == "2026-11-25");
    CHECK(lobby.hub.floor.queueState().tickets.empty());
    CHECK(problemType(clerk.press("call-next")) == "nobody_waiting");
    CHECK(lobby.count("SELECT COUNT(*) FROM ticket") == 1);
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
                       {"Onestop-Chain-After", kiosk.headers(1, last).chain_after}};
    const auto before = lobby.hub.floor.revision();

    REQUIRE(devicesDoor(lobby.hub, request).status == 200);

    const auto state = catalogue::parseQueueState(listener->waiting.at("state"));
    REQUIRE(state);
    CHECK(state->revision > before);
    REQUIRE(state->ticket(ticket) != nullptr);
    CHECK(state->ticket(ticket)->ahead == 0);
    CHECK(state->businesses.at(0).waiting == 1);
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

TEST_CASE("a fault in hub.toml is named with its line", "[hub][config]") {
    Folder folder;
    const std::string door = "certificate = \"c\"\nkey = \"k\"\n";
    const auto fault = [&](const std::string& text) {
        const auto config = readHubConfig(folder.write("hub.toml", text));
        REQUIRE_FALSE(config);
        return config.error().substr(config.error().find("hub.toml"));
    };
    const std::string head = "site = \"s\"\ndatabase = \"d\"\n[devices]\n";

    CHECK(fault("site = \"s\"\n") == "hub.toml:1: database: expected a file name");
    CHECK(fault("site = 7\ndatabase = \"d\"\n").find("hub.toml:1: site: expected") == 0);
    CHECK(fault(head + "listen = \"nowhere\"\n" + door + "authority = \"a\"\n") ==
          "hub.toml:4: listen: expected address:port");
    CHECK(fault(head + "listen = \"127.0.0.1:1\"\n" + door) == "hub.toml:3: authority: expected a file name");
    CHECK(fault(head + "listen = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\ncolour = 1\n") ==
          "hub.toml:8: unknown option colour");
    CHECK(fault("site = \n").find("hub.toml:1: ") == 0);
    const auto good =
        readHubConfig(folder.write("hub.toml", head + "listen = \"127.0.0.1:1\"\n" + door + "authority = \"a\"\n"));
    REQUIRE(good);
    CHECK(good->database == folder.path() / "d");
}
