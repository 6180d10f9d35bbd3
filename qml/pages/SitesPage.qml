// SPDX-License-Identifier: Apache-2.0
// Where else? The other centres, nearest first, and whether they are open.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("各个中心")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        ScrollList {
            model: page.lobby.sites
            empty: qsTr("名单还没收到")
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: SiteCard {
                width: ListView.view ? ListView.view.width : 0
            }
        }
    }
}
