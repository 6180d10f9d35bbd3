// SPDX-License-Identifier: Apache-2.0
// The slip once more, and giving the booking back, which asks once. A Column, not a layout: the question wraps by its width.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: actions

    required property BookingViewModel booking

    spacing: Tokens.smallGap

    RowLayout {
        width: actions.width
        visible: !actions.booking.asking
        spacing: Tokens.gap
        ActionButton {
            visible: actions.booking.code.length > 0
            enabled: actions.booking.reprintOffered
            kind: ActionButton.Quiet
            iconName: "print"
            text: qsTr("补打小票")
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth // where both do not fit, their words take two lines
            onClicked: actions.booking.reprint()
        }
        Item { Layout.fillWidth: true }
        ActionButton {
            visible: actions.booking.cancelOffered
            kind: ActionButton.Quiet
            text: qsTr("取消预约")
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            onClicked: actions.booking.askCancel()
        }
    }
    Label {
        readonly property bool firstSeen: true
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
