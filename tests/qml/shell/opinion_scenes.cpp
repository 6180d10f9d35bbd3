// SPDX-License-Identifier: Apache-2.0
// 意见心愿, its answers and the call back, in every state that a resident may meet.
#include "tests/qml/shell/scene.h"

namespace onestop::tests {

using flows::AnswerStage;
using viewmodels::Route;

namespace {

void type(Stage& stage, const char* letters) {
    for (const char* letter = letters; *letter; ++letter)
        stage.screen.typing()->press(QString(QLatin1Char(*letter)));
}

void writeSomething(Stage& stage) {
    stage.screen.writeOpinion(static_cast<int>(flows::OpinionTopic::Wish));
    stage.screen.opinion()->write(QStringLiteral("希望图书馆晚上开到九点。我们下班以后才有空带孩子来看书，"
                                                 "周末人又太多，座位常常不够。"));
}

void leaveIt(Stage& stage) {
    writeSomething(stage);
    stage.screen.opinion()->send();
}

void askWithCode(Stage& stage) {
    stage.screen.navigation()->open(Route::Answer);
    for (int i = 0; i < 20; ++i)
        stage.screen.answer()->code()->type(QString::number((i + 1) % 10));
}

void rateBadly(Stage& stage) {
    stage.screen.openItem(QStringLiteral("elder-card"));
    stage.screen.takeNumber();
    stage.lobby.clerkIsDoneWithMine();
    stage.screen.rating()->chooseLevel(1);
    stage.screen.rating()->submit();
}

void openCallBack(Stage& stage) {
    rateBadly(stage);
    stage.screen.navigation()->open(Route::CallBack);
}

void addWriting(std::vector<Scene>& scenes) {
    scenes.push_back({"opinion", [](Stage& s) { s.screen.navigation()->open(Route::Opinion); }});
    scenes.push_back({"opinion-closed", [](Stage& s) {
                          s.lobby.closeOpinions();
                          s.screen.navigation()->open(Route::Opinion);
                      }});
    scenes.push_back({"opinion-text", [](Stage& s) { s.screen.writeOpinion(0); }});
    scenes.push_back({"opinion-typing", [](Stage& s) {
                          writeSomething(s);
                          if (!s.screen.typing()->isPinyin()) s.screen.typing()->switchPinyin();
                          type(s, "xiwangtushuguanwanshangkaimen");
                      }});
    scenes.push_back({"opinion-handwriting", [](Stage& s) {
                          writeSomething(s);
                          s.screen.typing()->switchHandwriting();
                          s.screen.typing()->write({{0.2, 0.3}, {0.8, 0.3}});
                          s.screen.typing()->write({{0.5, 0.1}, {0.2, 0.9}});
                      }});
    scenes.push_back({"opinion-letters", [](Stage& s) {
                          writeSomething(s);
                          if (s.screen.typing()->isPinyin()) s.screen.typing()->switchPinyin();
                      }});
    scenes.push_back({"opinion-no-pinyin", [](Stage& s) {
                          s.engine.vanish();
                          writeSomething(s);
                      }});
}

void addReceipts(std::vector<Scene>& scenes) {
    scenes.push_back({"receipt-sealed", leaveIt});
    scenes.push_back({"receipt-sent", [](Stage& s) {
                          leaveIt(s);
                          s.lobby.opinionPrints(flows::PrintProgress::Printed);
                          s.lobby.hubTakesOpinion();
                      }});
    scenes.push_back({"receipt-no-paper", [](Stage& s) {
                          s.lobby.setPrinter(flows::DeviceHealth::PaperOut);
                          leaveIt(s);
                      }});
    scenes.push_back({"receipt-refused", [](Stage& s) {
                          s.lobby.diskIsFull();
                          leaveIt(s);
                      }});
}

void addAnswers(std::vector<Scene>& scenes) {
    scenes.push_back({"answer", [](Stage& s) { s.screen.navigation()->open(Route::Answer); }});
    scenes.push_back({"answer-typed", askWithCode});
    static constexpr std::pair<const char*, AnswerStage> kStages[]{{"answer-asking", AnswerStage::Asking},
                                                                   {"answer-not-yet", AnswerStage::NotYet},
                                                                   {"answer-answered", AnswerStage::Answered},
                                                                   {"answer-unknown", AnswerStage::Unknown},
                                                                   {"answer-no-network", AnswerStage::NoNetwork}};
    for (const auto& [name, stage] : kStages)
        scenes.push_back({name, [stage = stage](Stage& s) {
                              askWithCode(s);
                              s.screen.answer()->ask();
                              s.lobby.answerComes(stage, "您好！从十二月起，图书馆周二到周六晚上开到九点，欢迎常来。");
                          }});
}

} // namespace

void addOpinionScenes(std::vector<Scene>& scenes) {
    addWriting(scenes);
    addReceipts(scenes);
    addAnswers(scenes);
    scenes.push_back({"rating-bad-given", rateBadly});
    scenes.push_back({"call-back", openCallBack});
    scenes.push_back({"call-back-left", [](Stage& s) {
                          openCallBack(s);
                          for (const char digit : std::string("13800138000"))
                              s.screen.rating()->phone()->type(QString(QLatin1Char(digit)));
                          s.screen.rating()->askForCallBack();
                      }});
}

} // namespace onestop::tests
