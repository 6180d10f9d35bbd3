// SPDX-License-Identifier: Apache-2.0
// Promises of a visit from its first touch to its last: a card is greeted and one live ticket found again, help rings
// until it is answered, what was served or attended is rated once, and nothing of a person is left.
#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;
using flows::TicketRefusal;

TEST_CASE("who laid a card has one live ticket, sees it again, and may take another when it is given up", "[lobby]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    CHECK(a.seen().greeting->masked_name == "张*三");
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->number == "A001");
    a.lobby->endSession();
    CHECK_FALSE(a.seen().greeting.has_value());

    a.start(); // also after a crash
    a.clock.pass(1min);
    a.passSome();
    a.layCard("张*三", "440307195503070000");
    REQUIRE(a.seen().ticket.has_value());
    CHECK(a.seen().ticket->number == "A001");
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().refusal == TicketRefusal::AlreadyWaiting);
    CHECK(a.toldTimes("ticket.issued") == 1);

    a.lobby->giveUpTicket();
    CHECK(a.seen().ticket->progress == flows::TicketProgress::GivenUp);
    CHECK(a.toldTimes("ticket.given_up") == 1);
    a.lobby->issueTicket("elder-card");
    CHECK(a.seen().ticket->number == "A002");
}

TEST_CASE("another person's card shows nothing of the first", "[lobby][privacy]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    a.lobby->issueTicket("elder-card");
    const auto serial = a.seen().session_serial;

    a.layCard("李*四", "440307196001010000");
    CHECK(a.seen().greeting->masked_name == "李*四");
    CHECK_FALSE(a.seen().ticket.has_value());
    CHECK(a.seen().session_serial > serial);
    CHECK(a.toldTimes("session.ended") == 1);
}

TEST_CASE("no number of a card is in any file, and the hash goes with the ticket", "[lobby][privacy]") {
    ALobby a;
    const std::string number = "440307195503070000";
    a.layCard("张*三", number);
    a.lobby->issueTicket("elder-card");
    CHECK(a.count("SELECT count(*) FROM ticket WHERE person_hash IS NOT NULL") == 1);
    for (const auto& file : std::filesystem::recursive_directory_iterator(a.folder.path())) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        INFO(file.path());
        for (std::size_t at = 0; at + 6 <= number.size(); ++at) {
            if (number.substr(at, 6) != "000000") CHECK(content.find(number.substr(at, 6)) == std::string::npos);
        }
    }

    catalogue::QueueState queue = queueOn(a.clock);
    queue.tickets.push_back(heardOf(*a.seen().ticket, catalogue::TicketState::Done, 1));
    a.syncd->queue(a.clock, queue);
    a.passSome();
    CHECK(a.count("SELECT count(*) FROM ticket WHERE person_hash IS NOT NULL") == 0);
    CHECK(a.seen().ticket->progress == flows::TicketProgress::Done);
}

TEST_CASE("help rings, is answered through the queue, and stops ringing when the resident goes", "[lobby]") {
    ALobby a;
    a.lobby->callForHelp("home");
    CHECK(a.seen().help == flows::HelpProgress::Ringing);
    CHECK(a.toldTimes("help.requested") == 1);

    catalogue::QueueState queue = queueOn(a.clock);
    auto id = SyncdHand::must(a.lobbyDatabase().prepare("SELECT help_id FROM help_call"));
    REQUIRE(id.step().value());
    queue.help.push_back({.help_id = id.text(0), .acknowledged_at = a.clock.wall});
    a.syncd->queue(a.clock, queue);
    a.passSome();
    CHECK(a.seen().help == flows::HelpProgress::Coming);
    a.lobby->endSession();
    CHECK(a.toldTimes("help.cancelled") == 0); // they are on their way
}

TEST_CASE("without network help is by phone at once; going home takes the call back", "[lobby]") {
    ALobby a;
    a.syncd->link(a.clock, "unreachable");
    a.passSome();
    a.lobby->callForHelp("home");
    CHECK(a.seen().help == flows::HelpProgress::ByPhone);
    CHECK(a.seen().help_phone == "0755-0000-0000");
    a.lobby->endSession();
    CHECK(a.toldTimes("help.cancelled") == 1);
}

TEST_CASE("who waits for help is not wiped away while it rings", "[lobby]") {
    ALobby a;
    a.lobby->callForHelp("home");
    for (int half_seconds = 0; half_seconds < 118; ++half_seconds) {
        a.syncd->link(a.clock, "online");
        a.passSome();
        REQUIRE(a.seen().help == flows::HelpProgress::Ringing);
        REQUIRE(a.seen().session == session::Phase::Active);
    }
    for (int half_seconds = 0; half_seconds < 8; ++half_seconds)
        a.passSome();
    CHECK(a.seen().help == flows::HelpProgress::NoAnswer);
}

TEST_CASE("a visit that nobody ends is ended, and leaves nothing", "[lobby][privacy]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    a.lobby->issueTicket("elder-card");
    a.clock.pass(60s);
    a.lobby->tick();
    CHECK(a.seen().session == session::Phase::Countdown);
    CHECK(a.seen().countdown_left_s == 20);
    a.clock.pass(20s);
    a.lobby->tick();
    CHECK(a.seen().session == session::Phase::Attract);
    CHECK_FALSE(a.seen().greeting.has_value());
    CHECK_FALSE(a.seen().ticket.has_value());
}

TEST_CASE("the key of the hashes is the owner's alone, and another one after a boot", "[privacy]") {
    tests::ScratchFolder folder;
    const PersonKey first(folder.path(), "2026-11-23", "boot-1");
    CHECK(first.isNew());
    const auto status = std::filesystem::status(folder.path() / "person.key");
    CHECK((status.permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));

    const auto number = crypto::bytesOf("440307195503070000");
    const PersonKey again(folder.path(), "2026-11-23", "boot-1");
    CHECK_FALSE(again.isNew());
    CHECK(again.hashOf(number) == first.hashOf(number));
    const PersonKey next_boot(folder.path(), "2026-11-23", "boot-2");
    CHECK(next_boot.isNew());
    CHECK(next_boot.hashOf(number) != first.hashOf(number));
    const PersonKey next_day(folder.path(), "2026-11-24", "boot-2");
    CHECK(next_day.isNew());
}

TEST_CASE("a served ticket is found again by its slip and rated once", "[lobby][rating]") {
    ALobby a;
    a.lobby->issueTicket("elder-card", flows::PriorityClass::Elder);
    const auto ticket = *a.seen().ticket;
    CHECK(ticket.priority == flows::PriorityClass::Elder);
    a.lobby->rate(5, {}); // not yet served
    CHECK(a.toldTimes("rating.submitted") == 0);
    a.lobby->endSession();
    auto queue = queueOn(a.clock);
    queue.tickets.push_back(heardOf(ticket, catalogue::TicketState::Done, 1));
    a.syncd->queue(a.clock, queue);
    a.start(); // a crash between service and rating loses nothing
    a.passSome();

    a.lobby->scanned(ticket.public_url);
    REQUIRE(a.seen().ticket);
    CHECK(a.seen().ticket->number == ticket.number);
    CHECK(a.seen().ticket->priority == flows::PriorityClass::Elder);
    REQUIRE(a.seen().rating);
    a.lobby->rate(6, {});
    a.lobby->rate(2, {"long_wait", "nonsense"});
    CHECK(a.seen().rating->stage == flows::RatingStage::Given);
    CHECK(a.toldTimes("rating.submitted") == 1);
    a.lobby->rate(1, {});
    a.lobby->endSession();
    a.lobby->scanned(ticket.public_url);
    CHECK_FALSE(a.seen().rating);
    a.lobby->rate(1, {});
    CHECK(a.toldTimes("rating.submitted") == 1);

    a.lobby->endSession();
    a.lobby->scanned("https://queue.example/t/guessed");
    CHECK_FALSE(a.seen().ticket);
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::Unreadable);
}

TEST_CASE("who took part rates the activity once, by the code that let her in", "[lobby][rating]") {
    ALobby a;
    const std::string code = a.code("000102030405060708090a0b0c0d0e0f");
    a.lobby->scanned(code);
    REQUIRE(a.seen().check_in->outcome == flows::CheckInOutcome::Admitted);
    CHECK_FALSE(a.seen().rating);
    a.lobby->scanned(code);
    CHECK_FALSE(a.seen().rating); // still at the door
    a.clock.pass(20min);
    a.passSome();
    a.lobby->scanned(code);
    CHECK(a.seen().check_in->outcome == flows::CheckInOutcome::AlreadyUsed);
    REQUIRE(a.seen().rating);
    CHECK(a.seen().rating->subject_id == "open-day-23");
    a.lobby->rate(4, {"useful"});
    a.lobby->dismissRating();
    a.lobby->scanned(code);
    CHECK_FALSE(a.seen().rating);
    CHECK(a.toldTimes("rating.submitted") == 1);
}

TEST_CASE("who leaves with one touch is still told of the card on the reader", "[lobby][privacy]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    a.lobby->cardLies(true);
    a.lobby->endSession();
    CHECK_FALSE(a.seen().greeting);
    CHECK(a.seen().card_notice == flows::CardNotice::LeftOnReader);
    a.lobby->cardLies(false);
    CHECK(a.seen().card_notice == flows::CardNotice::None);
}

TEST_CASE("a card that is read once more while it is taken away greets nobody with its owner's name",
          "[lobby][privacy]") {
    ALobby a;
    a.layCard("张*三", "440307195503070000");
    a.lobby->cardLies(true);
    const bool forgotten = GENERATE(false, true);
    if (forgotten) // and somebody else lifts it
        for (int half = 0; half < 240; ++half)
            a.passSome();
    else
        a.lobby->endSession();
    a.lobby->cardLies(false); // it wobbles out of the field and back
    a.layCard("张*三", "440307195503070000");
    CHECK_FALSE(a.seen().greeting);
    CHECK(a.seen().session == session::Phase::Attract);
    a.lobby->cardNotRead();
    CHECK(a.seen().session == session::Phase::Attract);
    CHECK(a.seen().card_notice == flows::CardNotice::NotRead);

    SECTION("the next person's card is hers") {
        a.layCard("李*四", "440307196001010000");
        CHECK(a.seen().greeting->masked_name == "李*四");
    }
    SECTION("it stays: she laid it on purpose, and is asked to do so once more") {
        a.lobby->cardLies(true);
        a.clock.pass(4s);
        a.lobby->tick();
        CHECK(a.seen().card_notice == flows::CardNotice::NotRead);
        a.lobby->cardLies(false);
        a.layCard("张*三", "440307195503070000");
        CHECK(a.seen().greeting->masked_name == "张*三");
    }
    SECTION("laid again a moment later it is meant") {
        a.clock.pass(4s);
        a.lobby->tick();
        a.layCard("张*三", "440307195503070000");
        CHECK(a.seen().greeting->masked_name == "张*三");
    }
}
