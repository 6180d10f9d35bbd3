// SPDX-License-Identifier: Apache-2.0
// A way in on the home page: icon above, word below.
import QtQuick
import Onestop.Tokens

PressArea {
    id: tile

    required property string iconName
    property color iconColour: Tokens.redColour

    main: true
    implicitHeight: Tokens.tile
    implicitWidth: Tokens.tile
    Rectangle {
        anchors.fill: parent
        radius: Tokens.cardCorner
        color: tile.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        Icon {
            id: icon
            anchors { left: parent.left; leftMargin: Tokens.gap; top: parent.top; topMargin: Tokens.gap }
            name: tile.iconName
            size: Tokens.tileIcon
            color: tile.iconColour
        }
        Label {
            anchors { left: parent.left; right: parent.right; top: icon.bottom; bottom: parent.bottom; margins: Tokens.gap; topMargin: 0; bottomMargin: Tokens.smallGap }
            verticalAlignment: Text.AlignVCenter
            text: tile.text
            size: Tokens.tileText
            strong: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Tokens.second
            maximumLineCount: 2
            Accessible.ignored: true
        }
    }
}
