// SPDX-License-Identifier: Apache-2.0
// What a machine without identity promises: its code as people read it and as a phone does, and why a stick was
// refused, in Chinese and in English at once.
#include "kiosk/viewmodels/unenrolled_view_model.h"

#include <QSignalSpy>

#include "tests/kiosk/viewmodels/qt_program.h"
#include "tests/support/catch.h"

namespace onestop::tests {

namespace {

struct Unenrolled : QtProgram {
    viewmodels::UnenrolledViewModel machine{QStringLiteral("0.1.0")};
};

} // namespace

TEST_CASE_METHOD(Unenrolled, "the page says in both languages what the machine is and what to do", "[unenrolled]") {
    CHECK(text(machine.title()) == "本机尚未登记");
    CHECK(text(machine.titleInEnglish()) == "This machine is not enrolled yet");
    CHECK(text(machine.version()) == "Onestop 0.1.0");
    REQUIRE(machine.steps()->count() == 3);
    const auto& last = machine.steps()->rows().back();
    CHECK(text(last[0].toString()) == "3");
    CHECK(text(last[1].toString()) == "拔出 U 盘");
    CHECK(text(last[2].toString()) == "Take the stick out");
}

TEST_CASE_METHOD(Unenrolled, "the code is read by people and by phones", "[unenrolled]") {
    CHECK(machine.code().isEmpty());
    CHECK(machine.qr().isEmpty());
    QSignalSpy changed(&machine, &viewmodels::UnenrolledViewModel::changed);
    machine.setCode(QStringLiteral("123 456 789"));
    machine.setCode(QStringLiteral("123 456 789"));
    CHECK(changed.count() == 1);
    CHECK(text(machine.code()) == "123 456 789");
    CHECK(text(machine.qr()) == "OS1M:123456789");
}

TEST_CASE_METHOD(Unenrolled, "a refused stick is answered with one sentence, until the next one", "[unenrolled]") {
    CHECK(machine.refusal().isEmpty());
    machine.setRefusal(QStringLiteral("stranger"));
    CHECK(text(machine.refusal()) ==
          "这个 U 盘的登记文件不是区里签发的，或者已经损坏，没有使用。\n"
          "The stick's enrolment is not signed by this district, or was changed. Nothing of it was used.");
    machine.setRefusal({});
    CHECK(machine.refusal().isEmpty());
}

TEST_CASE_METHOD(Unenrolled, "a wrong line of the settings is named", "[unenrolled]") {
    machine.setRefusal(QStringLiteral("settings site.toml:7: kiosk: expected 1 to 6"));
    CHECK(text(machine.refusal()) == "登记文件里写错了一行，没有使用。\n"
                                     "A line of the enrolment is wrong. Nothing of it was used.\n"
                                     "site.toml:7: kiosk: expected 1 to 6");
    machine.setRefusal(QStringLiteral("settings ") + QString(5000, QLatin1Char('x')));
    CHECK(machine.refusal().size() < 250);
}

TEST_CASE_METHOD(Unenrolled, "whatever else is said is not passed over", "[unenrolled]") {
    for (const char* told : {"missing", "damaged", "a word of tomorrow"}) {
        machine.setRefusal(QString::fromLatin1(told));
        CHECK(machine.refusal().count(QLatin1Char('\n')) >= 1);
    }
}

} // namespace onestop::tests
