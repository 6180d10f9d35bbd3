// SPDX-License-Identifier: Apache-2.0
// A way in, in care mode: one a row, in its own colour.
import QtQuick
import Onestop.Tokens

PressArea {
    id: tile

    required property string iconName
    required property color ground
    property bool outlined: false

    main: true
    implicitHeight: Tokens.tile
    Rectangle {
        anchors.fill: parent
        radius: Tokens.buttonCorner * 1.3
        color: tile.outlined ? tile.down ? Tokens.quietPressedColour : Tokens.cardColour
                             : tile.down ? Tokens.veilColour : tile.ground
        border.width: tile.outlined ? Tokens.outline : 0
        border.color: Tokens.inkColour
    }
    Item {
        anchors.fill: parent
        Icon {
            id: icon
            anchors { left: parent.left; leftMargin: Tokens.margin; verticalCenter: parent.verticalCenter }
            name: tile.iconName
            size: Tokens.tileIcon
            color: label.color
        }
        Label {
            id: label
            anchors { left: icon.right; leftMargin: Tokens.margin; right: parent.right; rightMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
            height: parent.height
            verticalAlignment: Text.AlignVCenter
            text: tile.text
            size: Tokens.tileText
            strong: true
            color: tile.outlined ? Tokens.inkColour : Tokens.brightInkColour
            fontSizeMode: Text.Fit
            minimumPixelSize: Tokens.body
            maximumLineCount: 2
            Accessible.ignored: true
        }
    }
}
