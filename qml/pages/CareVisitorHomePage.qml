// SPDX-License-Identifier: Apache-2.0
// The visitor's home in care mode: one way a row, nothing to scroll; what to mind has a page of its own.
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

        // On a low glass there is room for one of the two: what is wrong now goes first.
        Label {
            visible: !page.wide || page.lobby.notices.count === 0
            text: qsTr("您好，想去哪里看看？")
            size: page.wide ? Tokens.heading * 1.2 : Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        NoticeList {
            notices: page.lobby.notices
            lobby: page.lobby
            most: 1
            Layout.fillWidth: true
        }
        GridLayout {
            columns: page.wide || page.lobby.settings.lowReach ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight
            WideTile {
                visible: page.lobby.station.sights.count > 0
                iconName: "explore"
                ground: Tokens.redColour
                text: qsTr("看景点，怎么走")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                Layout.columnSpan: page.wide || page.lobby.settings.lowReach ? 2 : 1
                onClicked: page.lobby.navigation.open(Route.Sights)
            }
            WideTile {
                iconName: "health_and_safety"
                ground: Tokens.amberColour
                text: qsTr("注意安全")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.navigation.open(Route.Safety)
            }
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
                iconName: "list_alt"
                ground: Tokens.slateColour
                text: qsTr("服务清单")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
                onClicked: page.lobby.openServices()
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
        }
        EmergencyPhones {
            visible: !page.wide && !page.lobby.settings.lowReach
            phones: page.lobby.station.phones
            Layout.fillWidth: true
            Layout.topMargin: Tokens.gap
        }
        Item { Layout.fillHeight: true }
    }
}
