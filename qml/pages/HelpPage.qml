// SPDX-License-Identifier: Apache-2.0
// Is somebody coming? Honest about it; a phone number where nobody can.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property HelpViewModel help: lobby.help
    readonly property bool tight: wide && lobby.settings.care // large letters on a low glass need the room

    title: help.headline
    readAbove: true

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide && (page.help.again || page.help.ringing) ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        Card {
            padding: page.tight ? Tokens.gap : Tokens.padding
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            Layout.maximumHeight: implicitHeight * 2
            Layout.preferredWidth: 2
            Item { Layout.fillHeight: true; visible: !page.tight }
            Icon {
                visible: !page.tight
                name: page.help.icon
                size: Math.min(Tokens.signIcon, page.height * 0.2)
                color: Tokens.goldColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                readonly property bool firstSeen: true
                text: page.help.headline
                size: page.tight ? Tokens.action : Tokens.title
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                text: page.help.advice
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                readonly property bool firstSeen: true
                visible: text.length > 0
                text: page.help.phone
                size: page.tight ? Tokens.title : Tokens.display
                strong: true
                color: Tokens.goldTextColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Item { Layout.fillHeight: true; visible: !page.tight }
        }
        Item {
            visible: !page.wide
            Layout.fillHeight: true
        }
        ActionButton {
            visible: page.help.again
            iconName: "notifications_active"
            text: qsTr("叫工作人员")
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: page.lobby.callHelp()
        }
        ActionButton {
            visible: page.help.ringing
            kind: ActionButton.Quiet
            text: qsTr("不用叫了")
            Layout.alignment: Qt.AlignHCenter
            onClicked: page.lobby.cancelHelp()
        }
    }
}
