// SPDX-License-Identifier: Apache-2.0
// The audit itself can fail: what a person would stumble over is found, one fault a rule, and what is right is not
// complained of. On this glass 20 mm are 80 px, 15 mm are 60, 3 mm are 12.
#include <string>

#include "tests/qml/shell/audit_glass.h"
#include "tests/qml/shell/screen_audit.h"
#include "tests/support/catch.h"

namespace onestop::tests {

namespace {

/// What the audit says of it: nothing, one fault, or all of them.
std::string faultsOf(const std::string& parts, AuditRules rules = {}) {
    startQt();
    rules.pitch_mm = kPitch;
    Glass glass(pageOf(parts));
    return audit(glass.window(), rules).join(QStringLiteral("; ")).toStdString();
}

} // namespace

TEST_CASE("a page on which nobody stumbles is not complained of") {
    CHECK(faultsOf(R"(
        Press { text: "yes"; main: true }
        Press { text: "no"; x: 92 }
        Words { text: "Two ways"; y: 200 }
    )")
              .empty());
}

TEST_CASE("a screen reader would say nothing at a button") {
    CHECK(faultsOf(R"(Press { x: 10; y: 20 })") == "a target without a name at 10,20");
}

TEST_CASE("a finger would miss a button that is too small") {
    CHECK(faultsOf(R"(Press { text: "ticket"; width: 50; height: 60 })") == "ticket: 50 × 60 px, at least 59");
    CHECK(faultsOf(R"(Press { text: "ticket"; width: 60; height: 60 })").empty());
}

TEST_CASE("a shaking hand would miss the main action of a page that is only as large as the others") {
    CHECK(faultsOf(R"(Press { text: "ticket"; height: 60; main: true })") ==
          "ticket: 80 × 60 px, at least 79 for a main action");
}

TEST_CASE("a finger would press two buttons, or the one beside that which it means") {
    CHECK(faultsOf(R"(
        Press { text: "yes" }
        Press { text: "no"; x: 70 }
    )") == "yes and no overlap");
    CHECK(faultsOf(R"(
        Press { text: "yes" }
        Press { text: "no"; x: 88 }
    )") == "yes and no are only 2.0 mm apart");
    CHECK(faultsOf(R"(
        Press { text: "yes" }
        Press { text: "no"; x: 80; y: 84 }
    )") == "yes and no are only 1.0 mm apart");
}

TEST_CASE("a button hangs over the edge of the glass, or of a card") {
    CHECK(faultsOf(R"(Press { text: "ticket"; x: 760 })") == "ticket leaves the glass");
    CHECK(faultsOf(R"(
        Rectangle { width: 300; height: 100; color: "beige" }
        Press { text: "ticket"; y: 60 }
    )") == "ticket stands across the edge of the card at 0,0");
}

TEST_CASE("somebody in a wheelchair would not reach a button") {
    AuditRules low;
    low.highest_target = 0.4;
    CHECK(faultsOf(R"(Press { text: "ticket"; y: 200 })", low) == "ticket is out of reach at 200 px");
    CHECK(faultsOf(R"(Press { text: "ticket"; y: 300 })", low).empty());
}

TEST_CASE("the end of a name stands nowhere") {
    const std::string cut = R"(
        Words { text: "Handicraft for mothers and daughters"; width: 300; elide: Text.ElideRight }
    )";
    CHECK(faultsOf(cut) == "“Handicraft for mothers and daughters” is cut short, and is nowhere whole");
    CHECK(faultsOf(R"(
        Words { text: "Handicraft for mothers and daughters"; width: 300; wrapMode: Text.Wrap; maximumLineCount: 2 }
    )") == "“Handicraft for mothers and daughters” is cut short, and is nowhere whole");
    SECTION("it may be cut where the page has all of it") {
        CHECK(faultsOf(cut + R"(
            Words { text: "Today: Handicraft for mothers and daughters"; y: 200; width: 300; wrapMode: Text.Wrap }
        )")
                  .empty());
    }
    SECTION("who types knows how it begins") {
        CHECK(faultsOf("Item { width: 800; height: 100; Accessible.role: Accessible.EditableText" + cut + "}").empty());
    }
}

TEST_CASE("words run out of what they stand in") {
    CHECK(faultsOf(R"(Words { text: "Handicraft"; width: 100 })").find("“Handicraft” is wider than its place by") == 0);
    CHECK(faultsOf(R"(Rectangle { width: 300; height: 60; Words { width: 300; text: "two\nlines" } })") ==
          "“two\nlines” is higher than what it stands in");
    CHECK(faultsOf(R"(Words { text: "Handicraft"; x: 780 })") == "“Handicraft” leaves the glass");
}

TEST_CASE("words are too small to be read, also where they were made small to fit") {
    CHECK(faultsOf(R"(Words { text: "Handicraft"; font.pixelSize: 20 })") == "“Handicraft” is only 5.0 mm");
    const std::string fitted = R"(
        Words { text: "Handicraft for mothers"; fontSizeMode: Text.HorizontalFit; minimumPixelSize: 20; width: )";
    CHECK(faultsOf(fitted + "240 }").find("“Handicraft for mothers” is only 5.") == 0);
    CHECK(faultsOf(fitted + "700 }").empty());
}

namespace {

/// Twelve lines of 48 px that somebody wrote, in a place of this height, moved up by so much.
std::string written(int height, int up, const std::string& look = "") {
    return "Item { width: 300; height: " + std::to_string(height) +
           "; clip: true; TextEdit { width: 300; wrapMode: TextEdit.Wrap; text: 'line\\n'.repeat(11) + 'end'; " +
           "cursorPosition: length; font.pixelSize: 40; y: " + std::to_string(height) + " - contentHeight + " +
           std::to_string(up) + "; " + look + " } }";
}

/// Of one line, as this machine's font has it.
int lineHeight() {
    startQt();
    Glass glass(pageOf("TextEdit { text: 'x'; font.pixelSize: 40 }"));
    const auto* edit = glass.window().contentItem()->childItems().first()->childItems().first();
    return qRound(edit->property("contentHeight").toReal());
}

} // namespace

TEST_CASE("what somebody writes is read as what is printed: large enough, dark enough, and its end is seen") {
    const int lines = 3 * lineHeight();
    CHECK(faultsOf(written(lines, 0)).empty());
    CHECK(faultsOf(written(lines, 0, "color: '#AAAAAA'")).find("stands out only 2.32 to 1") != std::string::npos);
    CHECK(faultsOf(written(lines, lines)).find("where the next sign comes in “line") == 0);
    CHECK(faultsOf(written(lines - lineHeight() / 2, 0)).find(" 2.5 lines are seen") != std::string::npos);
    CHECK(faultsOf("TextInput { text: 'small'; font.pixelSize: 20 }") == "“small” is only 5.0 mm");
}

TEST_CASE("words lie on words, or half under a button") {
    CHECK(faultsOf(R"(
        Words { text: "Handicraft" }
        Words { text: "Choir"; y: 10 }
    )") == "“Handicraft” lies on “Choir”");
    CHECK(faultsOf(R"(
        Words { text: "Handicraft" }
        Press { text: "ticket"; x: 60 }
    )") == "“Handicraft” lies half under ticket");
}

TEST_CASE("pale words cannot be read in a bright lobby") {
    CHECK(faultsOf(R"(Words { text: "closed"; color: "#AAAAAA" })") ==
          "“closed” stands out only 2.32 to 1, at least 4.5: #aaaaaa on #ffffff");
    CHECK(faultsOf(R"(Words { text: "closed"; color: "#000000"; opacity: 0.4 })").find("stands out only") !=
          std::string::npos);
    SECTION("it is the card under them that counts, whatever lies under that") {
        CHECK(faultsOf(R"(
            Rectangle { width: 300; height: 100; color: "#222222"; Words { text: "closed" } }
        )") == "“closed” stands out only 1.32 to 1, at least 4.5: #000000 on #222222");
        CHECK(faultsOf(R"(
            Rectangle { width: 300; height: 100; color: "#222222"; Words { text: "closed"; color: "white" } }
        )")
                  .empty());
    }
    SECTION("who has asked for high contrast gets more") {
        AuditRules high;
        high.least_contrast = 7;
        CHECK(faultsOf(R"(Words { text: "closed"; color: "#666666" })").empty());
        CHECK(faultsOf(R"(Words { text: "closed"; color: "#666666" })", high) ==
              "“closed” stands out only 5.74 to 1, at least 7: #666666 on #ffffff");
    }
    SECTION("an icon stands beside its word and may be a little paler") {
        CHECK(
            faultsOf(R"(Text { text: "home"; font.family: "Material Icons"; width: 40; height: 40; color: "#888888" })")
                .empty());
        CHECK(faultsOf(
                  R"(Text { text: "home"; font.family: "Material Icons"; width: 40; height: 40; color: "#AAAAAA" })") ==
              "“home” stands out only 2.32 to 1, at least 3: #aaaaaa on #ffffff");
    }
}

TEST_CASE("a word vanishes while a finger is on its button") {
    CHECK(faultsOf(R"(
        Press {
            id: press
            text: "ticket"; width: 300
            Rectangle { anchors.fill: parent; color: press.down ? "#444444" : "#FFFFFF" }
            Words { text: press.text }
        }
    )") == "“ticket” under a finger stands out only 2.16 to 1, at least 4.5: #000000 on #444444");
}

namespace {

/// A page with a bar of two places, the second one here.
std::string barWithHelpAt(int x) {
    return pageOf(R"(
        Press { text: "back"; y: 480 }
        Press { text: "help"; y: 480; x: )" +
                  std::to_string(x) + " }");
}

} // namespace

TEST_CASE("who is guided by phone does not find the place in the bar where it was, or at all") {
    startQt();
    const QStringList wanted{QStringLiteral("back"), QStringLiteral("help")};
    BarAudit bar(kPitch);
    Glass first(barWithHelpAt(300));
    CHECK(bar.audit(first.window(), wanted).isEmpty());
    Glass same(barWithHelpAt(300));
    CHECK(bar.audit(same.window(), wanted).isEmpty());
    Glass moved(barWithHelpAt(310));
    CHECK(bar.audit(moved.window(), wanted) == QStringList{QStringLiteral("the place of help moved")});
    Glass without(pageOf(R"(Press { text: "back"; y: 480 } Press { text: "help"; x: 300 })"));
    CHECK(bar.audit(without.window(), wanted) == QStringList{QStringLiteral("help is missing from the bar")});
}

namespace {

/// A page of 100 × 100 px in a loader, with a bar below it; on the page a list that is 60 px high.
QStringList faultsWithCodeAt(int y, bool marked = true) {
    startQt();
    Glass glass(QStringLiteral(R"(import QtQuick
Loader {
    width: 100; height: 100
    sourceComponent: Item {
        Flickable {
            width: 100; height: 60; contentHeight: 300; clip: true
            Rectangle {
                property bool firstSeen: %1
                y: %2; width: 50; height: 50
                Accessible.role: Accessible.Graphic
                Accessible.name: "the code"
            }
        }
    }
})")
                    .arg(marked ? QStringLiteral("true") : QStringLiteral("false"))
                    .arg(y)
                    .toStdString());
    return auditFirstSeen(glass.window());
}

} // namespace

TEST_CASE("what has to be seen first is found below the fold, cut by it, or nowhere") {
    CHECK(faultsWithCodeAt(0).isEmpty());
    CHECK(faultsWithCodeAt(10).isEmpty());
    CHECK(faultsWithCodeAt(20).join(QString()).contains(QStringLiteral("“the code” has to be scrolled for")));
    CHECK(faultsWithCodeAt(200).size() == 1);
    CHECK(faultsWithCodeAt(0, false).size() == 1);
}

} // namespace onestop::tests
