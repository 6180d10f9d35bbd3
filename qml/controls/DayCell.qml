// SPDX-License-Identifier: Apache-2.0
// One day of a calendar: its figure, a ring when it is today, a bar under it when something happens.
import QtQuick
import Onestop.Tokens

PressArea {
    id: cell

    required property string figure
    required property bool busy
    required property bool chosen
    required property bool today
    readonly property color front: chosen ? Tokens.brightInkColour : busy ? Tokens.inkColour : Tokens.secondInkColour

    implicitHeight: Tokens.chip
    enabled: busy
    Accessible.ignored: !busy
    Rectangle {
        anchors.fill: parent
        radius: Tokens.barCorner
        color: cell.chosen ? Tokens.slateColour : cell.down ? Tokens.quietPressedColour : cell.busy ? Tokens.cardColour : "transparent"
        border.width: cell.today ? Tokens.outline : cell.busy ? Tokens.hairline : 0
        border.color: cell.today ? Tokens.redColour : cell.chosen ? Tokens.slateColour : Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        Label {
            id: label
            anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.verticalCenter; verticalCenterOffset: cell.busy ? -Tokens.smallGap / 3 : 0 }
            text: cell.figure
            size: Tokens.second
            strong: cell.busy
            color: cell.front
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Rectangle {
            visible: cell.busy
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Tokens.smallGap / 2 }
            width: Tokens.gap
            height: Tokens.outline
            color: cell.chosen ? Tokens.brightInkColour : Tokens.redColour
        }
    }
}
