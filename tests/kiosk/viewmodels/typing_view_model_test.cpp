// SPDX-License-Identifier: Apache-2.0
// What the keyboard promises: pinyin offers characters page by page, a mark takes the first word with it, English and
// figures work without any engine, and an engine that goes away is said and never waited for.
#include "kiosk/viewmodels/typing_view_model.h"

#include <QAbstractItemModelTester>

#include "tests/kiosk/viewmodels/memory_input_engine.h"
#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::viewmodels {

using catalogue::Language;

namespace {

struct Keyboard : tests::QtProgram {
    tests::MemoryInputEngine engine;
    TypingViewModel typing{&engine};
    QAbstractItemModelTester tester{typing.candidates(), QAbstractItemModelTester::FailureReportingMode::Fatal};
    QString text;
    int erased = 0;

    explicit Keyboard(Language language = Language::ZhHans) {
        QObject::connect(&typing, &TypingViewModel::written, [this](const QString& written) { text += written; });
        QObject::connect(&typing, &TypingViewModel::erased, [this] { ++erased; });
        typing.open(language);
    }
    void press(const char* signs) {
        for (const char* sign = signs; *sign; ++sign)
            typing.press(QString(QLatin1Char(*sign)));
    }
    QString candidate(int row) {
        return typing.candidates()->rows().at(static_cast<std::size_t>(row)).at(0).toString();
    }
};

} // namespace

TEST_CASE("letters become characters, and only a choice writes them") {
    Keyboard keyboard;
    keyboard.press("dapeng");
    CHECK(keyboard.typing.typed() == QStringLiteral("dapeng"));
    REQUIRE(keyboard.typing.candidates()->count() == 5);
    CHECK(keyboard.text.isEmpty());
    keyboard.typing.choose(1);
    CHECK(keyboard.text == QStringLiteral("大鹏"));
    CHECK(keyboard.typing.typed().isEmpty());
    CHECK(keyboard.typing.candidates()->count() == 0);
}

TEST_CASE("candidates are turned page by page, no further than there are") {
    Keyboard keyboard;
    keyboard.press("dapeng");
    CHECK_FALSE(keyboard.typing.isTurnBackOffered());
    keyboard.typing.turn(-1);
    CHECK(keyboard.candidate(0) == QStringLiteral("大棚"));
    REQUIRE(keyboard.typing.isTurnOnOffered());
    keyboard.typing.turn(1);
    CHECK(keyboard.candidate(0) == QStringLiteral("大"));
    CHECK(keyboard.typing.isTurnBackOffered());
    CHECK_FALSE(keyboard.typing.isTurnOnOffered());
    keyboard.typing.choose(7); // not there
    keyboard.typing.choose(0);
    CHECK(keyboard.text == QStringLiteral("大"));
}

TEST_CASE("a blank takes the first candidate, a mark or a figure follows it") {
    Keyboard keyboard;
    keyboard.press("nihao ");
    CHECK(keyboard.text == QStringLiteral("你好"));
    keyboard.press("nihao");
    keyboard.typing.press(QStringLiteral("，"));
    keyboard.press("nihao5");
    CHECK(keyboard.text == QStringLiteral("你好你好，你好5"));
    keyboard.press(" ");
    CHECK(keyboard.text.endsWith(QLatin1Char(' ')));
}

TEST_CASE("letters that are no pinyin write nothing until they are taken back") {
    Keyboard keyboard;
    keyboard.press("v");
    keyboard.typing.press(QStringLiteral("。"));
    CHECK(keyboard.text.isEmpty());
    keyboard.typing.erase();
    CHECK(keyboard.erased == 0);
    keyboard.typing.erase();
    CHECK(keyboard.erased == 1);
}

TEST_CASE("in English letters are letters, and no engine is begun") {
    Keyboard keyboard(Language::En);
    CHECK_FALSE(keyboard.typing.isPinyin());
    keyboard.press("Hello 5!");
    CHECK(keyboard.text == QStringLiteral("Hello 5!"));
    CHECK(keyboard.engine.begun() == 0);
    keyboard.typing.switchPinyin();
    keyboard.press("nihao ");
    CHECK(keyboard.text == QStringLiteral("Hello 5!你好"));
}

TEST_CASE("what is being typed is dropped when the letters change their meaning") {
    Keyboard keyboard;
    keyboard.press("dapeng");
    keyboard.typing.switchPinyin();
    CHECK(keyboard.typing.typed().isEmpty());
    CHECK_FALSE(keyboard.engine.isRunning());
    keyboard.press("a");
    CHECK(keyboard.text == QStringLiteral("a"));
}

TEST_CASE("who reads traditional characters is offered them") {
    Keyboard keyboard(Language::ZhHant);
    keyboard.press("d");
    CHECK(keyboard.engine.script() == input::Script::Traditional);
    keyboard.typing.open(Language::ZhHans);
    keyboard.press("d");
    CHECK(keyboard.engine.script() == input::Script::Simplified);
}

TEST_CASE("who knows no pinyin writes with a finger, and only a choice writes the character") {
    Keyboard keyboard;
    const QList<QPointF> stroke{{0.2, 0.3}, {0.8, 0.3}};
    keyboard.typing.write(stroke); // nobody asked for it yet
    CHECK(keyboard.engine.begun() == 0);
    REQUIRE(keyboard.typing.isHandwritingOffered());
    keyboard.typing.switchHandwriting();
    keyboard.typing.write(stroke);
    CHECK(keyboard.typing.candidates()->count() == 0);
    keyboard.typing.write(stroke);
    CHECK(keyboard.typing.strokes() == 2);
    CHECK(keyboard.candidate(1) == QStringLiteral("太"));
    CHECK(keyboard.text.isEmpty());
    keyboard.typing.choose(1);
    CHECK(keyboard.text == QStringLiteral("太"));
    CHECK(keyboard.typing.strokes() == 0);

    keyboard.typing.write(stroke);
    keyboard.typing.write(stroke);
    keyboard.typing.press(QStringLiteral("，")); // the first candidate, then the mark
    CHECK(keyboard.text == QStringLiteral("太大，"));
}

TEST_CASE("strokes are taken back one by one or all, and then the text") {
    Keyboard keyboard;
    keyboard.typing.switchHandwriting();
    for (int i = 0; i < 3; ++i)
        keyboard.typing.write({{0.5, 0.1 * i}});
    keyboard.typing.erase();
    CHECK(keyboard.typing.strokes() == 2);
    keyboard.typing.rewrite();
    CHECK(keyboard.typing.strokes() == 0);
    CHECK(keyboard.typing.typed().isEmpty());
    CHECK(keyboard.erased == 0);
    keyboard.typing.erase();
    CHECK(keyboard.erased == 1);
}

TEST_CASE("a finger writes where simplified characters are read, and back to pinyin is one key") {
    Keyboard keyboard;
    keyboard.typing.switchHandwriting();
    CHECK_FALSE(keyboard.typing.isPinyin());
    keyboard.typing.open(Language::ZhHans); // the page again: her choice stays
    CHECK(keyboard.typing.isHandwriting());
    keyboard.typing.switchHandwriting();
    CHECK(keyboard.typing.isPinyin());
    keyboard.typing.switchHandwriting();
    for (const auto other : {Language::ZhHant, Language::En}) {
        keyboard.typing.open(other);
        CHECK_FALSE(keyboard.typing.isHandwritingOffered());
        CHECK_FALSE(keyboard.typing.isHandwriting());
    }
}

TEST_CASE("a stroke of any length fits a packet") {
    Keyboard keyboard;
    keyboard.typing.switchHandwriting();
    QList<QPointF> longest;
    for (int i = 0; i < 5000; ++i)
        longest.push_back({i / 5000.0, 1.5 - i / 2500.0}); // out of the pad at both ends
    keyboard.typing.write(longest);
    const auto& sent = keyboard.engine.lastStroke();
    REQUIRE(sent.size() == input::kPointsMost);
    CHECK(sent.front() == input::InkPoint{0, input::kInkMost});
    CHECK(sent.back().y == 0);
}

TEST_CASE("an engine that is gone is said, and letters go on as letters") {
    Keyboard keyboard;
    keyboard.press("dapeng");
    keyboard.engine.vanish();
    CHECK(keyboard.typing.trouble() == QStringLiteral("拼音现在用不了，可以打英文和数字。"));
    CHECK_FALSE(keyboard.typing.isPinyin());
    CHECK_FALSE(keyboard.typing.isPinyinOffered());
    CHECK(keyboard.typing.typed().isEmpty());
    keyboard.press("abc1");
    CHECK(keyboard.text == QStringLiteral("abc1"));

    keyboard.engine.comeBack();
    keyboard.typing.open(Language::ZhHans);
    CHECK(keyboard.typing.trouble().isEmpty());
    keyboard.press("nihao ");
    CHECK(keyboard.text == QStringLiteral("abc1你好"));
}

TEST_CASE("an engine that is not there when the first letter is typed is said, too") {
    Keyboard keyboard;
    keyboard.engine.vanish();
    keyboard.press("d");
    CHECK_FALSE(keyboard.typing.trouble().isEmpty());
    CHECK_FALSE(keyboard.typing.isPinyin());
}

TEST_CASE("each visit begins an engine of its own") {
    Keyboard keyboard;
    keyboard.press("da");
    keyboard.typing.reset();
    CHECK_FALSE(keyboard.engine.isRunning());
    CHECK(keyboard.typing.candidates()->count() == 0);
    keyboard.typing.open(Language::ZhHans);
    keyboard.press("da");
    CHECK(keyboard.engine.begun() == 2);
}

} // namespace onestop::viewmodels
