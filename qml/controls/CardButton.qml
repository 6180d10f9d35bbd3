// SPDX-License-Identifier: Apache-2.0
// A card that opens something: what stands in it is the page's, how it is pressed is here.
import QtQuick
import Onestop.Tokens

PressArea {
    id: button

    default property alias content: column.data

    main: true
    implicitHeight: Math.max(Tokens.target, column.implicitHeight + 2 * Tokens.gap)
    Rectangle {
        anchors.fill: parent
        radius: Tokens.cardCorner
        color: button.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        Column {
            id: column
            anchors { left: parent.left; right: arrow.left; leftMargin: Tokens.gap; rightMargin: Tokens.smallGap; verticalCenter: parent.verticalCenter }
            spacing: Tokens.smallGap / 2
        }
        Icon {
            id: arrow
            anchors { right: parent.right; rightMargin: Tokens.smallGap; verticalCenter: parent.verticalCenter }
            name: "chevron_right"
            color: Tokens.secondInkColour
        }
    }
}
