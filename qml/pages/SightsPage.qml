// SPDX-License-Identifier: Apache-2.0
// Which sight, how far, and may one go there now? Nearest first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("附近的景点")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        ScrollList {
            model: page.lobby.station.sights
            empty: qsTr("名单还没收到")
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: SightCard {
                width: ListView.view ? ListView.view.width : 0
            }
        }
    }
}
