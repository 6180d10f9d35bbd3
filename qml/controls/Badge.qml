// SPDX-License-Identifier: Apache-2.0
// A short fact in a pill: 免费, 余 6 位.
import QtQuick
import Onestop.Tokens

Rectangle {
    required property string text
    property int tone: Tone.Plain

    implicitWidth: label.implicitWidth + 2 * Tokens.smallGap + Tokens.gap / 2
    implicitHeight: Tokens.badge
    radius: height / 2
    color: Tones.ground(tone)
    border.width: Tokens.highContrast ? Tokens.hairline : 0
    border.color: Tokens.lineColour
    visible: text.length > 0

    Label {
        id: label
        anchors.centerIn: parent
        text: parent.text
        size: Tokens.second
        color: Tones.full(parent.tone)
        wrapMode: Text.NoWrap
    }
}
