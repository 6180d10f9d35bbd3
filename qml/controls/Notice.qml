// SPDX-License-Identifier: Apache-2.0
// An honest strip: what is the matter, since when, and what one can do now. It may open a page that says more.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

Rectangle {
    id: notice

    required property string text
    property string iconName: "info"
    property int tone: Tone.Attention
    property bool opens: false

    signal clicked

    implicitHeight: Math.max(opens ? Tokens.target : 0, row.implicitHeight + 2 * Tokens.smallGap)
    radius: Tokens.cardCorner
    color: press.down ? Tokens.cardColour : Tones.ground(tone)
    border.width: Tokens.highContrast ? Tokens.hairline : 0
    border.color: Tokens.lineColour

    PressArea {
        id: press
        visible: notice.opens
        anchors.fill: parent
        text: notice.text
        onClicked: notice.clicked()
    }
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
            Accessible.ignored: notice.opens
        }
        Icon {
            visible: notice.opens && !Tokens.care // large letters need the room
            name: "chevron_right"
            color: Tones.full(notice.tone)
        }
    }
}
