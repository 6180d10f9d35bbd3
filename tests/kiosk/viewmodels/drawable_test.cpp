// SPDX-License-Identifier: Apache-2.0
// Promise: on the screen no name has a hole in it: what no font has stands there as its code.
#include "kiosk/viewmodels/drawable.h"

#include <QGuiApplication>

#include "kiosk/viewmodels/screen_setup.h"
#include "tests/support/catch.h"

using onestop::viewmodels::drawable;

TEST_CASE("what no font has is shown as its code, and everything else as it is") {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "test";
    char* argv[] = {name, nullptr};
    QGuiApplication application(argc, argv);
    onestop::viewmodels::prepareFonts();

    for (const char* text : {"", "张*三", "Zhang", "一楼（大厅）：请进，！", "葛\U000E0100"})
        CHECK(drawable(text).toStdString() == text);
    // facts/domain 2.4: in Noto CJK, or only in Hanazono
    for (const char* text : {"\U00020164*", "\U0002B627*", "\U0002CB4E*", "\U0002A700", "\U0002CEB0"})
        CHECK(drawable(text).toStdString() == text);
    CHECK(drawable("\U00031353*三").toStdString() == "〖U+31353〗*三");
    CHECK(drawable("张\uE7C7").toStdString() == "张〖U+E7C7〗");
}

TEST_CASE("a program that draws nothing leaves text as it is") {
    CHECK(drawable("\U00031353").toStdString() == "\U00031353");
}
