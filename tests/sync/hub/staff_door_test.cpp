// SPDX-License-Identifier: Apache-2.0
// A clerk's day at the staff door; and everybody who should not get in.
#include "sync/catalogue/target_parser.h"
#include "sync/hub/doors.h"
#include "sync/hub/fleet.h"
#include "tests/support/catch.h"
#include "tests/sync/hub/browser.h"

using namespace onestop;
using namespace onestop::hub;
using namespace onestop::hub::rehearsal;

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

TEST_CASE("a technician has a code made that opens one kiosk, and the log says who", "[hub][staff]") {
    Lobby lobby;
    const Folder folder;
    employ(lobby, "clerk", 1);
    putAccount(lobby.database(), {"zhou", "周某", Role::Technician, {}}, kPassword, countedRandom(), lobby.clock.now());
    Browser technician(lobby);
    REQUIRE(technician.signIn("zhou", kPassword) == 200);
    CHECK(problemType(technician.press("kiosk-code", {{"kiosk", 2}})) == "no-staff-codes");
    lobby.hub.staff_codes =
        StaffCodes::open(folder.path() / "hub.sqlite", std::string(kSite), lobby.clock.now()).value();

    const auto answer = technician.press("kiosk-code", {{"kiosk", 2}});
    REQUIRE(answer.status == 200);
    CHECK(json::parse(answer.body)["picture"].get<std::string>().starts_with("<svg "));
    CHECK(
        lobby.count("SELECT COUNT(*) FROM event WHERE type = 'admin.action' AND json_extract(body, '$.data.action') = "
                    "'staff_code.made' AND json_extract(body, '$.data.staff') = 'zhou'") == 1);
    CHECK(problemType(technician.press("kiosk-code", {{"kiosk", 7}})) == "bad-kiosk");
    Browser clerk(lobby);
    REQUIRE(clerk.signIn("clerk", kPassword) == 200);
    CHECK(problemType(clerk.press("kiosk-code", {{"kiosk", 2}})) == "role");
}

TEST_CASE("the hub's key of codes is the same after a restart, and its entry is what staff_keys.json takes",
          "[hub][staff]") {
    const Folder folder;
    const StillClock clock;
    const auto database = folder.path() / "hub.sqlite";
    const auto first = StaffCodes::open(database, std::string(kSite), clock.now());
    REQUIRE(first);
    const auto again = StaffCodes::open(database, std::string(kSite), clock.now());
    REQUIRE(again);
    std::ifstream entry(database.string() + ".staff_key.json");
    const std::string listed{std::istreambuf_iterator<char>(entry), {}};
    catalogue::Catalogue district;
    REQUIRE(catalogue::readTarget("staff_keys.json", R"({"issued":"2026-11-24T00:00:00Z","keys":[)" + listed + "]}",
                                  district)
                .empty());
    district.site_id = kSite;
    for (const auto& hub : {*first, *again}) {
        const auto made = hub.make(2, countedRandom(), clock.now());
        CHECK(catalogue::verifyStaffCode(made.text, district.staffCodeRules(2, clock.now() + 4min)).outcome ==
              catalogue::StaffCodeOutcome::Opens);
        CHECK(catalogue::verifyStaffCode(made.text, district.staffCodeRules(2, clock.now() + 5min)).outcome ==
              catalogue::StaffCodeOutcome::Expired);
    }
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
    lobby.clock.pass(1min);

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

TEST_CASE("a call for help rings at the counter and in the hall until somebody says yes, once", "[hub][staff]") {
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
    const auto ringing = lobby.hub.floor.queueState().open_help;
    REQUIRE(ringing.size() == 1);
    CHECK(ringing[0].help_id == help_id);
    CHECK(ringing[0].node == "kiosk-1");
    CHECK(ringing[0].requested_at == lobby.clock.now());

    CHECK(clerk.press("help/acknowledge", {{"help_id", help_id}}).status == 200);
    CHECK(clerk.press("help/acknowledge", {{"help_id", help_id}}).status == 409);

    CHECK(json::parse(lobby.hub.floor.staffDocument())["help"].empty());
    CHECK(lobby.hub.floor.queueState().help.at(0).help_id == help_id);
    CHECK(lobby.hub.floor.queueState().open_help.empty());
}

TEST_CASE("a call for help that the resident takes back rings no longer, and another kiosk's rings on",
          "[hub][staff]") {
    Lobby lobby;
    Kiosk first(lobby.clock, 1), second(lobby.clock, 2);
    for (auto* kiosk : {&first, &second})
        kiosk->happen("epoch.opened", "{}");
    const auto taken_back = first.id(), waits = second.id();
    first.happen(events::HelpRequested{taken_back, "guide"});
    second.happen(events::HelpRequested{waits, "home"});
    REQUIRE(first.pushAll(lobby.database()));
    REQUIRE(second.pushAll(lobby.database()));
    CHECK(lobby.hub.floor.queueState().open_help.size() == 2);

    first.happen(events::HelpCancelled{taken_back});
    REQUIRE(first.pushAll(lobby.database()));

    const auto ringing = lobby.hub.floor.queueState().open_help;
    REQUIRE(ringing.size() == 1);
    CHECK(ringing[0].help_id == waits);
    CHECK(ringing[0].node == "kiosk-2");
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

TEST_CASE("a technician sees which software runs, which should, and why the last update did not hold", "[hub][fleet]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    const auto seen = [&] {
        REQUIRE(kiosk.pushAll(lobby.database()));
        return json::parse(fleetDocument(lobby.hub))["nodes"][0]["software"];
    };
    kiosk.happen("epoch.opened", "{}");
    CHECK(seen().is_null()); // another Debian's software is its own affair
    kiosk.happen(events::SoftwareStarted{"0.1.0", "onestop-x86_64"});
    CHECK(seen()["running"] == "0.1.0");
    CHECK(seen()["wanted"] == "");

    SitePlan plan;
    plan.releases.push_back({"0.2.0",
                             catalogue::parseVersion("0.2.0").value(),
                             "onestop-x86_64",
                             "software/x.raucb",
                             1,
                             {false, {}, {"kiosk-1." + lobby.hub.site}}});
    lobby.hub.floor.setPlan(plan);
    CHECK(seen()["wanted"] == "0.2.0");
    kiosk.happen(events::SoftwareFetched{"0.2.0"});
    CHECK(seen()["progress"] == "fetched");
    kiosk.happen(
        events::SoftwareFailed{"0.2.0", events::SoftwareFailed::Reason::NotGood, events::SoftwareFailed::Part::Kiosk});
    CHECK(seen()["progress"] == "failed");
    CHECK(seen()["reason"] == "not_good");
    CHECK(seen()["part"] == "kiosk");
    CHECK(seen()["running"] == "0.1.0");
    CHECK(seen()["failed"] == true);

    kiosk.happen(events::SoftwareStarted{"0.2.0", "onestop-x86_64"}); // by a stick
    kiosk.happen(events::SoftwareInstalled{"0.2.0"});
    CHECK(seen()["progress"] == "installed");
    CHECK(seen()["reason"] == "");
    CHECK(seen()["wanted"] == "");
    CHECK(seen()["failed"] == false);
}

TEST_CASE("an update that failed is shown until a newer version runs, however it came", "[hub][fleet]") {
    Lobby lobby;
    Kiosk kiosk(lobby.clock, 1);
    const auto seen = [&] {
        REQUIRE(kiosk.pushAll(lobby.database()));
        return json::parse(fleetDocument(lobby.hub))["nodes"][0];
    };
    kiosk.happen("epoch.opened", "{}");
    kiosk.happen(events::SoftwareStarted{"0.1.0", "onestop-x86_64"});
    kiosk.happen(events::SoftwareFailed{"0.2.0", events::SoftwareFailed::Reason::Install, {}});
    CHECK(seen()["software"]["failed"] == true);
    const int urgent = seen()["urgency"];
    kiosk.happen(events::SoftwareStarted{"0.3.0", "onestop-x86_64"}); // from a stick: no update ended
    CHECK(seen()["software"]["progress"] == "failed");
    CHECK(seen()["software"]["failed"] == false);
    CHECK(seen()["urgency"] < urgent);
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
    CHECK(lobby.count("SELECT length(password) FROM staff") == 32);
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
