// SPDX-License-Identifier: Apache-2.0
// 优先取号: by which right? Each takes the number at once, so that nobody who may go first touches once more than others.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: choice

    required property RowsModel priorities

    signal taken(int priority)

    spacing: Tokens.smallGap

    Label {
        text: qsTr("优先取号：和普通号轮着叫，请带好证件。")
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
    Flow {
        spacing: Tokens.smallGap
        Layout.fillWidth: true
        Repeater {
            model: choice.priorities
            delegate: Chip {
                required property int priority
                required property string label
                text: label
                Accessible.role: Accessible.Button
                Accessible.checkable: false
                onClicked: choice.taken(priority)
            }
        }
    }
}
