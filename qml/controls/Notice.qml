// SPDX-License-Identifier: Apache-2.0
// An honest strip: what is the matter, since when, and what one can do now.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

Rectangle {
    id: notice

    required property string text
    property string iconName: "info"
    property int tone: Tone.Attention

    implicitHeight: row.implicitHeight + 2 * Tokens.smallGap
    radius: Tokens.cardCorner
    color: Tones.ground(tone)
    border.width: Tokens.highContrast ? Tokens.hairline : 0
    border.color: Tokens.lineColour

    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Tokens.gap; rightMargin: Tokens.gap }
        spacing: Tokens.smallGap
        Icon {
            name: notice.iconName
            color: Tones.full(notice.tone)
        }
        Label {
            text: notice.text
            size: Tokens.second
            color: Tones.full(notice.tone)
            Layout.fillWidth: true
        }
    }
}
