// SPDX-License-Identifier: Apache-2.0
// What a resident is promised of a booking: the session that was touched and no other, a plain word when there is only
// the waiting line, the code at once, where it holds, how to give it back, and nothing of it for the next person.
#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using tests::text;

namespace {

struct Kiosk : tests::TouchedKiosk {
    /// As who touches a session in a list.
    BookingViewModel& open(const char* session = "craft-0") {
        const QString id = QString::fromLatin1(session);
        screen.openActivity(id.section(QLatin1Char('-'), 0, 0), id);
        return *screen.booking();
    }
    QStringList badges(const char* activity) {
        screen.openActivity(QString::fromLatin1(activity));
        QStringList all;
        for (const auto& row : screen.activity()->sessions()->rows())
            all << row.at(2).toString();
        return all;
    }
};

} // namespace

TEST_CASE("a session with places is offered to one, and to a guardian with a child as one") {
    Kiosk kiosk;
    kiosk.lobby.leasePlaces("craft-0", 4);
    auto& booking = kiosk.open();
    CHECK(kiosk.screen.navigation()->current() == Route::Activity);
    CHECK(kiosk.screen.activity()->isBookable());
    CHECK(text(booking.name()) == "亲子手工 · 海洋贴画");
    CHECK(text(booking.when()) == "11月24日 星期二 15:00–16:30");
    CHECK(text(booking.oneText()) == "预约 1 人");
    CHECK(text(booking.pairText()) == "预约 2 人，大人带孩子");
    CHECK(booking.notice().isEmpty());
    CHECK_FALSE(booking.isMade());

    booking.bookPair();
    CHECK(kiosk.screen.navigation()->current() == Route::Booking);
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
    CHECK(text(booking.pairText()) == "候补 2 人，大人带孩子");
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
    CHECK(kiosk.screen.services()->isForBooking());
    CHECK_FALSE(kiosk.lobby.state().booking_refusal);
}

TEST_CASE("how full a session is, is said as far as this kiosk knows it") {
    Kiosk kiosk;
    CHECK(kiosk.badges("craft") == QStringList{"可候补", "可候补"});
    kiosk.lobby.leasePlaces("craft-0", 4); // the hub may have more for the next who comes
    CHECK(kiosk.badges("craft") == QStringList{"可预约", "可候补"});
    kiosk.lobby.leasePlaces("craft-0", 16); // all there are
    kiosk.lobby.bookedBefore("craft-0", 10);
    CHECK(kiosk.badges("craft").first() == QStringLiteral("余 6 位"));
    CHECK(kiosk.screen.today()->rows()[0].at(4) == QStringLiteral("余 6 位"));
    kiosk.lobby.bookedBefore("craft-0", 16);
    CHECK(kiosk.badges("craft").first() == QStringLiteral("可候补"));
    kiosk.lobby.linePlaces("craft-0", flows::kLongestLine);
    CHECK(kiosk.badges("craft").first() == QStringLiteral("订满了"));
    CHECK(kiosk.badges("phone").last() == QStringLiteral("共 20 位")); // more than a week ahead
    CHECK(kiosk.badges("clinic") == QStringList{QString()});           // no limit: walked into
    CHECK(kiosk.badges("beach-walk") == QStringList{"共 30 位"});      // a neighbour's is booked there
    kiosk.lobby.setTime(tests::demoNow() + 5h);                        // 15:32, it runs
    CHECK(kiosk.badges("craft").first() == QStringLiteral("正在进行"));
}

TEST_CASE("what was touched is what is booked, and no other session slips under the finger") {
    Kiosk kiosk;
    auto& booking = kiosk.open("craft-1");
    CHECK(text(booking.when()) == "11月28日 星期六 15:00–16:30");
    kiosk.screen.chooseSession(QStringLiteral("craft-0"));
    CHECK(text(booking.when()) == "11月24日 星期二 15:00–16:30");
    kiosk.lobby.setTime(tests::demoNow() + 4h + 28min); // 15:00: it has begun
    CHECK_FALSE(kiosk.screen.activity()->isBookable());
    CHECK(booking.when().isEmpty());
    kiosk.screen.chooseSession(QStringLiteral("craft-1"));
    CHECK(kiosk.screen.activity()->isBookable());

    kiosk.screen.openActivity(QStringLiteral("craft")); // from a search: the next that can be booked
    CHECK(text(booking.when()) == "11月28日 星期六 15:00–16:30");
    kiosk.screen.openActivity(QStringLiteral("clinic"));
    CHECK_FALSE(kiosk.screen.activity()->isBookable());
}

TEST_CASE("活动预约 lists what can be booked here and now, 服务清单 all of it") {
    Kiosk kiosk;
    const auto sessions = [&] {
        QStringList all;
        for (const auto& row : kiosk.screen.services()->sessions()->rows())
            all << row.at(7).toString();
        return all;
    };
    kiosk.screen.openBookings();
    CHECK(kiosk.screen.services()->isForBooking());
    CHECK(sessions() == QStringList{"craft-0", "lecture-0", "phone-0", "craft-1"});
    for (const auto& filter : kiosk.screen.services()->filters()->rows())
        CHECK(filter.at(0) != QStringLiteral("place")); // a neighbour's are booked there
    kiosk.screen.openServices();
    CHECK(sessions().size() == 6);
    kiosk.screen.openBookings();
    kiosk.lobby.endSession();
    CHECK_FALSE(kiosk.screen.services()->isForBooking());
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
