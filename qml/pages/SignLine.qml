// SPDX-License-Identifier: Apache-2.0
// A sign and what it says. Anchored, not laid out, so that the sign stands beside its words before they were ever seen.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Item {
    id: line

    required property string icon
    required property string text
    property int tone: Tone.Plain
    property int size: Tokens.body

    implicitHeight: Math.max(sign.height, words.implicitHeight)

    Icon {
        id: sign
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        name: line.icon
        color: Tones.full(line.tone)
    }
    Label {
        id: words
        anchors { left: sign.right; leftMargin: Tokens.smallGap; right: parent.right; verticalCenter: parent.verticalCenter }
        text: line.text
        size: line.size
        color: Tones.full(line.tone)
    }
}
