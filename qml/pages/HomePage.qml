// SPDX-License-Identifier: Apache-2.0
// What would you like to do? Every way in is here, the red one leads to a number.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property bool lowered: lobby.settings.lowReach && !wide

    // The news take what everything else leaves. Where they stand over what is pressed they have one height, whatever they
    // say: a number that is called moves nothing under a finger.
    readonly property int free: height - ways.height - (ask.visible && !wide ? ask.height + Tokens.gap : 0) - 2 * Tokens.gap
    readonly property int newsHeight: wide ? free : Math.max(news.aboveToday, Math.min(free, Tokens.tile * 2.4))
    readonly property bool visited: lobby.home.visitor.length > 0 || lobby.voice.on

    title: qsTr("首页")

    // In low reach what is only read stands above the page, out of the way of what is pressed.
    Repeater {
        model: page.lowered ? 1 : 0
        delegate: HomeNews {
            anchors { left: page.left; right: page.right; bottom: page.top; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
            lobby: page.lobby
            pressable: false
            most: 1
            room: page.roomAbove
        }
    }
    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        HomeNews {
            id: news
            visible: !page.lowered
            filled: !page.wide
            lobby: page.lobby
            most: page.wide || page.visited ? 1 : 2
            room: page.newsHeight
            Layout.row: page.wide ? 1 : 0
            Layout.column: 0
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.preferredHeight: page.wide ? -1 : page.newsHeight
        }
        Flow {
            id: ways
            readonly property int columns: page.wide ? 8 : 4
            readonly property int column: (width - (columns - 1) * spacing) / columns
            spacing: Tokens.gap
            Layout.row: page.wide ? 0 : 1
            Layout.column: 0
            Layout.columnSpan: page.wide ? 2 : 1
            Layout.fillWidth: true
            Tile {
                width: ways.column
                iconName: "qr_code_scanner"
                iconColour: Tokens.seaColour
                text: qsTr("活动签到")
                onClicked: page.lobby.navigation.open(Route.CheckIn)
            }
            Tile {
                width: ways.column
                iconName: "event_available"
                iconColour: Tokens.redColour
                text: qsTr("活动预约")
                onClicked: page.lobby.openBookings()
            }
            Tile {
                width: ways.column
                iconName: "menu_book"
                iconColour: Tokens.goldColour
                text: qsTr("办事指南")
                onClicked: page.lobby.openGuide()
            }
            Tile {
                width: ways.column
                iconName: "list_alt"
                iconColour: Tokens.redColour
                text: qsTr("服务清单")
                onClicked: page.lobby.openServices()
            }
            Tile {
                width: ways.column
                iconName: "star_half"
                iconColour: Tokens.goldColour
                text: qsTr("服务评价")
                onClicked: page.lobby.navigation.open(Route.Rating)
            }
            Tile {
                width: ways.column
                iconName: "chat"
                iconColour: Tokens.seaColour
                text: qsTr("意见心愿")
                onClicked: page.lobby.navigation.open(Route.Opinion)
            }
            Tile {
                width: ways.column
                iconName: "map"
                iconColour: Tokens.goldColour
                text: qsTr("中心导览")
                onClicked: page.lobby.navigation.open(Route.Tour)
            }
            Tile {
                width: ways.column
                iconName: "place"
                iconColour: Tokens.seaColour
                text: qsTr("各个中心")
                onClicked: page.lobby.navigation.open(Route.Sites)
            }
        }
        AskCard {
            id: ask
            visible: page.lobby.home.ticketsOffered
            question: page.lobby.home.question
            hint: page.lobby.home.hint
            ticketNumber: page.lobby.home.ticketNumber
            compact: page.visited && page.lobby.settings.lowReach
            low: page.wide
            Layout.row: page.wide ? 1 : 2
            Layout.column: page.wide ? 1 : 0
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onTakeNumber: page.lobby.openTickets()
            onShowTicket: page.lobby.navigation.open(Route.Ticket)
        }
        Item {
            Layout.row: 3
            Layout.column: 0
            Layout.fillHeight: true
        }
    }
}
