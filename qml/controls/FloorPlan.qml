// SPDX-License-Identifier: Apache-2.0
// A floor of the house as a plain plan: areas with their names and counters, and the place where one stands. Nothing on it
// can be pressed; what it shows stands beside it in words, so for the ear it is one picture.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Tokens

Rectangle {
    id: plan

    required property int floor
    required property int columns
    required property int rows
    /// Where one stands, from 0; -1: not on this floor.
    required property int hereColumn
    required property int hereRow
    /// The cells round it that are free for the words.
    required property int freeColumn
    required property int freeColumns
    /// A model. Roles: floor, name, icon, column, row, columns, rows, counters.
    required property QtObject areas
    required property string hereText
    property bool low: false

    readonly property int inset: Tokens.smallGap
    readonly property real cellWidth: (width - inset) / columns
    readonly property real cellHeight: (height - inset) / rows

    implicitHeight: rows * (low ? Tokens.planCellLow : Tokens.planCell) + inset
    color: Tokens.quietColour
    radius: Tokens.barCorner
    border.width: Tokens.outline
    border.color: Tokens.lineColour
    Accessible.role: Accessible.Graphic

    Repeater {
        model: plan.areas
        delegate: Rectangle {
            id: area
            required property int floor
            required property string name
            required property string icon
            required property int column
            required property int row
            required property int columns
            required property int rows
            required property string counters
            visible: floor === plan.floor
            x: plan.inset + column * plan.cellWidth
            y: plan.inset + row * plan.cellHeight
            width: columns * plan.cellWidth - plan.inset
            height: rows * plan.cellHeight - plan.inset
            radius: Tokens.barCorner / 2
            color: counters.length > 0 ? Tokens.goldSoftColour : Tokens.cardColour
            border.width: Tokens.hairline
            border.color: Tokens.lineColour
            Column {
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: Tokens.smallGap / 2 }
                spacing: Tokens.smallGap / 2
                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: area.icon
                    color: Tokens.goldColour
                }
                Label {
                    width: parent.width
                    text: area.name
                    size: Tokens.second
                    strong: true
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
                Label {
                    visible: text.length > 0
                    width: parent.width
                    text: area.counters
                    size: Tokens.second
                    color: Tokens.goldTextColour
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
        }
    }
    Icon {
        id: pin
        visible: plan.hereColumn >= 0
        x: plan.inset / 2 + (plan.hereColumn + 0.5) * plan.cellWidth - width / 2
        y: plan.inset / 2 + (plan.hereRow + 0.5) * plan.cellHeight - height
        name: "person_pin_circle"
        color: Tokens.redColour
    }
    Label {
        readonly property real from: plan.inset + plan.freeColumn * plan.cellWidth
        readonly property real room: plan.freeColumns * plan.cellWidth - plan.inset
        readonly property real middle: pin.x + (pin.width - implicitWidth) / 2
        visible: pin.visible
        x: implicitWidth > room ? middle : Math.max(from, Math.min(from + room - implicitWidth, middle))
        y: pin.y + pin.height
        text: plan.hereText
        size: Tokens.second
        strong: true
        color: Tokens.redColour
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
