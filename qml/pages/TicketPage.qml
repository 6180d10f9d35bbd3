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

    /// There is no room beside the question.
    readonly property bool crowded: ticket.asking && lobby.settings.care && lobby.settings.lowReach
    /// On a low glass, or among large letters, a code below the facts would have to be turned to.
    readonly property bool codeBeside: wide || lobby.settings.care

    title: ticket.headline
    readAbove: true

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
            code: page.codeBeside && page.ticket.live ? page.ticket.code : ""
            codeSize: Tokens.code * 0.8
            numberSize: Math.min(Tokens.number, page.height * (page.wide ? 0.3 : 0.17))
            callSize: Math.min(Tokens.display * 1.1, page.height * (page.wide ? 0.12 : 1))
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 1
            Layout.rowSpan: page.wide ? 2 : 1
        }
        Item {
            visible: page.crowded
            Layout.fillHeight: true
        }
        ScrollArea {
            visible: !page.crowded
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            RowLayout {
                visible: page.ticket.live && page.ticket.goTo.length === 0
                width: parent.width
                spacing: Tokens.gap
                Fact {
                    readonly property bool firstSeen: !page.ticket.asking
                    caption: qsTr("前面还有")
                    value: page.ticket.ahead
                    valueSize: Tokens.action
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                Fact {
                    readonly property bool firstSeen: !page.ticket.asking
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
                width: parent.width
                printText: page.ticket.printText
                troubled: page.ticket.printTroubled
                code: page.ticket.code
                codeShown: !page.codeBeside
                codeFirstSeen: !page.ticket.asking
                codeSeen: codeShown || !page.ticket.called
                counters: page.ticket.called ? "" : page.ticket.counters
            }
        }
        TicketActions {
            ticket: page.ticket
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            onRate: page.lobby.navigation.open(Route.Rating)
        }
    }
}
