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

    readonly property bool lowered: lobby.settings.lowReach && !lobby.settings.care // large letters need the room

    /// What is pressed comes down into reach, however large the glass and however short the words.
    readonly property int least: outOfReach - told.implicitHeight - kept.implicitHeight - 2 * Tokens.margin

    title: opinion.headline
    coloured: true
    ground: Tones.full(opinion.tone)

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; topMargin: page.wide ? Tokens.gap : Math.max(page.height * (page.lowered ? 0.2 : 0.05), page.least); bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.margin
        rowSpacing: Tokens.margin

        ColumnLayout {
            id: told
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 1
            Icon {
                name: page.opinion.icon
                size: Math.min(Tokens.signIcon, page.height * 0.15)
                color: Tokens.brightInkColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                readonly property bool firstSeen: true
                text: page.opinion.headline
                size: Tokens.title
                strong: true
                color: Tokens.brightInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
        Card {
            id: kept
            lineWidth: 0
            padding: page.wide ? Tokens.gap : Tokens.padding
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.rowSpan: page.wide ? 2 : 1
            Label {
                visible: page.opinion.code.length > 0
                text: qsTr("查询码")
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            Label {
                readonly property bool firstSeen: true
                visible: text.length > 0
                text: page.wide ? page.opinion.code : page.opinion.codeInTwoLines
                Accessible.name: page.opinion.code
                size: page.wide ? Tokens.action : Tokens.title
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
            Layout.preferredWidth: 1
            onClicked: page.lobby.leave()
        }
        Item { Layout.fillHeight: true; visible: !page.wide }
    }
}
