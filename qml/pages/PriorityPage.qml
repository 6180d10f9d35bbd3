// SPDX-License-Identifier: Apache-2.0
// By which right? Each row takes the number at once; whoever has none takes a usual one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("您是哪一种？")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        ScrollArea {
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                width: parent.width
            }
            Label {
                text: qsTr("优先号和普通号轮着叫。请带好证件，窗口会看一下。")
                size: Tokens.second
                color: Tokens.secondInkColour
                width: parent.width
                bottomPadding: Tokens.smallGap
            }
            GridLayout {
                width: parent.width
                columns: page.wide ? 3 : 1
                columnSpacing: Tokens.smallGap
                rowSpacing: Tokens.smallGap
                Repeater {
                    model: page.lobby.priorities
                    delegate: RowButton {
                        required property int priority
                        required property string label
                        text: label
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onClicked: page.lobby.takePriorityNumber(priority)
                    }
                }
            }
        }
        ActionButton {
            kind: ActionButton.Secondary
            iconName: "confirmation_number"
            text: qsTr("都不是，取普通号")
            Layout.fillWidth: true
            onClicked: page.lobby.takeNumber()
        }
    }
}
