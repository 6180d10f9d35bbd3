// SPDX-License-Identifier: Apache-2.0
// A row of a list that opens something: title, one line of detail, where it leads.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: row

    property string detail
    property string badge
    property int badgeTone: Tone.Plain
    property string iconName
    property color iconColour: Tokens.goldColour

    main: true
    implicitHeight: Math.max(Tokens.button, content.implicitHeight + 2 * Tokens.gap)
    Accessible.description: detail
    Rectangle {
        anchors.fill: parent
        radius: Tokens.cardCorner
        color: row.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        RowLayout {
            id: content
            anchors { left: parent.left; right: parent.right; leftMargin: Tokens.padding; rightMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
            spacing: Tokens.gap
            Icon {
                visible: row.iconName.length > 0
                name: row.iconName
                color: row.iconColour
            }
            ColumnLayout {
                spacing: Tokens.smallGap / 2
                Label {
                    text: row.text
                    strong: true
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
                Label {
                    visible: text.length > 0
                    text: row.detail
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
            }
            Badge {
                text: row.badge
                tone: row.badgeTone
            }
            Icon {
                name: "chevron_right"
                color: Tokens.secondInkColour
            }
        }
    }
}
