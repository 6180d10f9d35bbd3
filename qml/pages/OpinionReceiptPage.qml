// SPDX-License-Identifier: Apache-2.0
// Was it kept, and how do I hear more? The query code as large as it can be read and copied.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property OpinionViewModel opinion: lobby.opinion

    title: opinion.headline
    coloured: true
    ground: Tones.full(opinion.tone)

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; topMargin: page.wide ? Tokens.gap : page.height * (page.lobby.settings.lowReach ? 0.2 : 0.05); bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.margin
        rowSpacing: Tokens.margin

        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Icon {
                name: page.opinion.icon
                size: Math.min(Tokens.signIcon, page.height * 0.15)
                color: Tokens.brightInkColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                text: page.opinion.headline
                size: Tokens.title
                strong: true
                color: Tokens.brightInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Card {
                lineWidth: 0
                Layout.fillWidth: true
                Label {
                    visible: page.opinion.code.length > 0
                    text: qsTr("查询码")
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
                Label {
                    visible: text.length > 0
                    text: page.opinion.code
                    size: Tokens.title
                    strong: true
                    Layout.fillWidth: true
                }
                Label {
                    visible: text.length > 0
                    text: page.opinion.printText
                    strong: true
                    Layout.fillWidth: true
                }
                Label {
                    text: page.opinion.advice
                    Layout.fillWidth: true
                }
            }
            ActionButton {
                kind: ActionButton.OnColour
                iconName: "logout"
                text: qsTr("完成，离开")
                Layout.fillWidth: true
                onClicked: page.lobby.leave()
            }
        }
        Item { Layout.fillHeight: true; visible: !page.wide }
    }
}
