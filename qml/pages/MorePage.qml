// SPDX-License-Identifier: Apache-2.0
// The rest of the ways in, for care mode's home page.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

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
            columns: page.wide || page.lobby.settings.lowReach ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            WideTile {
                iconName: "map"
                ground: Tokens.goldTextColour
                text: qsTr("中心导览")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Tour)
            }
            WideTile {
                iconName: "place"
                ground: Tokens.seaColour
                text: qsTr("各个中心")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.navigation.open(Route.Sites)
            }
            WideTile {
                iconName: "sentiment_satisfied"
                ground: Tokens.slateColour
                text: qsTr("评价")
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
