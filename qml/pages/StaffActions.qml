// SPDX-License-Identifier: Apache-2.0
// What staff can do at this kiosk. Closing it asks once; opening it does not.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: actions

    required property LobbyViewModel lobby
    readonly property StaffViewModel staff: lobby.staff

    spacing: Tokens.gap

    Label {
        visible: actions.staff.closeAsked
        text: qsTr("暂停这台机器？来的人会看到“本机暂停服务”。别的机器照常。")
        strong: true
        Layout.fillWidth: true
    }
    RowLayout {
        visible: actions.staff.closeAsked
        spacing: Tokens.gap
        ActionButton {
            text: qsTr("不暂停")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.staff.keep()
        }
        ActionButton {
            kind: ActionButton.Quiet
            text: qsTr("暂停服务")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.staff.closeKiosk()
        }
    }
    GridLayout {
        visible: !actions.staff.closeAsked
        columns: 2
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.smallGap
        Layout.fillWidth: true
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "receipt_long"
            text: qsTr("换纸卷")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.lobby.changeRoll()
        }
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "task_alt"
            text: qsTr("试设备")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.lobby.navigation.open(Route.DeviceTrial)
        }
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "undo"
            text: qsTr("撤销签到")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.lobby.navigation.open(Route.CheckIns)
        }
        ActionButton {
            kind: ActionButton.Quiet
            iconName: "volume_up"
            text: qsTr("声音")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.lobby.navigation.open(Route.Voice)
        }
        ActionButton {
            visible: actions.staff.logOffered
            enabled: !actions.staff.exportingLog
            kind: ActionButton.Quiet
            iconName: "usb"
            text: qsTr("导出日志")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.staff.exportLog()
        }
        ActionButton {
            kind: ActionButton.Quiet
            iconName: actions.staff.closed ? "play_arrow" : "pause"
            text: actions.staff.closed ? qsTr("恢复服务") : qsTr("暂停服务")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.staff.closed ? actions.staff.openKiosk() : actions.staff.askClose()
        }
    }
}
