// SPDX-License-Identifier: Apache-2.0
// One day of the house: which, when open, and why when it is not as usual. Anchored, not laid out, so that a change of
// language moves all of it at once.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Item {
    id: line

    required property string day
    required property string hours
    required property string note
    required property bool today
    required property bool open

    implicitHeight: Math.max(dayText.implicitHeight, times.implicitHeight) + 2 * Tokens.smallGap

    Rule {
        anchors { left: parent.left; right: parent.right; top: parent.top }
    }
    Label {
        id: dayText
        anchors { left: parent.left; top: parent.top; topMargin: Tokens.smallGap }
        width: line.width / 2
        text: line.day
        strong: line.today
    }
    Column {
        id: times
        anchors { right: parent.right; top: parent.top; topMargin: Tokens.smallGap }
        width: line.width / 2
        Label {
            width: parent.width
            text: line.hours
            strong: line.today
            color: line.open ? Tokens.inkColour : Tokens.amberColour
            horizontalAlignment: Text.AlignRight
        }
        Label {
            visible: text.length > 0
            width: parent.width
            text: line.note
            size: Tokens.second
            color: Tokens.amberColour
            horizontalAlignment: Text.AlignRight
        }
    }
}
