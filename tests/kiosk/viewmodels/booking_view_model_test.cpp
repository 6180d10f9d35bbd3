// SPDX-License-Identifier: Apache-2.0
// What a resident is promised of a booking: the question first, a plain word when there is only the waiting line, the
// code at once, where it holds, how to give it back, and nothing of it for the next person.
#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

namespace {

struct Kiosk : tests::TouchedKiosk {
    BookingViewModel& open(const char* session = "craft-0") {
        screen.openBooking(QString::fromLatin1(session));
        return *screen.booking();
    }
};

} // namespace

TEST_CASE("a session with places is offered to one, and to a guardian with a child as one") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 4);
    auto& booking = kiosk.open();
    CHECK(kiosk.screen.navigation()->current() == Route::Booking);
    CHECK(text(booking.headline()) == "几个人来？");
    CHECK(text(booking.name()) == "亲子手工 · 海洋贴画");
    CHECK(text(booking.when()) == "11月24日 星期二 15:00–16:30");
    CHECK(text(booking.oneText()) == "预约 1 人");
    CHECK(text(booking.pairText()) == "预约大人和孩子，2 人");
    CHECK(booking.notice().isEmpty());
    CHECK_FALSE(booking.isMade());

    booking.bookPair();
    CHECK(booking.isMade());
    CHECK(text(booking.headline()) == "订好了");
    CHECK(text(booking.people()) == "大人和孩子，2 人");
    CHECK(booking.code().startsWith(QStringLiteral("OS1:")));
    CHECK(text(booking.printText()) == "小票打印中，请稍等");
    kiosk.lobby.bookingPrints(flows::PrintProgress::Failed);
    CHECK(booking.isPrintTroubled());
    CHECK(text(booking.printText()) == "小票没有打出来，请用手机拍下这个码");
}

TEST_CASE("a slip that did not come, or was lost, is printed again, as the second of the same booking") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 4);
    auto& booking = kiosk.open();
    booking.bookOne();
    CHECK_FALSE(booking.isReprintOffered()); // the first is under way
    kiosk.lobby.bookingPrints(flows::PrintProgress::Failed);
    REQUIRE(booking.isReprintOffered());
    const QString code = booking.code();
    booking.reprint();
    CHECK(text(booking.printText()) == "正在补打小票");
    CHECK_FALSE(booking.isReprintOffered());
    kiosk.lobby.bookingPrints(flows::PrintProgress::Printed);
    CHECK(text(booking.printText()) == "小票补打好了，请取走");
    CHECK(booking.code() == code);
    CHECK(booking.isReprintOffered());
    booking.cancel();
    CHECK_FALSE(booking.isReprintOffered());
}

TEST_CASE("without a place it is said before anything is pressed that one would wait") {
    Kiosk kiosk;
    auto& booking = kiosk.open();
    CHECK(text(booking.oneText()) == "候补 1 人");
    CHECK(text(booking.notice()) == "本机没有位子了，现在只能候补。有人退，就按先后补上。");
    booking.bookOne();
    CHECK(text(booking.headline()) == "候补中，还没有位子");
    CHECK(text(booking.codeText()) == "扫这个码，看有没有补上");

    kiosk.screen.goHome();
    kiosk.lobby.leasePlaces("phone-0", 1);
    kiosk.open("phone-0");
    CHECK(text(booking.oneText()) == "预约 1 人");
    CHECK(text(booking.pairText()) == "候补大人和孩子，2 人");
    CHECK(text(booking.notice()) == "本机只剩一个位子，两个人要候补。");
}

TEST_CASE("where the code holds is said until this kiosk's key is listed") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 4);
    auto& booking = kiosk.open();
    booking.bookOne();
    CHECK(text(booking.notice()) == "这个码只在这台自助机（1 号）有效。");
    booking.cancel();
    CHECK(booking.notice().isEmpty());
    kiosk.lobby.listKey();
    kiosk.open().bookOne();
    CHECK(booking.notice().isEmpty());
}

TEST_CASE("giving a booking back asks once, and its place can be booked again") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 1);
    auto& booking = kiosk.open();
    booking.bookOne();
    REQUIRE(booking.isCancelOffered());
    booking.askCancel();
    CHECK(booking.isAsking());
    booking.keep();
    CHECK(text(booking.headline()) == "订好了");
    booking.askCancel();
    booking.cancel();
    CHECK(text(booking.headline()) == "已经取消");
    CHECK(booking.code().isEmpty());
    CHECK_FALSE(booking.isAsking());
    CHECK_FALSE(booking.isCancelOffered());
    CHECK(text(kiosk.open().oneText()) == "预约 1 人");
}

TEST_CASE("each refusal of a booking says what one can do now") {
    Kiosk kiosk;
    const auto [refusal, title, advice] = GENERATE(table<flows::BookingRefusal, std::string, std::string>({
        {flows::BookingRefusal::NotKept, "本机现在订不了", "请到窗口预约"},
        {flows::BookingRefusal::NotBookable, "这一场不用预约", "到时请直接来"},
        {flows::BookingRefusal::Closed, "那时中心关闭", "请换一场"},
        {flows::BookingRefusal::Begun, "这一场已经开始", "请订下一场，或到现场问一下"},
        {flows::BookingRefusal::TooEarly, "还没开始预约", "11月17日 星期二 起可以预约"},
        {flows::BookingRefusal::AlreadyBooked, "您刚订过这一场", "请用那张小票上的码"},
        {flows::BookingRefusal::Full, "这一场订满了", "候补也满了，请订下一场"},
    }));
    kiosk.open();
    kiosk.lobby.refuseBooking(refusal, "craft-0");
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == title);
    CHECK(text(kiosk.screen.result()->advice()) == advice);
    CHECK(text(kiosk.screen.result()->subject()) == "亲子手工 · 海洋贴画 · 15:00");
    kiosk.screen.back();
    CHECK_FALSE(kiosk.lobby.state().booking_refusal);
}

TEST_CASE("where a session is full the answer leads on to the others") {
    Kiosk kiosk;
    kiosk.open();
    kiosk.lobby.refuseBooking(flows::BookingRefusal::Full, "craft-0");
    CHECK(text(kiosk.screen.result()->wayOnText()) == "看别的活动");
    kiosk.screen.goOn();
    CHECK(kiosk.screen.navigation()->current() == Route::Services);
    CHECK_FALSE(kiosk.lobby.state().booking_refusal);
}

TEST_CASE("only what can be booked here and now offers it") {
    Kiosk kiosk;
    const auto actions = [&](const char* activity) {
        kiosk.screen.openActivity(QString::fromLatin1(activity));
        QStringList all;
        for (const auto& row : kiosk.screen.activity()->sessions()->rows())
            all << row.at(5).toString();
        return all;
    };
    kiosk.lobby.leasePlaces("craft-0", 2);
    CHECK(actions("craft") == QStringList{QStringLiteral("预约"), QStringLiteral("候补")});
    CHECK(actions("phone") == QStringList{QStringLiteral("候补"), QString()}); // the second is more than a week ahead
    CHECK(actions("clinic") == QStringList{QString()});                        // no limit: walked into
    CHECK(actions("beach-walk") == QStringList{QString()});                    // a neighbour's
    kiosk.lobby.setTime(tests::demoNow() + 5h);                                // 15:32, it runs
    CHECK(actions("craft").first().isEmpty());
}

TEST_CASE("nothing of a booking is there for the next person") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 4);
    auto& booking = kiosk.open();
    booking.bookOne();
    kiosk.lobby.endSession();
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK_FALSE(booking.isMade());
    CHECK(booking.name().isEmpty());
    CHECK(booking.code().isEmpty());
}

} // namespace onestop::viewmodels
