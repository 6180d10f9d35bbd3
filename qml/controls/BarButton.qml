// SPDX-License-Identifier: Apache-2.0
// One of the four places of the bottom bar.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: button

    required property string iconName
    property bool gold: false

    main: true
    implicitHeight: Tokens.barButton
    Rectangle {
        anchors.fill: parent
        radius: Tokens.barCorner
        color: button.down ? Tokens.quietPressedColour : button.gold ? Tokens.goldSoftColour : Tokens.quietColour
        border.width: Tokens.highContrast ? Tokens.outline : 0
        border.color: Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        RowLayout {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - Tokens.smallGap)
            spacing: Tokens.smallGap
            Icon {
                name: button.iconName
                size: Tokens.icon * 0.85
                color: label.color
            }
            Label {
                id: label
                text: button.text
                size: Tokens.barText
                color: button.gold ? Tokens.goldTextColour : Tokens.inkColour
                Layout.fillWidth: true
                maximumLineCount: 2
                Accessible.ignored: true
            }
        }
    }
}
