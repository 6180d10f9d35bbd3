// SPDX-License-Identifier: Apache-2.0
// What is my number, how long will it take, and where do I go? When it is called the whole card says so.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property TicketViewModel ticket: lobby.ticket

    title: ticket.headline

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        NumberCard {
            number: page.ticket.number
            headline: page.ticket.headline
            itemName: page.ticket.itemName
            called: page.ticket.called
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 1
            Layout.rowSpan: page.wide ? 4 : 1
        }
        RowLayout {
            visible: page.ticket.live && page.ticket.goTo.length === 0
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Fact {
                caption: qsTr("前面还有")
                value: page.ticket.ahead
                valueSize: Tokens.action
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
            Fact {
                caption: qsTr("大约要等")
                value: page.ticket.wait
                valueSize: Tokens.action
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
        }
        TakeAlongCard {
            visible: page.ticket.live
            printText: page.ticket.printText
            troubled: page.ticket.printTroubled
            code: page.ticket.code
            counters: page.ticket.counters
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        Item { Layout.fillHeight: true }
        RowLayout {
            visible: page.ticket.live && !page.ticket.asking
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.columnSpan: 1
            ActionButton {
                enabled: page.ticket.reprintOffered
                kind: ActionButton.Quiet
                iconName: "print"
                text: qsTr("补打小票")
                onClicked: page.ticket.reprint()
            }
            Item { Layout.fillWidth: true }
            ActionButton {
                kind: ActionButton.Plain
                text: qsTr("不等了")
                onClicked: page.ticket.askGiveUp()
            }
        }
        ColumnLayout {
            visible: page.ticket.asking
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Label {
                text: qsTr("真的不等了吗？号码就作废了。")
                strong: true
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Tokens.gap
                ActionButton {
                    text: qsTr("继续等")
                    Layout.fillWidth: true
                    Layout.preferredWidth: 2
                    onClicked: page.ticket.keepWaiting()
                }
                ActionButton {
                    kind: ActionButton.Quiet
                    text: qsTr("不等了，退号")
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    onClicked: page.ticket.giveUp()
                }
            }
        }
    }
}
