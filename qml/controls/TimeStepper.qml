// SPDX-License-Identifier: Apache-2.0
// A time of day, moved by half an hour to either side.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

GridLayout {
    id: stepper

    /// With the time in it: 从 22:00.
    required property string text

    signal moved(int halfHours)

    columns: Tokens.care ? 1 : 2
    columnSpacing: Tokens.gap
    rowSpacing: Tokens.smallGap

    Label {
        text: stepper.text
        size: Tokens.heading
        strong: true
        Layout.fillWidth: true
    }
    RowLayout {
        spacing: Tokens.smallGap
        Layout.fillWidth: Tokens.care
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "remove"
            text: qsTr("早点")
            Layout.fillWidth: Tokens.care
            onClicked: stepper.moved(-1)
        }
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "add"
            text: qsTr("晚点")
            Layout.fillWidth: Tokens.care
            onClicked: stepper.moved(1)
        }
    }
}
