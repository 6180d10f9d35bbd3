// SPDX-License-Identifier: Apache-2.0
// One floor: the plan as one sees it from here, and beside it where each area is, in words.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property int floor
    required property string name
    required property int columns
    required property int rows
    required property int hereColumn
    required property int hereRow
    required property int freeColumn
    required property int freeColumns
    required property RowsModel areas
    required property bool wide

    padding: Tokens.gap * 1.3

    Label {
        text: card.name
        size: Tokens.heading
        strong: true
        Layout.fillWidth: true
    }
    GridLayout {
        columns: card.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap
        Layout.fillWidth: true
        FloorPlan {
            floor: card.floor
            columns: card.columns
            rows: card.rows
            hereColumn: card.hereColumn
            hereRow: card.hereRow
            freeColumn: card.freeColumn
            freeColumns: card.freeColumns
            low: card.wide
            areas: card.areas
            hereText: qsTr("您在这里")
            Accessible.name: qsTr("%1平面图").arg(card.name)
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            Layout.alignment: Qt.AlignTop
            Repeater {
                model: card.areas
                delegate: AreaLine {
                    visible: floor === card.floor
                    Layout.fillWidth: true
                }
            }
        }
    }
}
