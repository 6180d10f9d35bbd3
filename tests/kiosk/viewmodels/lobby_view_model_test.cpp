// SPDX-License-Identifier: Apache-2.0
// What the screen promises a resident: the answer comes by itself, says what to do, stays long enough to be read, and
// nothing of it is left for the next person.
#include "kiosk/viewmodels/lobby_view_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/kiosk/viewmodels/memory_desk.h"
#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/remembering_speaker.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using flows::CheckInOutcome;
using flows::DeviceHealth;
using tests::text;

namespace {

struct Kiosk : tests::TouchedKiosk {
    QStringList notices() {
        QStringList texts;
        for (const auto& row : screen.notices()->rows())
            texts << row.at(0).toString();
        return texts;
    }
};

/// With a voice; how long its words take is the test's.
struct ReadingKiosk : tests::QtProgram {
    tests::MemoryLobby lobby;
    tests::RememberingSpeaker speaker;
    LobbyViewModel screen{lobby, &speaker};

    ReadingKiosk() { lobby.touched(); }
};

} // namespace

TEST_CASE("a card is greeted with the masked name, and greets nobody after the session") {
    Kiosk kiosk;
    CHECK(text(kiosk.screen.home()->question()) == "您好，要办什么事？");

    kiosk.lobby.layCard("张*三");
    CHECK(text(kiosk.screen.home()->question()) == "张*三，您好");

    kiosk.lobby.endSession();
    CHECK(text(kiosk.screen.home()->question()) == "您好，要办什么事？");
}

TEST_CASE("whatever is typed anywhere is told to have been typed, and what is wiped is not") {
    const auto toldOf = [](auto act) {
        Kiosk kiosk;
        tests::MemoryInputEngine engine;
        tests::MemoryDesk desk(kiosk.lobby);
        LobbyViewModel screen(kiosk.lobby, nullptr, &engine, &desk);
        QSignalSpy typed(&screen, &LobbyViewModel::typed);
        act(screen);
        const auto told = typed.count();
        kiosk.lobby.endSession();
        CHECK(typed.count() == told);
        return told > 0;
    };
    CHECK_FALSE(toldOf([](LobbyViewModel& screen) { screen.openSearch(); }));
    CHECK_FALSE(toldOf([](LobbyViewModel& screen) { screen.takeNumber(); }));
    CHECK(toldOf([](LobbyViewModel& screen) { screen.search()->type(QStringLiteral("l")); }));
    CHECK(toldOf([](LobbyViewModel& screen) { screen.answer()->code()->type(QStringLiteral("1")); }));
    CHECK(toldOf([](LobbyViewModel& screen) { screen.rating()->phone()->type(QStringLiteral("1")); }));
    CHECK(toldOf([](LobbyViewModel& screen) { screen.staff()->type(QStringLiteral("1")); }));
    CHECK(toldOf([](LobbyViewModel& screen) { // pinyin
        screen.writeOpinion(0);
        screen.typing()->press(QStringLiteral("d"));
    }));
    CHECK(toldOf([](LobbyViewModel& screen) { // a figure
        screen.writeOpinion(0);
        screen.typing()->press(QStringLiteral("7"));
    }));
}

TEST_CASE("a result stays 12 s, in care mode 25 s") {
    Kiosk kiosk;
    const bool care = GENERATE(false, true);
    kiosk.screen.settings()->setCare(care);
    kiosk.lobby.showCode(CheckInOutcome::Admitted);
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == "签到成功");
    CHECK(text(kiosk.screen.result()->advice()) == "请到二楼多功能厅");

    kiosk.lobby.pass(care ? 24s : 11s);
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    kiosk.lobby.pass(1s);
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(kiosk.lobby.state().check_in);
}

TEST_CASE("one code for a guardian with a child admits both, and says so") {
    Kiosk kiosk;
    kiosk.lobby.showCode(CheckInOutcome::Admitted, 2);
    CHECK(text(kiosk.screen.result()->title()) == "签到成功，2 人");
    CHECK(text(kiosk.screen.result()->detail()) == "已到 42 人 / 60 人");
    kiosk.lobby.showCode(CheckInOutcome::Admitted);
    CHECK(text(kiosk.screen.result()->title()) == "签到成功");
}

TEST_CASE("what is read aloud stays as long as it is heard, and then for the time that was left") {
    ReadingKiosk kiosk;
    const bool care = GENERATE(false, true);
    kiosk.screen.settings()->setCare(care);
    kiosk.lobby.showCode(CheckInOutcome::Admitted);
    kiosk.lobby.pass(5s);
    kiosk.speaker.saying = true;
    kiosk.lobby.pass(30s);
    CHECK(kiosk.screen.navigation()->current() == Route::Result);

    kiosk.speaker.saying = false;
    kiosk.lobby.pass(care ? 19s : 6s);
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    kiosk.lobby.pass(1s);
    CHECK(kiosk.screen.navigation()->atHome());
}

TEST_CASE("a ticket that is read aloud stays as long as it is heard, and then for the time that was left") {
    ReadingKiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    kiosk.screen.takeNumber();
    kiosk.lobby.pass(20s);
    kiosk.speaker.saying = true;
    kiosk.lobby.pass(14s);
    kiosk.speaker.saying = false;
    kiosk.lobby.pass(24s);
    CHECK(kiosk.screen.navigation()->current() == Route::Ticket);
    kiosk.lobby.pass(1s);
    CHECK(kiosk.screen.navigation()->atHome());
}

TEST_CASE("a voice that hangs holds nothing longer than the session lasts without a touch") {
    ReadingKiosk kiosk;
    kiosk.speaker.saying = true;
    const bool ticket = GENERATE(false, true);
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    if (ticket)
        kiosk.screen.takeNumber();
    else
        kiosk.lobby.showCode(CheckInOutcome::Admitted);
    kiosk.lobby.pass(79s);
    CHECK(kiosk.screen.navigation()->current() == (ticket ? Route::Ticket : Route::Result));
    kiosk.lobby.pass(1s);
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK(kiosk.lobby.state().session == session::Phase::Attract);
}

TEST_CASE("the same code again is answered again, and says when it was used") {
    Kiosk kiosk;
    kiosk.lobby.showCode(CheckInOutcome::Admitted);
    kiosk.screen.back();
    kiosk.lobby.showCode(CheckInOutcome::AlreadyUsed);

    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == "这个码用过了");
    CHECK(text(kiosk.screen.result()->advice()) == "10:20 已经用它签到");
    CHECK(kiosk.screen.result()->tone() == static_cast<int>(Tone::Bad));
}

TEST_CASE("no two outcomes of a check-in look alike, and each says what to do") {
    Kiosk kiosk;
    QStringList titles;
    for (int outcome = 0; outcome <= static_cast<int>(CheckInOutcome::NotRecorded); ++outcome) {
        kiosk.lobby.showCode(static_cast<CheckInOutcome>(outcome));
        titles << kiosk.screen.result()->title();
        CHECK_FALSE(kiosk.screen.result()->advice().isEmpty());
        CHECK_FALSE(kiosk.screen.result()->icon().isEmpty());
    }
    CHECK(titles.removeDuplicates() == 0);
}

TEST_CASE("after the session the next person finds home, Chinese and the usual size") {
    Kiosk kiosk;
    kiosk.lobby.layCard("张*三");
    kiosk.screen.settings()->setCare(true);
    kiosk.screen.settings()->setLanguage(catalogue::Language::En);
    CHECK(kiosk.lobby.language() == catalogue::Language::En);
    kiosk.takeNumber();

    kiosk.lobby.endSession();

    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(kiosk.screen.settings()->care());
    CHECK(kiosk.lobby.language() == catalogue::Language::ZhHans);
    CHECK(kiosk.screen.ticket()->number().isEmpty());
    CHECK(kiosk.screen.item()->name().isEmpty());
}

TEST_CASE("nobody there for 60 s: the countdown asks, 我还在 keeps the visit, silence wipes it") {
    Kiosk kiosk;
    kiosk.screen.openGuide();
    kiosk.lobby.pass(61s);
    REQUIRE(kiosk.screen.isCountdown());
    CHECK(kiosk.screen.secondsLeft() == 19);

    kiosk.screen.touched();
    CHECK_FALSE(kiosk.screen.isCountdown());
    CHECK(kiosk.screen.navigation()->current() == Route::Guide);

    kiosk.lobby.pass(81s);
    CHECK(kiosk.screen.navigation()->atHome());
}

TEST_CASE("what cannot be done says why, since when and what to do instead") {
    Kiosk kiosk;
    CHECK(kiosk.notices().isEmpty());
    kiosk.lobby.setPrinter(DeviceHealth::PaperOut);
    kiosk.lobby.setReader(DeviceHealth::Absent);
    kiosk.lobby.setLink(flows::Link::Unreachable);

    CHECK(kiosk.notices() == QStringList{"打印机没纸了（10:12 起）。可以照常取号，号码请看屏幕。",
                                         "刷身份证暂时用不了（11月23日 9:32 起）。不刷也能办，请直接点。",
                                         "网络断了（10:29 起）。取号、签到照常，等候人数可能不准。"});
}

TEST_CASE("without a catalogue the lobby still opens and says so") {
    Kiosk kiosk;
    kiosk.lobby.loseCatalogue();

    CHECK(text(kiosk.screen.site()->name()) == "党群服务中心");
    CHECK(kiosk.notices().size() == 1);
    kiosk.screen.openGuide();
    CHECK(kiosk.screen.guide()->items()->count() == 0);
}

TEST_CASE("help says whether somebody heard it, and gives the phone where nobody can") {
    Kiosk kiosk;
    kiosk.screen.openGuide();
    kiosk.screen.callHelp();
    CHECK(kiosk.lobby.helpAskedOn() == "guide");
    CHECK(text(kiosk.screen.help()->headline()) == "正在叫工作人员");
    kiosk.lobby.help(flows::HelpProgress::Coming);
    CHECK(text(kiosk.screen.help()->headline()) == "工作人员马上来");

    kiosk.lobby.help(flows::HelpProgress::ByPhone);
    CHECK(text(kiosk.screen.help()->phone()) == "0755-0000-0000");
    CHECK(kiosk.screen.help()->advice().contains(QStringLiteral("大鹏新区党群服务中心")));
}

TEST_CASE("when nobody answers there is a phone and the nearest centre") {
    Kiosk kiosk;
    kiosk.screen.callHelp();
    kiosk.lobby.help(flows::HelpProgress::NoAnswer);
    CHECK(text(kiosk.screen.help()->phone()) == "0755-0000-0000");
    CHECK(kiosk.screen.help()->advice().contains(QStringLiteral("大鹏新区党群服务中心")));
}

TEST_CASE("whoever is greeted or holds a number sees it everywhere, and leaves at once with one touch") {
    Kiosk kiosk;
    CHECK(kiosk.screen.home()->visitor().isEmpty());
    kiosk.lobby.layCard("张*三");
    CHECK(text(kiosk.screen.home()->visitor()) == "张*三");
    kiosk.takeNumber();
    CHECK(text(kiosk.screen.home()->visitor()) == "张*三 · A001 号");

    kiosk.screen.leave();
    CHECK(kiosk.lobby.state().session == session::Phase::Attract);
    CHECK(kiosk.screen.home()->visitor().isEmpty());
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK(kiosk.screen.ticket()->number().isEmpty());
}

TEST_CASE("the guide filters by department, before a number only by what has a queue") {
    Kiosk kiosk;
    QAbstractItemModelTester items(kiosk.screen.guide()->items(),
                                   QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester groups(kiosk.screen.guide()->groups(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    kiosk.screen.openGuide();
    CHECK(kiosk.screen.guide()->items()->count() == 8);

    kiosk.screen.guide()->chooseGroup(QStringLiteral("民政"));
    CHECK(kiosk.screen.guide()->items()->count() == 3);
    kiosk.screen.openTickets();
    CHECK(kiosk.screen.guide()->items()->count() == 8);
}

TEST_CASE("a tick of the clock moves no list and changes no word but the time") {
    Kiosk kiosk;
    QSignalSpy rows(kiosk.screen.today(), &QAbstractItemModel::dataChanged);
    QSignalSpy item(kiosk.screen.item(), &ItemViewModel::changed);
    kiosk.lobby.pass(59s);

    CHECK(rows.count() == 0);
    CHECK(item.count() == 0);
    CHECK(text(kiosk.screen.site()->time()) == "10:32");
}

TEST_CASE("the nearest centre comes first") {
    Kiosk kiosk;
    REQUIRE(kiosk.screen.sites()->count() == 2);
    CHECK(text(kiosk.screen.sites()->rows()[0].at(0).toString()) == "大鹏新区党群服务中心");
}

TEST_CASE("English is spoken whole: place, hours, date and refusal") {
    Kiosk kiosk;
    kiosk.screen.settings()->setLanguage(catalogue::Language::En);
    kiosk.lobby.setTime(tests::demoNow() + 9h);
    kiosk.screen.openItem(QStringLiteral("elder-card"));

    CHECK(text(kiosk.screen.item()->name()) == "Senior citizen card");
    CHECK(text(kiosk.screen.item()->place()) == "Floor 1 hall\nCounters 1–3");
    CHECK(text(kiosk.screen.item()->hours()) == "Tue–Sat\n9:00–12:00\n14:00–18:00");
    CHECK(text(kiosk.screen.item()->refusal()) == "Not at this time. From tomorrow 9:00");
    CHECK(text(kiosk.screen.site()->date()) == "Tue 24 Nov");
}

TEST_CASE("any order of what a lobby can do leaves the screen in step with it") {
    Kiosk kiosk;
    const auto seed = GENERATE(range(1u, 30u));
    std::uint32_t random = seed * 2654435761u;
    for (int step = 0; step < 200; ++step) {
        random = random * 1664525u + 1013904223u;
        switch ((random >> 24) % 17) {
        case 0:
            kiosk.lobby.layCard("李*");
            break;
        case 1:
            kiosk.takeNumber();
            break;
        case 2:
            kiosk.lobby.showCode(static_cast<CheckInOutcome>((random >> 8) % 13));
            break;
        case 3:
            kiosk.screen.back();
            break;
        case 4:
            kiosk.screen.goHome();
            break;
        case 5:
            kiosk.lobby.pass(std::chrono::seconds((random >> 8) % 30));
            break;
        case 6:
            kiosk.screen.callHelp();
            break;
        case 7:
            kiosk.screen.settings()->setLanguage(static_cast<catalogue::Language>((random >> 8) % 3));
            break;
        case 8:
            kiosk.lobby.endSession();
            break;
        case 9:
            kiosk.screen.openTickets();
            break;
        case 10:
            kiosk.screen.navigation()->open(static_cast<int>((random >> 8) % (Route::Settings + 1)));
            break;
        case 11:
            kiosk.lobby.refuse(flows::TicketRefusal::QuotaFull);
            break;
        case 13:
            if (kiosk.lobby.state().ticket) kiosk.lobby.clerkIsDoneWithMine();
            break;
        case 14:
            kiosk.lobby.showAttendedCode();
            break;
        case 15:
            kiosk.screen.rating()->chooseLevel(static_cast<int>((random >> 8) % 7));
            kiosk.screen.rating()->submit();
            break;
        case 12:
            kiosk.lobby.setTime(kiosk.lobby.state().now - 1h);
            break;
        default:
            kiosk.screen.touched();
            break;
        }
        const auto& state = kiosk.lobby.state();
        CHECK(kiosk.screen.isCountdown() == (state.session == session::Phase::Countdown));
        CHECK(kiosk.screen.ticket()->number().toStdString() == (state.ticket ? state.ticket->number : std::string()));
        if (kiosk.screen.navigation()->current() == Route::Result)
            CHECK((state.check_in || state.refusal || state.rating || !kiosk.screen.navigation()->atHome()));
    }
    kiosk.screen.goHome();
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(kiosk.lobby.state().check_in);
}

} // namespace onestop::viewmodels
