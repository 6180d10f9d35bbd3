// SPDX-License-Identifier: Apache-2.0
// One session in a line: when, what and where, how full. Anchored, not laid out, so that a change of language moves
// all of it at once.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Item {
    id: line

    required property string time
    required property string title
    required property string detail
    required property string badge
    required property int tone

    implicitHeight: titleText.implicitHeight + Tokens.smallGap / 2 + detailText.implicitHeight // seen or not

    Label {
        id: timeText
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        width: Tokens.margin * 2.5
        text: line.time
        size: Tokens.heading
    }
    Label {
        id: titleText
        anchors { left: timeText.right; right: pill.left; leftMargin: Tokens.gap; rightMargin: Tokens.smallGap }
        text: line.title
    }
    Label {
        id: detailText
        anchors { left: titleText.left; right: titleText.right; top: titleText.bottom; topMargin: Tokens.smallGap / 2 }
        text: line.detail
        size: Tokens.second
        color: Tokens.secondInkColour
    }
    Badge {
        id: pill
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        width: visible ? implicitWidth : 0
        text: line.badge
        tone: line.tone
    }
}
