// SPDX-License-Identifier: Apache-2.0
// One key of the keyboard: a sign, or an icon with its name for assistive technology.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

PressArea {
    id: key

    property string iconName
    property bool held: false

    implicitHeight: Tokens.key
    implicitWidth: Math.max(Tokens.key, label.implicitWidth + 2 * Tokens.gap)
    Rectangle {
        anchors.fill: parent
        radius: Tokens.barCorner
        color: key.held ? Tokens.slateColour : !key.enabled ? Tokens.quietColour : key.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        Label {
            id: label
            visible: key.iconName.length === 0
            anchors.centerIn: parent
            text: key.text
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Icon {
            visible: key.iconName.length > 0
            anchors.centerIn: parent
            name: key.iconName
            color: key.held ? Tokens.brightInkColour : key.enabled ? Tokens.inkColour : Tokens.secondInkColour
        }
    }
}
