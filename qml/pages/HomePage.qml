// SPDX-License-Identifier: Apache-2.0
// What would you like to do? Every way in is here, the red one leads to a number.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    title: qsTr("首页")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Notice {
                visible: text.length > 0
                text: page.lobby.home.calling
                iconName: "campaign"
                tone: Tone.Information
                Layout.fillWidth: true
            }
            NoticeList {
                notices: page.lobby.notices
                Layout.fillWidth: true
            }
            TodayCard {
                visible: !page.lobby.settings.lowReach || page.wide
                sessions: page.lobby.today
                most: page.lobby.notices.count > 1 ? 1 : 2
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            GridLayout {
                columns: 3
                columnSpacing: Tokens.gap
                rowSpacing: Tokens.gap
                Layout.fillWidth: true
                Tile {
                    iconName: "qr_code_scanner"
                    iconColour: Tokens.seaColour
                    text: qsTr("活动签到")
                    Layout.fillWidth: true
                    onClicked: page.lobby.navigation.open(Route.CheckIn)
                }
                Tile {
                    iconName: "menu_book"
                    iconColour: Tokens.goldColour
                    text: qsTr("办事指南")
                    Layout.fillWidth: true
                    onClicked: page.lobby.openGuide()
                }
                Tile {
                    iconName: "event_note"
                    iconColour: Tokens.redColour
                    text: qsTr("服务清单")
                    Layout.fillWidth: true
                    onClicked: page.lobby.navigation.open(Route.Services)
                }
                Tile {
                    iconName: "map"
                    iconColour: Tokens.goldColour
                    text: qsTr("中心导览")
                    Layout.fillWidth: true
                    onClicked: page.lobby.navigation.open(Route.Tour)
                }
                Tile {
                    iconName: "place"
                    iconColour: Tokens.seaColour
                    text: qsTr("各个中心")
                    Layout.fillWidth: true
                    onClicked: page.lobby.navigation.open(Route.Sites)
                }
            }
            AskCard {
                visible: page.lobby.home.ticketsOffered
                question: page.lobby.home.question
                hint: page.lobby.home.hint
                ticketNumber: page.lobby.home.ticketNumber
                Layout.fillWidth: true
                onTakeNumber: page.lobby.openTickets()
                onShowTicket: page.lobby.navigation.open(Route.Ticket)
            }
        }
        Item { Layout.fillHeight: true; Layout.columnSpan: page.wide ? 2 : 1 }
    }
}
