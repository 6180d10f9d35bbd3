// SPDX-License-Identifier: Apache-2.0
// Where else can I do this? The other houses that do it, nearest first, and whether it is done there now.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("哪里能办")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        Label {
            text: page.lobby.item.name
            Layout.fillWidth: true
        }
        ScrollList {
            model: page.lobby.item.places
            empty: qsTr("名单还没收到")
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: SiteCard {
                width: ListView.view ? ListView.view.width : 0
            }
        }
    }
}
