// SPDX-License-Identifier: Apache-2.0
// What stands below the fold is found too, with the faults that the first screenful does not show.
#include "tests/qml/shell/screenfuls.h"

#include "tests/qml/shell/audit_glass.h"

namespace onestop::tests {

namespace {

/// 300 px of a page are seen, over two buttons that turn it by `turn` px.
QStringList faultsBelow(const std::string& parts, int turn = 200, int at = 0) {
    startQt();
    AuditRules rules;
    rules.pitch_mm = kPitch;
    Glass glass(pageOf(R"(
        Flickable {
            id: page
            width: 800; height: 300; contentHeight: column.height; contentY: )" +
                       std::to_string(at) + R"(; clip: true
            Item { id: column; width: 800; height: 800; )" +
                       parts + R"( }
        }
        Row {
            property Flickable flick: page
            readonly property real furthest: page.contentHeight - page.height
            y: 320; spacing: 20
            Press { text: "up"; enabled: page.contentY > 1; onClicked: page.contentY = Math.max(0, page.contentY - )" +
                       std::to_string(turn) + R"() }
            Press { text: "down"; enabled: page.contentY < parent.furthest - 1
                onClicked: page.contentY = Math.min(parent.furthest, page.contentY + )" +
                       std::to_string(turn) + R"() }
        })"));
    return auditBelowFold(glass.window(), rules, [](int) {});
}

} // namespace

TEST_CASE("a long page on which nobody stumbles is not complained of") {
    CHECK(faultsBelow(R"(Press { text: "ticket"; y: 260 } Words { text: "last"; y: 740 })").isEmpty());
}

TEST_CASE("what is wrong below the fold is found, on each screenful once") {
    CHECK(faultsBelow(R"(Press { text: "small"; y: 500; width: 50 })") ==
          QStringList{QStringLiteral("small: 50 × 80 px, at least 59")});
    CHECK(faultsBelow(R"(Words { text: "pale"; y: 740; color: "#AAAAAA" })").size() == 1);
}

TEST_CASE("a page that opens at its end is turned back first") {
    CHECK(faultsBelow(R"(Press { text: "small"; width: 50 })", 200, 500).size() == 1);
}

TEST_CASE("a row that no turn shows whole, and a line that a turn skips") {
    CHECK(faultsBelow(R"(Press { text: "tall"; y: 150; height: 250 })") ==
          QStringList{QStringLiteral("“tall” is never seen whole, however the page is turned")});
    CHECK(
        faultsBelow(R"(Words { text: "line" })", 290).join(QString()).contains(QStringLiteral("cuts a line of 60 px")));
}

TEST_CASE("buttons that turn nothing end the walk") {
    CHECK(faultsBelow(R"(Words { text: "line" })", 0).join(QString()) == QStringLiteral("down turns nothing"));
}

} // namespace onestop::tests
