// SPDX-License-Identifier: Apache-2.0
// The home page in care mode: another layout, at most six ways, one a row, nothing to scroll.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    title: qsTr("首页")
    ground: Tokens.cardColour

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            visible: !page.wide || page.lobby.home.calling.length === 0
            text: page.lobby.home.question
            size: page.wide || page.lobby.notices.count > 1 ? Tokens.heading * 1.2 : Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        Notice {
            visible: text.length > 0
            text: page.lobby.home.calling
            iconName: "campaign"
            tone: Tone.Information
            Layout.fillWidth: true
        }
        NoticeList {
            notices: page.lobby.notices
            most: page.lobby.home.calling.length > 0 ? 1 : 2 // what is called takes the place of one
            visible: page.lobby.notices.count > 0 && !page.wide
            Layout.fillWidth: true
        }
        GridLayout {
            columns: page.wide ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight
            WideTile {
                iconName: "qr_code_scanner"
                ground: Tokens.seaColour
                text: qsTr("活动签到")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.navigation.open(Route.CheckIn)
            }
            WideTile {
                iconName: "menu_book"
                ground: Tokens.goldTextColour
                text: qsTr("办事指南")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.openGuide()
            }
            WideTile {
                iconName: "event_note"
                ground: Tokens.slateColour
                text: qsTr("服务清单")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.navigation.open(Route.Services)
            }
            WideTile {
                iconName: "apps"
                outlined: true
                ground: Tokens.cardColour
                text: qsTr("更多")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.navigation.open(Route.More)
            }
            WideTile {
                visible: page.lobby.home.ticketsOffered
                iconName: "confirmation_number"
                ground: Tokens.redColour
                text: page.lobby.home.ticketNumber.length > 0 ? qsTr("看我的号 %1").arg(page.lobby.home.ticketNumber) : qsTr("取号办事")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                Layout.columnSpan: page.wide ? 2 : 1
                onClicked: page.lobby.home.ticketNumber.length > 0 ? page.lobby.navigation.open(Route.Ticket) : page.lobby.openTickets()
            }
        }
        Item { Layout.fillHeight: true }
    }
}
