// SPDX-License-Identifier: Apache-2.0
// What 意见心愿 promises: what is written is what is sealed, the receipt says honestly what became of it, an answer is
// looked up by its code, a bad rating may ask for a call back once; and nothing of it is left for the next person.
#include "kiosk/viewmodels/opinion_view_model.h"

#include "kiosk/viewmodels/lobby_view_model.h"
#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/memory_lobby.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using flows::AnswerStage;

namespace {

struct Kiosk : tests::QtProgram {
    tests::MemoryLobby lobby;
    tests::MemoryInputEngine engine;
    LobbyViewModel screen{lobby, nullptr, &engine};
    OpinionViewModel& opinion = *screen.opinion();
    AnswerViewModel& answer = *screen.answer();
    RatingViewModel& rating = *screen.rating();

    Kiosk() { lobby.touched(); }
    Route page() { return screen.navigation()->current(); }
    void press(const char* signs) {
        for (const char* sign = signs; *sign; ++sign)
            screen.typing()->press(QString(QLatin1Char(*sign)));
    }
    static void dial(DigitsViewModel& digits, const char* figures) {
        for (const char* figure = figures; *figure; ++figure)
            digits.type(QString(QLatin1Char(*figure)));
    }
    void leaveWish() {
        screen.writeOpinion(static_cast<int>(flows::OpinionTopic::Wish));
        press("dapeng ");
        opinion.send();
    }
    void rate(int level) {
        screen.openItem(QStringLiteral("elder-card"));
        screen.takeNumber();
        lobby.clerkIsDoneWithMine();
        rating.chooseLevel(level);
        rating.submit();
    }
};

} // namespace

TEST_CASE("what is written is what is sealed, and its receipt comes by itself") {
    Kiosk kiosk;
    REQUIRE(kiosk.opinion.topics()->count() == 5);
    kiosk.screen.writeOpinion(static_cast<int>(flows::OpinionTopic::Wish));
    CHECK(kiosk.page() == Route::OpinionText);
    CHECK_FALSE(kiosk.opinion.isSendOffered());
    kiosk.press("dapeng");
    kiosk.screen.typing()->choose(1);
    kiosk.screen.typing()->press(QStringLiteral("！"));
    CHECK(kiosk.opinion.text() == QStringLiteral("大鹏！"));
    REQUIRE(kiosk.opinion.isSendOffered());
    kiosk.opinion.send();

    REQUIRE(kiosk.lobby.opinions().size() == 1);
    CHECK(kiosk.lobby.opinions()[0].topic == flows::OpinionTopic::Wish);
    CHECK(kiosk.lobby.opinions()[0].text == "大鹏！");
    CHECK(kiosk.page() == Route::OpinionReceipt);
    CHECK(kiosk.opinion.code() == QStringLiteral("1234 5678 9012 3456 7890"));
    CHECK(kiosk.opinion.codeInTwoLines() == QStringLiteral("1234 5678 9012\n3456 7890"));
    CHECK(kiosk.opinion.text().isEmpty());
    CHECK_FALSE(kiosk.engine.isRunning());
    kiosk.screen.back();
    CHECK(kiosk.page() == Route::Home);
    CHECK_FALSE(kiosk.lobby.state().opinion);
}

TEST_CASE("the receipt says where the opinion is and how its paper fares") {
    Kiosk kiosk;
    kiosk.leaveWish();
    CHECK(kiosk.opinion.headline() == QStringLiteral("封好了，谢谢您"));
    CHECK(kiosk.opinion.printText() == QStringLiteral("回执打印中，请稍等"));
    kiosk.lobby.opinionPrints(flows::PrintProgress::Printed);
    kiosk.lobby.hubTakesOpinion();
    CHECK(kiosk.opinion.headline() == QStringLiteral("送到了，谢谢您"));
    CHECK(kiosk.opinion.printText() == QStringLiteral("回执打好了，请取走"));
    CHECK(kiosk.page() == Route::OpinionReceipt);
}

TEST_CASE("what could not be kept is said, and is still there to be written again") {
    Kiosk kiosk;
    kiosk.lobby.diskIsFull();
    kiosk.leaveWish();
    CHECK(kiosk.page() == Route::OpinionReceipt);
    CHECK(kiosk.opinion.headline() == QStringLiteral("没有记下来"));
    CHECK(kiosk.opinion.code().isEmpty());
    kiosk.screen.back();
    CHECK(kiosk.page() == Route::OpinionText);
    CHECK(kiosk.opinion.text() == QStringLiteral("大棚"));
}

TEST_CASE("without a seal nothing is offered to be sent") {
    Kiosk kiosk;
    kiosk.lobby.closeOpinions();
    CHECK_FALSE(kiosk.opinion.isOpen());
    kiosk.leaveWish();
    CHECK(kiosk.lobby.opinions().empty());
    CHECK(kiosk.page() == Route::OpinionText);
}

TEST_CASE("a text ends where no more is kept, and a sign is taken back whole") {
    Kiosk kiosk;
    kiosk.screen.writeOpinion(0);
    kiosk.opinion.write(QStringLiteral("𠮷")); // two units of UTF-16
    kiosk.opinion.erase();
    CHECK(kiosk.opinion.text().isEmpty());
    for (int i = 0; i < 2100; ++i)
        kiosk.opinion.write(QStringLiteral("字"));
    CHECK(kiosk.opinion.text().size() == 2000);
    CHECK(kiosk.opinion.isFull());
    CHECK(kiosk.opinion.isSendOffered());
    kiosk.opinion.erase();
    CHECK_FALSE(kiosk.opinion.isFull());
}

TEST_CASE("a code is asked for when it is whole, and each outcome has its words") {
    Kiosk kiosk;
    kiosk.screen.navigation()->open(Route::Answer);
    Kiosk::dial(*kiosk.answer.code(), "1234567890123456789");
    kiosk.answer.ask();
    CHECK(kiosk.lobby.askedCode().empty());
    Kiosk::dial(*kiosk.answer.code(), "0x9");
    CHECK(kiosk.answer.code()->shown() == QStringLiteral("1234 5678 9012 3456 7890"));
    kiosk.answer.ask();
    CHECK(kiosk.lobby.askedCode() == "12345678901234567890");
    CHECK(kiosk.answer.headline() == QStringLiteral("正在查"));
    kiosk.lobby.answerComes(AnswerStage::NotYet);
    CHECK(kiosk.answer.headline() == QStringLiteral("还没有回复"));
    kiosk.lobby.answerComes(AnswerStage::Unknown);
    CHECK(kiosk.answer.headline() == QStringLiteral("没有查到这个码"));
    kiosk.lobby.answerComes(AnswerStage::NoNetwork);
    CHECK(kiosk.answer.headline() == QStringLiteral("现在连不上网络"));
    kiosk.lobby.answerComes(AnswerStage::Answered, "开到九点");
    CHECK(kiosk.answer.text() == QStringLiteral("开到九点"));
    kiosk.screen.back();
    CHECK(kiosk.page() == Route::Home);
    CHECK_FALSE(kiosk.answer.isAsked());
}

TEST_CASE("who was not satisfied may leave a number once; who was is not asked") {
    Kiosk kiosk;
    kiosk.rate(4);
    CHECK_FALSE(kiosk.rating.isCallBackOffered());
    kiosk.lobby.endSession();
    kiosk.lobby.touched();

    kiosk.rate(2);
    REQUIRE(kiosk.rating.isCallBackOffered());
    kiosk.screen.navigation()->open(Route::CallBack);
    Kiosk::dial(*kiosk.rating.phone(), "138001");
    kiosk.rating.askForCallBack();
    CHECK(kiosk.lobby.opinions().empty());
    Kiosk::dial(*kiosk.rating.phone(), "38000");
    CHECK(kiosk.rating.phone()->shown() == QStringLiteral("138 0013 8000"));
    kiosk.rating.askForCallBack();
    REQUIRE(kiosk.lobby.opinions().size() == 1);
    CHECK_FALSE(kiosk.lobby.opinions()[0].topic);
    CHECK(kiosk.lobby.opinions()[0].text == "13800138000");
    CHECK(kiosk.page() == Route::OpinionReceipt);
    CHECK(kiosk.opinion.code().isEmpty());
    CHECK(kiosk.rating.phone()->digits().isEmpty());
    CHECK_FALSE(kiosk.rating.isCallBackOffered());
}

TEST_CASE("a number that could not be kept is still there") {
    Kiosk kiosk;
    kiosk.rate(1);
    kiosk.lobby.diskIsFull();
    kiosk.screen.navigation()->open(Route::CallBack);
    Kiosk::dial(*kiosk.rating.phone(), "0755000000");
    kiosk.rating.askForCallBack();
    CHECK(kiosk.opinion.headline() == QStringLiteral("没有记下来"));
    kiosk.screen.back();
    CHECK(kiosk.page() == Route::CallBack);
    CHECK(kiosk.rating.phone()->digits() == QStringLiteral("0755000000"));
    CHECK(kiosk.rating.isCallBackOffered());
}

TEST_CASE("the next person finds nothing that was written, typed or answered") {
    Kiosk kiosk;
    kiosk.rate(1);
    Kiosk::dial(*kiosk.rating.phone(), "138");
    Kiosk::dial(*kiosk.answer.code(), "1234");
    kiosk.lobby.answerComes(AnswerStage::Answered, "开到九点");
    kiosk.screen.writeOpinion(0);
    kiosk.press("dapeng ");
    kiosk.press("da");
    REQUIRE(kiosk.engine.isRunning());
    REQUIRE_FALSE(kiosk.opinion.text().isEmpty());
    kiosk.lobby.endSession();

    CHECK(kiosk.page() == Route::Home);
    CHECK(kiosk.opinion.text().isEmpty());
    CHECK(kiosk.answer.code()->digits().isEmpty());
    CHECK(kiosk.answer.text().isEmpty());
    CHECK(kiosk.rating.phone()->digits().isEmpty());
    CHECK(kiosk.screen.typing()->typed().isEmpty());
    CHECK(kiosk.screen.typing()->candidates()->count() == 0);
    CHECK_FALSE(kiosk.engine.isRunning());
}

TEST_CASE("for how long it is kept is said in days, before anybody agrees") {
    Kiosk kiosk;
    CHECK(kiosk.opinion.keptFor() == QStringLiteral("本中心和区里最多存 180 天，到期删掉。"));
    CHECK(kiosk.opinion.codeInTwoLines().isEmpty());
}

} // namespace onestop::viewmodels
