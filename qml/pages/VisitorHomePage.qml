// SPDX-License-Identifier: Apache-2.0
// The home page of a station or post without counters: what is there to see, what to mind, and whom to call.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property bool lowered: lobby.settings.lowReach && !wide
    readonly property int columnHeight: height - Tokens.gap - (troubles.visible ? troubles.height + Tokens.gap : 0)

    title: qsTr("首页")

    // In low reach what is only read stands above the page, out of the way of what is pressed.
    Column {
        visible: page.lowered
        anchors { left: parent.left; right: parent.right; bottom: parent.top; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap
        NoticeList {
            id: troublesAbove
            width: parent.width
            notices: page.lobby.notices
            most: 1
        }
        SafetyCard {
            width: parent.width
            station: page.lobby.station
            room: page.roomAbove - (troublesAbove.visible ? troublesAbove.height + Tokens.gap : 0)
        }
    }
    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        NoticeList {
            id: troubles
            notices: page.lobby.notices
            lobby: page.wide && page.lobby.settings.lowReach ? null : page.lobby // what opens is higher, and there is no room
            visible: notices.count > 0 && !page.lowered
            most: page.wide ? 1 : 2
            Layout.row: 0
            Layout.column: 0
            Layout.columnSpan: page.wide ? 2 : 1
            Layout.fillWidth: true
        }
        SightsCard {
            visible: page.lobby.station.sights.count > 0
            station: page.lobby.station
            room: page.wide ? page.columnHeight
                            : page.columnHeight - ways.height - Tokens.gap - (safety.visible ? safety.implicitHeight + Tokens.gap : 0)
            Layout.row: 1
            Layout.column: 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            onAsked: page.lobby.navigation.open(Route.Sights)
        }
        SafetyCard {
            id: safety
            visible: !page.lowered
            station: page.lobby.station
            room: page.wide ? page.columnHeight - ways.height - Tokens.gap : page.height / 3
            most: 3
            Layout.row: page.wide ? 1 : 2
            Layout.column: page.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 1
        }
        Flow {
            id: ways
            readonly property int quarter: (width - 3 * spacing) / 4
            spacing: Tokens.gap
            Layout.row: page.wide ? 2 : 4
            Layout.column: page.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Tile {
                width: ways.quarter
                iconName: "qr_code_scanner"
                iconColour: Tokens.seaColour
                text: qsTr("活动签到")
                onClicked: page.lobby.navigation.open(Route.CheckIn)
            }
            Tile {
                width: ways.quarter
                iconName: "list_alt"
                iconColour: Tokens.redColour
                text: qsTr("服务清单")
                onClicked: page.lobby.openServices()
            }
            Tile {
                width: ways.quarter
                iconName: "place"
                iconColour: Tokens.seaColour
                text: qsTr("各个中心")
                onClicked: page.lobby.navigation.open(Route.Sites)
            }
            Tile {
                width: ways.quarter
                iconName: "apps"
                iconColour: Tokens.goldColour
                text: qsTr("更多")
                onClicked: page.lobby.navigation.open(Route.More)
            }
        }
        Item { // so that the ways stand where they always do
            visible: !page.wide && page.lobby.station.sights.count === 0
            Layout.row: 3
            Layout.column: 0
            Layout.fillHeight: true
        }
    }
}
