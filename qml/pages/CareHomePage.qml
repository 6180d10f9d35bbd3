// SPDX-License-Identifier: Apache-2.0
// The home page in care mode: another layout, at most six ways, one a row, nothing to scroll.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property bool called: lobby.home.calling.length > 0
    readonly property bool troubled: lobby.notices.count > 0

    title: qsTr("首页")
    ground: Tokens.cardColour

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: page.called || page.troubled ? Tokens.smallGap : Tokens.gap

        Label {
            visible: !(page.called && page.troubled) && !(page.wide && (page.called || page.troubled))
            text: page.lobby.home.question
            size: page.wide || page.called || page.troubled ? Tokens.heading * 1.2 : Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        Notice {
            visible: page.called
            text: page.lobby.home.calling
            iconName: "campaign"
            tone: Tone.Information
            Layout.fillWidth: true
        }
        NoticeList {
            notices: page.lobby.notices
            lobby: page.lobby
            most: page.wide || page.called ? 1 : 2 // what is called takes the place of one
            visible: page.troubled && !(page.wide && page.called)
            Layout.fillWidth: true
        }
        GridLayout {
            columns: page.wide || page.lobby.settings.lowReach ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: page.called || page.troubled ? Tokens.smallGap : Tokens.gap
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
                iconName: "event_available"
                ground: Tokens.goldTextColour
                text: qsTr("活动预约")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.openBookings()
            }
            WideTile {
                iconName: "menu_book"
                ground: Tokens.slateColour
                text: qsTr("办事指南")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.openGuide()
            }
            WideTile {
                iconName: "star_half"
                ground: Tokens.seaColour
                text: qsTr("服务评价")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.navigation.open(Route.Rating)
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
                onClicked: page.lobby.home.ticketNumber.length > 0 ? page.lobby.navigation.open(Route.Ticket) : page.lobby.openTickets()
            }
        }
        Item { Layout.fillHeight: true }
    }
}
