// SPDX-License-Identifier: Apache-2.0
// The rest of the ways in, for the home pages that show few: care mode's and the visitors'.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property bool visitors: lobby.station.forVisitors // whose home shows other ways than the residents'

    title: qsTr("更多")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        GridLayout {
            columns: page.wide && page.visitors ? 3 : page.wide || page.lobby.settings.lowReach ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            WideTile {
                visible: page.visitors
                iconName: "menu_book"
                ground: Tokens.slateColour
                text: qsTr("办事指南")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.openGuide()
            }
            WideTile {
                visible: page.visitors && !page.lobby.settings.care
                iconName: "health_and_safety"
                ground: Tokens.amberColour
                text: qsTr("注意安全")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Safety)
            }
            WideTile {
                visible: !page.visitors
                iconName: "list_alt"
                ground: Tokens.slateColour
                text: qsTr("服务清单")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.openServices()
            }
            WideTile {
                iconName: "map"
                ground: Tokens.goldTextColour
                text: qsTr("中心导览")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Tour)
            }
            WideTile {
                visible: !page.visitors || page.lobby.settings.care
                iconName: "place"
                ground: Tokens.seaColour
                text: qsTr("各个中心")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Sites)
            }
            WideTile {
                visible: page.visitors
                iconName: "star_half"
                ground: Tokens.slateColour
                text: qsTr("服务评价")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Rating)
            }
            WideTile {
                iconName: "chat"
                ground: Tokens.redColour
                text: qsTr("意见心愿")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Opinion)
            }
        }
        Item { Layout.fillHeight: true }
    }
}
