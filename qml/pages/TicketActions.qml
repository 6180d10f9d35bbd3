// SPDX-License-Identifier: Apache-2.0
// What one can do with a ticket: the slip once more, or give it up, which asks once. A Column, not a layout: the question
// wraps by its width, and nothing moves after it.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: actions

    required property TicketViewModel ticket

    signal rate

    spacing: Tokens.smallGap

    RowLayout {
        width: actions.width
        visible: actions.ticket.live && !actions.ticket.asking
        spacing: Tokens.gap
        ActionButton {
            enabled: actions.ticket.reprintOffered
            kind: ActionButton.Quiet
            iconName: "print"
            text: qsTr("补打小票")
            onClicked: actions.ticket.reprint()
        }
        Item { Layout.fillWidth: true }
        ActionButton {
            kind: ActionButton.Quiet
            text: qsTr("不等了")
            onClicked: actions.ticket.askGiveUp()
        }
    }
    ActionButton {
        visible: actions.ticket.ratingOffered
        iconName: "sentiment_satisfied"
        text: qsTr("评价这次服务")
        width: actions.width
        onClicked: actions.rate()
    }
    Label {
        readonly property bool firstSeen: true
        visible: actions.ticket.asking
        text: qsTr("真的不等了吗？号码就作废了。")
        strong: true
        width: actions.width
    }
    RowLayout {
        width: actions.width
        visible: actions.ticket.asking
        spacing: Tokens.gap
        ActionButton {
            text: qsTr("继续等")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.ticket.keepWaiting()
        }
        ActionButton {
            kind: ActionButton.Quiet
            text: qsTr("不等了，退号")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: actions.ticket.giveUp()
        }
    }
}
