// SPDX-License-Identifier: Apache-2.0
// Giving a booking back, which asks once. A Column, not a layout: the question wraps by its width.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: actions

    required property BookingViewModel booking

    spacing: Tokens.smallGap

    ActionButton {
        visible: !actions.booking.asking
        kind: ActionButton.Quiet
        iconName: "event_busy"
        text: qsTr("取消预约")
        onClicked: actions.booking.askCancel()
    }
    Label {
        visible: actions.booking.asking
        text: qsTr("真的取消吗？位子就让给别人了。")
        strong: true
        width: actions.width
    }
    RowLayout {
        width: actions.width
        visible: actions.booking.asking
        spacing: Tokens.gap
        ActionButton {
            text: qsTr("留着")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.booking.keep()
        }
        ActionButton {
            kind: ActionButton.Quiet
            text: qsTr("取消预约")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.booking.cancel()
        }
    }
}
