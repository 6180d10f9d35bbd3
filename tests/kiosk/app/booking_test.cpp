// SPDX-License-Identifier: Apache-2.0
// Promises: a booking is durable with its event before it is seen; a place beyond the lease is a place in the line; the
// code checks in when it is time and gives the booking back before; the kiosk's key is its own and survives a kill;
// nothing is booked twice, lost or oversold, whatever happens in between.
#include <random>
#include <set>

#include <sys/stat.h>

#include "tests/kiosk/app/a_lobby.h"

using namespace onestop;
using namespace onestop::app;
using namespace std::chrono_literals;
using flows::BookingRefusal;
using flows::BookingStanding;
using flows::CheckInOutcome;

namespace {

/// A lobby with a lantern class tomorrow at ten that has six places, of which some are leased.
struct BookingLobby : ALobby {
    explicit BookingLobby(int places) {
        auto targets = demoTargets(crypto::PrivateKey::generate().publicKey());
        auto& month = targets["sites/dapeng-kuichong/2026-11.json"];
        const std::string end = "]}]}";
        REQUIRE(month.ends_with(end));
        month.replace(
            month.size() - 2, 2,
            R"(,{"id":"lantern","title":{"zh-Hans":"小灯笼"},"description":{"zh-Hans":"做灯笼"},"audience":["all"],)"
            R"("place":{"zh-Hans":"手工室"},"sessions":[{"id":"lantern-24","begins_at":"2026-11-24T10:00:00+08:00",)"
            R"("ends_at":"2026-11-24T11:30:00+08:00","capacity":6,"check_in":true}]}]})");
        syncd->bring(targets, 2);
        lease(places);
    }
    void lease(int granted, int returned = 0) {
        auto database = SyncdHand::must(store::Database::open(config.store.string(), store::Program::Syncd));
        auto insert =
            SyncdHand::must(database.prepare("INSERT INTO place_lease VALUES('lantern-24', ?1, ?2, '') ON CONFLICT DO "
                                             "UPDATE SET granted = ?1, returned = ?2"));
        REQUIRE(insert.bind(1, std::int64_t{granted}).bind(2, std::int64_t{returned}).run());
        passSome();
    }
    const flows::BookingView& book(int people = 1) {
        lobby->bookActivity("lantern-24", people);
        REQUIRE(seen().booking);
        return *seen().booking;
    }
    void nextResident() { lobby->endSession(); }
    std::int64_t confirmed() {
        return count("SELECT COALESCE(SUM(people), 0) FROM booking WHERE standing = 'confirmed'");
    }
};

} // namespace

TEST_CASE("a booking is committed with its event, shown with its code and printed", "[lobby][booking]") {
    BookingLobby a(4);
    int seen_in_store = -1;
    a.lobby->observe([&] {
        if (a.seen().booking && seen_in_store < 0)
            seen_in_store =
                static_cast<int>(a.count("SELECT COUNT(*) FROM kiosk_event WHERE type = 'booking.created'"));
    });
    const auto& booking = a.book(2);
    CHECK(seen_in_store == 1);
    CHECK(booking.standing == BookingStanding::Confirmed);
    CHECK(booking.people == 2);
    CHECK(booking.code.starts_with("OS1:"));
    CHECK(booking.here_only);
    CHECK(booking.cancel_offered);
    CHECK(booking.print == flows::PrintProgress::Printing);
    REQUIRE(a.jobs.size() == 1);
    a.lobby->bookActivity("lantern-24", 2); // a finger that trembles
    CHECK(a.toldTimes("booking.created") == 1);

    StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, a.config.kiosk);
    REQUIRE(journal.recordSending(a.jobs[0].print_job_id, journal.nextAnswerId(), {}));
    journal.recordOutcome(a.jobs[0].print_job_id, receipt_printer::PrintOutcome::Printed);
    a.lobby->printFinished(a.jobs[0].print_job_id);
    CHECK(a.seen().booking->print == flows::PrintProgress::Printed);
    a.nextResident();
    CHECK_FALSE(a.seen().booking);
}

TEST_CASE("a slip is printed again while its code is shown, told each time, and says so", "[lobby][booking]") {
    BookingLobby a(4);
    const auto code = a.book().code;
    a.lobby->reprintBooking(); // the first is under way still
    CHECK(a.jobs.size() == 1);
    const auto paperComes = [&] {
        StorePrintJournal journal(a.config.store, a.clock, crypto::fillRandom, a.config.site, a.config.kiosk);
        REQUIRE(journal.recordSending(a.jobs.back().print_job_id, journal.nextAnswerId(), {}));
        journal.recordOutcome(a.jobs.back().print_job_id, receipt_printer::PrintOutcome::NotPrinted);
        a.lobby->printFinished(a.jobs.back().print_job_id);
    };
    paperComes();
    a.lobby->reprintBooking();
    REQUIRE(a.jobs.size() == 2);
    CHECK(a.jobs[1].reprint);
    CHECK(a.seen().booking->reprint);
    CHECK(a.seen().booking->code == code);
    CHECK(a.toldTimes("booking.reprinted") == 1);
    paperComes();
    a.nextResident();
    a.lobby->reprintBooking(); // nothing is shown
    CHECK(a.jobs.size() == 2);
    a.lobby->scanned(code);
    a.lobby->reprintBooking();
    CHECK(a.jobs.size() == 3);
    CHECK(a.toldTimes("booking.reprinted") == 2);
    CHECK(a.toldTimes("booking.created") == 1);
}

TEST_CASE("beyond the lease there is the line, and whoever waits moves up when a place comes", "[lobby][booking]") {
    BookingLobby a(1);
    const auto first = a.book().code;
    a.nextResident();
    const auto waits = a.book();
    CHECK(waits.standing == BookingStanding::Waitlisted);
    a.nextResident();

    a.lobby->scanned(waits.code);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->standing == BookingStanding::Waitlisted);
    CHECK_FALSE(a.seen().check_in);
    a.nextResident();

    a.lobby->scanned(first);
    a.lobby->cancelBooking();
    CHECK(a.seen().booking->standing == BookingStanding::Cancelled);
    CHECK(a.toldTimes("booking.cancelled") == 1);
    CHECK(a.toldTimes("booking.promoted") == 1);
    a.nextResident();
    a.lobby->scanned(waits.code);
    CHECK(a.seen().booking->standing == BookingStanding::Confirmed);
    CHECK(a.seen().booking->code != waits.code); // the new one opens the door
    a.nextResident();
    a.clock.pass(23h + 30min);
    a.passSome();
    a.lobby->scanned(waits.code); // and the old one here, where it is known that she moved up
    REQUIRE(a.seen().check_in);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
}

TEST_CASE("in time the code checks in, once; before it shows the booking; a cancelled one opens nothing",
          "[lobby][booking]") {
    BookingLobby a(4);
    const auto kept = a.book(2).code;
    a.nextResident();
    const auto given_back = a.book().code;
    a.lobby->cancelBooking();
    a.nextResident();

    a.clock.pass(23h + 30min); // half an hour before it begins
    a.passSome();
    a.lobby->scanned(kept);
    REQUIRE(a.seen().check_in);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
    CHECK(a.seen().check_in->people == 2);
    a.lobby->scanned(kept);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::AlreadyUsed);
    a.lobby->dismissCheckIn();

    a.lobby->scanned(given_back);
    CHECK_FALSE(a.seen().check_in);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->standing == BookingStanding::Cancelled);
    CHECK_FALSE(a.seen().booking->cancel_offered);
    CHECK(a.toldTimes("checkin.accepted") == 1);
}

TEST_CASE("figures that were typed do what the code does: show, check in once, open nothing that was given back",
          "[lobby][booking][short-code]") {
    BookingLobby a(4);
    const auto kept = a.book(2);
    CHECK(kept.short_code.size() == 11);
    a.nextResident();
    const auto given_back = a.book().short_code;
    a.lobby->cancelBooking();
    CHECK(a.seen().booking->short_code.empty());
    a.nextResident();

    a.start(); // the figures survive a kill
    a.passSome();
    a.lobby->typeCheckInCode(kept.short_code);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->code == kept.code);
    CHECK_FALSE(a.seen().check_in);
    a.nextResident();

    a.clock.pass(23h + 30min);
    a.passSome();
    a.lobby->typeCheckInCode(kept.short_code);
    REQUIRE(a.seen().check_in);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
    CHECK(a.seen().check_in->people == 2);
    a.lobby->scanned(kept.code); // one and the same code
    CHECK(a.seen().check_in->outcome == CheckInOutcome::AlreadyUsed);
    a.lobby->typeCheckInCode(kept.short_code);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::AlreadyUsed);
    a.lobby->dismissCheckIn();

    a.lobby->typeCheckInCode(given_back);
    CHECK_FALSE(a.seen().check_in);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->standing == BookingStanding::Cancelled);
    CHECK(a.toldTimes("checkin.accepted") == 1);
}

TEST_CASE("the figures of the waiting line hold when the booking has moved up", "[lobby][booking][short-code]") {
    BookingLobby a(0);
    const auto waits = a.book().short_code;
    a.nextResident();
    a.lease(1);
    a.lobby->typeCheckInCode(waits);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->standing == BookingStanding::Confirmed);
    CHECK(a.seen().booking->short_code == waits);
    a.nextResident();
    a.clock.pass(23h + 30min);
    a.passSome();
    a.lobby->typeCheckInCode(waits);
    REQUIRE(a.seen().check_in);
    CHECK(a.seen().check_in->outcome == CheckInOutcome::Admitted);
}

TEST_CASE("figures that fit nothing are refused, told, and after three slowed down, whoever comes next and whatever "
          "process answers; a scan still goes",
          "[lobby][booking][short-code]") {
    BookingLobby a(4);
    const auto mine = a.book();
    const auto stranger = catalogue::ShortCode::of(crypto::PrivateKey::generate(), std::string(32, '0')).text();
    a.nextResident();
    auto wrong = mine.short_code; // a slip of the finger costs nothing
    wrong[0] = wrong[0] == '9' ? '8' : '9';
    for (int i = 0; i < 9; ++i)
        a.lobby->typeCheckInCode(wrong);
    CHECK_FALSE(a.seen().check_in);
    CHECK(a.seen().short_code_wait_s == 0);

    for (int i = 0; i < 3; ++i) {
        a.lobby->typeCheckInCode(stranger);
        REQUIRE(a.seen().check_in);
        CHECK(a.seen().check_in->outcome == CheckInOutcome::UnknownCode);
        a.nextResident();
    }
    CHECK(a.toldTimes("checkin.unknown_code") == 3);
    CHECK(a.seen().short_code_wait_s == 30);
    a.lobby->typeCheckInCode(mine.short_code);
    CHECK_FALSE(a.seen().booking);
    a.lobby->scanned(mine.code);
    CHECK(a.seen().booking);
    a.nextResident();

    const auto left = a.lobby->codeBrake();
    a.lobby.reset();
    a.lobby.emplace(
        a.config, a.clock, crypto::fillRandom, [](receipt_printer::PrintJob) {}, "test", Legacy{.code_brake = left});
    a.lobby->typeCheckInCode(mine.short_code);
    CHECK_FALSE(a.seen().booking);
    a.clock.pass(30s);
    a.passSome();
    CHECK(a.seen().short_code_wait_s == 0);
    a.lobby->typeCheckInCode(mine.short_code);
    CHECK(a.seen().booking);
    a.nextResident();
    a.lobby->typeCheckInCode(stranger); // a right one gave no tries back
    CHECK(a.seen().short_code_wait_s == 60);
}

TEST_CASE("no two bookings of a kiosk have the same figures, even when chance deals one id twice",
          "[lobby][booking][short-code]") {
    BookingLobby a(4);
    int drawn = 0;
    a.lobby.reset();
    a.lobby.emplace(
        a.config, a.clock,
        [&](std::span<std::uint8_t> bytes) {
            crypto::fillRandom(bytes);
            if (bytes.size() == 16 && drawn++ < 2) std::ranges::fill(bytes, std::uint8_t{7});
        },
        [](receipt_printer::PrintJob) {}, "test");
    a.passSome();
    drawn = 0;
    const auto first = a.book().short_code;
    a.nextResident();
    drawn = 1;
    const auto second = a.book().short_code;
    CHECK(first != second);
    CHECK(drawn > 2);
}

TEST_CASE("each refusal says why, and the visit goes on", "[lobby][booking]") {
    BookingLobby a(4);
    const auto refused = [&](const std::string& session, int people = 1) {
        a.lobby->bookActivity(session, people);
        REQUIRE(a.seen().booking_refusal);
        const auto refusal = a.seen().booking_refusal->refusal;
        a.lobby->dismissBooking();
        return refusal;
    };
    CHECK(refused("no-such-session") == BookingRefusal::NotBookable);
    CHECK(refused("open-day-23") == BookingRefusal::Begun);
    a.book();
    a.lobby->dismissBooking();
    CHECK(refused("lantern-24") == BookingRefusal::AlreadyBooked);
    CHECK(a.toldTimes("booking.created") == 1);
    a.nextResident();
    for (int i = 0; i < 7; ++i) { // what is left of four places, and the line of ten
        a.book(i < 1 ? 1 : 2);
        a.nextResident();
    }
    CHECK(refused("lantern-24", 2) == BookingRefusal::Full);
    CHECK(a.confirmed() <= 4);
}

TEST_CASE("the kiosk's key is its own, is told to the technician, and survives a kill", "[lobby][booking]") {
    BookingLobby a(4);
    struct stat status {};
    REQUIRE(::stat((a.config.state / "check_in_key.pem").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    std::ifstream told(a.config.state / "check_in_key.json");
    const std::string entry{std::istreambuf_iterator<char>(told), {}};
    CHECK(entry.find(R"("site":"dapeng-kuichong")") != std::string::npos);
    CHECK(entry.find("PRIVATE") == std::string::npos);

    const auto code = a.book().code;
    a.start();
    a.passSome();
    a.lobby->scanned(code);
    REQUIRE(a.seen().booking);
    CHECK(a.seen().booking->code == code);
    a.nextResident();

    auto targets = demoTargets(crypto::PrivateKey::generate().publicKey());
    targets.erase("sites/dapeng-kuichong/2026-11.json");
    targets["check_in_keys.json"] = R"({"issued":"2026-11-01T00:00:00Z","keys":[)" + entry + "]}";
    const auto parsed = catalogue::parseCatalogue(targets, "dapeng-kuichong");
    REQUIRE(parsed);
    REQUIRE(parsed->check_in_keys.size() == 1); // it is what check_in_keys.json takes
    const auto signer = CheckInSigner::open(a.config.state, a.config.site, a.clock.now());
    REQUIRE(signer);
    CHECK(signer->isListed(&*parsed, a.clock.now()));
    CHECK_FALSE(signer->isListed(&*parsed, a.clock.now() + 24h * 800));
    CHECK_FALSE(signer->isListed(nullptr, a.clock.now()));
}

TEST_CASE("without a place for its key a kiosk promises nothing, and a damaged one is not replaced",
          "[lobby][booking][fault]") {
    BookingLobby a(4);
    std::ofstream(a.config.state / "check_in_key.pem", std::ios::trunc) << "not a key";
    a.start();
    a.passSome();
    a.lobby->bookActivity("lantern-24", 1);
    REQUIRE(a.seen().booking_refusal);
    CHECK(a.seen().booking_refusal->refusal == BookingRefusal::NotKept);
    CHECK(a.toldTimes("booking.created") == 0);
}

TEST_CASE("a kiosk that staff closed books nothing", "[lobby][booking]") {
    BookingLobby a(4);
    REQUIRE(a.lobby->close(true));
    a.lobby->bookActivity("lantern-24", 1);
    CHECK_FALSE(a.seen().booking);
    CHECK(a.toldTimes("booking.created") == 0);
    REQUIRE(a.lobby->close(false));
    a.book();
}

TEST_CASE("whatever residents and syncd do in whatever order, no more are confirmed than leased",
          "[lobby][booking][property]") {
    std::mt19937 chance(1128);
    for (int round = 0; round < 4; ++round) {
        BookingLobby a(0);
        int granted = 0, returned = 0;
        std::vector<std::string> codes;
        for (int step = 0; step < 60; ++step) {
            switch (chance() % 6) {
            case 0:
            case 1:
                a.lobby->bookActivity("lantern-24", 1 + static_cast<int>(chance() % 2));
                if (a.seen().booking) codes.push_back(a.seen().booking->code);
                break;
            case 2:
                if (codes.empty()) break;
                a.lobby->scanned(codes[chance() % codes.size()]);
                a.lobby->cancelBooking();
                break;
            case 3:
                granted = std::min(6 + returned, granted + static_cast<int>(chance() % 3));
                a.lease(granted, returned);
                break;
            case 4: // syncd gives back what is free
                if (granted - returned - a.confirmed() > 0) a.lease(granted, ++returned);
                break;
            default:
                a.start(); // kill -9
                a.passSome();
            }
            a.nextResident();
            REQUIRE(a.confirmed() <= granted - returned);
            REQUIRE(a.count("SELECT COUNT(*) FROM booking") == a.toldTimes("booking.created"));
            REQUIRE(a.count("SELECT COUNT(*) FROM booking WHERE standing = 'cancelled'") ==
                    a.toldTimes("booking.cancelled"));
        }
    }
}
