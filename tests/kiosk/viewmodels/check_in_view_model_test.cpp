// SPDX-License-Identifier: Apache-2.0
// What is promised to whoever cannot show a code: its figures do the same, a wrong one is told before it is sent, too
// many tries are told with the time to wait, and nothing typed stays for the next person.
#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

namespace {

struct TypingKiosk : tests::TouchedKiosk {
    CheckInViewModel& check_in = *screen.checkIn();

    TypingKiosk() { screen.navigation()->open(Route::CheckInCode); }
    void type(const char* figures) {
        for (const char* figure = figures; *figure; ++figure)
            check_in.code()->type(QString(QLatin1Char(*figure)));
    }
};

} // namespace

TEST_CASE("nine figures that fit are sent and answered on the whole screen") {
    TypingKiosk kiosk;
    kiosk.type("27182818");
    CHECK_FALSE(kiosk.check_in.isReady());
    kiosk.check_in.send();
    CHECK(kiosk.lobby.typedFigures().empty());
    kiosk.type("0");
    CHECK(kiosk.check_in.code()->shown().toStdString() == "271 828 180");
    CHECK(kiosk.check_in.isReady());
    kiosk.check_in.send();
    CHECK(kiosk.lobby.typedFigures() == "271828180");
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(kiosk.screen.result()->title().toStdString() == "签到成功");
    CHECK(kiosk.check_in.code()->digits().isEmpty());
}

TEST_CASE("a slip of the finger is told at once and not sent") {
    TypingKiosk kiosk;
    kiosk.type("271828181");
    CHECK_FALSE(kiosk.check_in.isReady());
    CHECK(kiosk.check_in.fault().toStdString() == "有一个数字输错了，请对照小票再看一遍。");
    kiosk.check_in.send();
    CHECK(kiosk.lobby.typedFigures().empty());
    kiosk.check_in.code()->erase();
    CHECK(kiosk.check_in.fault().isEmpty());
    kiosk.type("0");
    CHECK(kiosk.check_in.isReady());
}

TEST_CASE("figures of another kiosk are answered with where to go") {
    TypingKiosk kiosk;
    kiosk.type("000000011"); // fits its check figure
    REQUIRE(kiosk.check_in.isReady());
    kiosk.check_in.send();
    CHECK(kiosk.screen.result()->title().toStdString() == "这台机器没有这个码");
    CHECK(kiosk.screen.result()->advice().toStdString() == "请看小票上写的是几号自助机");
    CHECK(kiosk.screen.result()->detail().toStdString() == "这里是 1 号。没有小票，请到窗口签到。");
}

TEST_CASE("after too many tries it is said how long to wait") {
    TypingKiosk kiosk;
    kiosk.type("271828180");
    kiosk.lobby.shutFigures(61);
    CHECK_FALSE(kiosk.check_in.isReady());
    CHECK(kiosk.check_in.fault().toStdString() == "试的次数太多了，请等 2 分钟，或到窗口签到。");
    kiosk.lobby.shutFigures(30);
    CHECK(kiosk.check_in.fault().toStdString() == "试的次数太多了，请等 30 秒，或到窗口签到。");
    kiosk.lobby.shutFigures(0);
    CHECK(kiosk.check_in.isReady());
}

TEST_CASE("figures that were typed are told as typed and are gone with the visit") {
    TypingKiosk kiosk;
    int typed = 0;
    QObject::connect(&kiosk.screen, &LobbyViewModel::typed, [&] { ++typed; });
    kiosk.type("271");
    CHECK(typed == 3);
    kiosk.lobby.endSession();
    CHECK(kiosk.check_in.code()->digits().isEmpty());
}

} // namespace onestop::viewmodels
