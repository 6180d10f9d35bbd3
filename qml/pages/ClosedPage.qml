// SPDX-License-Identifier: Apache-2.0
// Why does nothing go here? Staff closed this kiosk; where one is served instead. In the place of the home page.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("本机暂停服务")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 2
            Item { Layout.fillHeight: true }
            Icon {
                name: "pause_circle_outline"
                size: Math.min(Tokens.signIcon, page.height * 0.2)
                color: Tokens.goldColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                text: page.lobby.home.closed
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Item { Layout.fillHeight: true }
        }
        Item { Layout.fillHeight: true }
    }
}
