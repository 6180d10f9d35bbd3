// SPDX-License-Identifier: Apache-2.0
// A line of the hall display's panel: what, and how much or where.
import QtQuick
import Onestop.Tokens

Item {
    id: row

    required property string first
    required property string second

    implicitHeight: Tokens.hallRow

    HallLabel {
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        text: row.first
    }
    HallLabel {
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        text: row.second
        color: Tokens.hallSecondInkColour
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Tokens.hallLine
        color: Tokens.hallLineColour
    }
}
