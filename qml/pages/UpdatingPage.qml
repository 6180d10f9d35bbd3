// SPDX-License-Identifier: Apache-2.0
// What is it doing, and may it be switched off? New software is being installed. In the place of the home page.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("正在更新，请勿断电")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 2
            Item { Layout.fillHeight: true }
            Icon {
                name: "autorenew"
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
                text: page.lobby.home.updating
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Item { Layout.fillHeight: true }
        }
        Item { Layout.fillHeight: true }
    }
}
