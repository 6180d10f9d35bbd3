// SPDX-License-Identifier: Apache-2.0
// What an errand promises from the item to the rating: what to bring, the number at once, the fate of its paper, the
// call unmistakably, and one rating that nobody is led to.
#include <QSignalSpy>

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/touched_kiosk.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using namespace std::chrono_literals;
using flows::CheckInOutcome;
using tests::text;
using Kiosk = tests::TouchedKiosk;

TEST_CASE("an item says what to bring, where, when and how long the queue is") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));

    auto& item = *kiosk.screen.item();
    CHECK(kiosk.screen.navigation()->current() == Route::Item);
    CHECK(text(item.name()) == "老年人优待证");
    CHECK(text(item.place()) == "一楼大厅\n1–3 号窗口");
    CHECK(text(item.hours()) == "周二至周六\n9:00–12:00\n14:00–18:00");
    CHECK(text(item.queue()) == "4 人 · 约 8–15 分钟");
    REQUIRE(item.materials()->count() == 3);
    CHECK(text(item.materials()->rows()[2].at(1).toString()) == "非深户才要");
    CHECK(item.refusal().isEmpty());
}

TEST_CASE("outside its hours an item says when next, and gives no number") {
    Kiosk kiosk;
    kiosk.lobby.setTime(tests::demoNow() + 9h); // Tuesday 19:32
    kiosk.screen.openItem(QStringLiteral("elder-card"));

    CHECK(text(kiosk.screen.item()->refusal()) == "现在不办。明天 9:00 开始");

    kiosk.screen.takeNumber();
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == "现在不办这件事");
}

TEST_CASE("that no number is left today is said before one is asked for, and when next") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    kiosk.lobby.giveOut("A");

    CHECK(text(kiosk.screen.item()->refusal()) == "今天的号取完了。明天 9:00 开始");
    CHECK(kiosk.screen.item()->ticketOffered()); // greyed, not gone
}

TEST_CASE("who waits already is led to her number instead of to a second one") {
    Kiosk kiosk;
    kiosk.takeNumber();
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    kiosk.lobby.refuse(flows::TicketRefusal::AlreadyWaiting);
    REQUIRE(text(kiosk.screen.result()->title()) == "您已经有一个号");
    CHECK(text(kiosk.screen.result()->wayOnText()) == "看我的号");
    kiosk.screen.goOn();
    CHECK(kiosk.screen.navigation()->current() == Route::Ticket);
    CHECK_FALSE(kiosk.lobby.state().refusal);
}

TEST_CASE("a number opens its page by itself, and the way back leads home") {
    Kiosk kiosk;
    kiosk.takeNumber();

    CHECK(kiosk.screen.navigation()->current() == Route::Ticket);
    CHECK(text(kiosk.screen.ticket()->number()) == "A001");
    CHECK(text(kiosk.screen.ticket()->ahead()) == "4 人");
    CHECK(text(kiosk.screen.ticket()->wait()) == "8–15 分钟");
    kiosk.screen.back();
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK(text(kiosk.screen.home()->ticketNumber()) == "A001");
}

TEST_CASE("each fate of the paper has its own words, and no number is lost with it") {
    Kiosk kiosk;
    kiosk.takeNumber();
    const auto [progress, words, troubled] = GENERATE(table<flows::PrintProgress, std::string, bool>({
        {flows::PrintProgress::Printing, "小票打印中，请稍等", false},
        {flows::PrintProgress::Printed, "小票打好了，请取走", false},
        {flows::PrintProgress::Unknown, "小票可能没有打好，请看一下出纸口", true},
        {flows::PrintProgress::Failed, "小票没有打出来，请记住号码", true},
    }));
    kiosk.lobby.printerAnswers(progress);

    CHECK(text(kiosk.screen.ticket()->printText()) == words);
    CHECK(kiosk.screen.ticket()->isPrintTroubled() == troubled);
    CHECK(text(kiosk.screen.ticket()->number()) == "A001");
}

TEST_CASE("a called ticket says which window, unmistakably, and home says it too") {
    Kiosk kiosk;
    kiosk.takeNumber();
    kiosk.lobby.clerkCallsMine(1);

    CHECK(kiosk.screen.ticket()->isCalled());
    CHECK(text(kiosk.screen.ticket()->headline()) == "请到 1 号窗口");
    CHECK(text(kiosk.screen.home()->calling()) == "请 A001 号到 1 号窗口");
    kiosk.lobby.clerkServesMine();
    CHECK_FALSE(kiosk.screen.ticket()->isCalled());
    CHECK(text(kiosk.screen.ticket()->headline()) == "正在为您办理");
}

TEST_CASE("giving up asks once") {
    Kiosk kiosk;
    kiosk.takeNumber();
    QSignalSpy asked(kiosk.screen.ticket(), &TicketViewModel::askingChanged);

    kiosk.screen.ticket()->askGiveUp();
    CHECK(kiosk.screen.ticket()->isLive());
    kiosk.screen.ticket()->giveUp();

    CHECK_FALSE(kiosk.screen.ticket()->isLive());
    CHECK(asked.count() == 2);
}

TEST_CASE("an untouched ticket leaves the screen after 45 s, a touched one stays") {
    Kiosk kiosk;
    kiosk.takeNumber();
    kiosk.lobby.pass(40s);
    kiosk.screen.touched();
    kiosk.lobby.pass(40s);
    CHECK(kiosk.screen.navigation()->current() == Route::Ticket);

    kiosk.lobby.pass(6s);
    CHECK(kiosk.screen.navigation()->atHome());
    CHECK(kiosk.screen.ticket()->number().isEmpty());
}

TEST_CASE("a served ticket asks for a rating by itself; nothing is chosen beforehand, and a touch can be taken back") {
    Kiosk kiosk;
    kiosk.takeNumber();
    kiosk.lobby.clerkServesMine();
    kiosk.lobby.clerkIsDoneWithMine();
    auto& rating = *kiosk.screen.rating();
    REQUIRE(kiosk.screen.navigation()->current() == Route::Rating);
    CHECK(text(rating.subject()) == "老年人优待证");
    REQUIRE(rating.levels()->count() == 5);
    CHECK_FALSE(rating.isChosen());
    CHECK(rating.reasons()->count() == 0);
    rating.submit();
    CHECK(kiosk.lobby.ratings().empty());

    rating.chooseLevel(5);
    rating.toggleReason(QStringLiteral("quick"));
    rating.chooseLevel(2); // 不满意 keeps no praise
    CHECK(text(rating.reasonsQuestion()) == "哪里不好？");
    rating.toggleReason(QStringLiteral("long_wait"));
    rating.toggleReason(QStringLiteral("unclear"));
    rating.toggleReason(QStringLiteral("unclear"));
    rating.submit();
    REQUIRE(kiosk.lobby.ratings().size() == 1);
    CHECK(kiosk.lobby.ratings()[0].level == 2);
    CHECK(kiosk.lobby.ratings()[0].reasons == std::vector<std::string>{"long_wait"});
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == "谢谢您的评价");
    kiosk.screen.goHome();
    CHECK_FALSE(kiosk.lobby.state().rating);
}

TEST_CASE("who took part may rate the activity by showing her code again") {
    Kiosk kiosk;
    kiosk.lobby.showCode(CheckInOutcome::AlreadyUsed);
    CHECK(kiosk.screen.result()->wayOnText().isEmpty());
    kiosk.lobby.showAttendedCode();
    CHECK(text(kiosk.screen.result()->wayOnText()) == "评价这场活动");
    kiosk.screen.goOn();
    REQUIRE(kiosk.screen.navigation()->current() == Route::Rating);
    CHECK(text(kiosk.screen.rating()->subject()) == "新时代大讲堂");

    kiosk.lobby.diskIsFull();
    kiosk.screen.rating()->chooseLevel(4);
    kiosk.screen.rating()->submit();
    CHECK(text(kiosk.screen.result()->title()) == "评价没有记下来");
}

TEST_CASE("a number by right says by whose, and an unknown right takes none") {
    Kiosk kiosk;
    REQUIRE(kiosk.screen.priorities()->count() == 5);
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    kiosk.screen.takePriorityNumber(0);
    kiosk.screen.takePriorityNumber(6);
    CHECK_FALSE(kiosk.lobby.state().ticket);
    kiosk.screen.takePriorityNumber(kiosk.screen.priorities()->rows()[1].at(0).toInt());
    CHECK(text(kiosk.screen.ticket()->itemName()) == "老年人优待证 · 优先（老年人）");
}

TEST_CASE("what is refused outside its hours says when it is done again, not when the house opens") {
    Kiosk kiosk;
    kiosk.lobby.setTime(tests::demoNow() + 2h); // 12:32: the house is open, the windows come back at two
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    kiosk.screen.takeNumber();
    CHECK(text(kiosk.screen.result()->advice()) == "今天 14:00 开始");
}

TEST_CASE("before a number is taken it is said what the card is for, and that none is needed") {
    Kiosk kiosk;
    kiosk.screen.openItem(QStringLiteral("elder-card"));
    CHECK(text(kiosk.screen.item()->cardConsent()) == "不刷身份证也能取号。刷了，只用来防止重复取号。");
    kiosk.lobby.layCard("张*三");
    CHECK(text(kiosk.screen.item()->cardConsent()) == "您刷的身份证只用来防止重复取号，走了就清除。");
}

TEST_CASE("whoever gets no number reads why, and what to do instead") {
    Kiosk kiosk;
    const auto [refusal, title, advice] = GENERATE(table<flows::TicketRefusal, std::string, std::string>({
        {flows::TicketRefusal::OutsideHours, "现在不办这件事", "请看指南上的服务时间"},
        {flows::TicketRefusal::QuotaFull, "今天的号取完了", "明天 9:00 开始"},
        {flows::TicketRefusal::AlreadyWaiting, "您已经有一个号", "请等叫号"},
        {flows::TicketRefusal::NoCounters, "这里没有办事窗口", "请看“各个中心”，最近的在最前面"},
        {flows::TicketRefusal::StoreFull, "现在取不了号", "请到窗口直接排队"},
        {flows::TicketRefusal::ClosedBySite, "中心临时关闭", "请看通知，或拨打 12345"},
    }));
    kiosk.lobby.refuse(refusal, "elder-card");
    CHECK(kiosk.screen.navigation()->current() == Route::Result);
    CHECK(text(kiosk.screen.result()->title()) == title);
    CHECK(text(kiosk.screen.result()->advice()) == advice);
}

} // namespace onestop::viewmodels
