// SPDX-License-Identifier: Apache-2.0
// What is it about? One touch leads to the words; below, the way to an answer.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    title: qsTr("意见心愿")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        ScrollArea {
            id: area
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Label {
                text: qsTr("想说哪方面的？")
                size: Tokens.title
                strong: true
                width: parent.width
            }
            Notice {
                visible: text.length > 0
                width: parent.width
                text: page.lobby.opinion.closed
            }
            Grid {
                id: topics
                readonly property int side: (width - (columns - 1) * spacing) / columns
                width: parent.width
                columns: page.wide ? 3 : page.lobby.settings.lowReach ? 2 : 1
                spacing: Tokens.smallGap
                Repeater {
                    model: page.lobby.opinion.open ? page.lobby.opinion.topics : null
                    delegate: RowButton {
                        required property int topic
                        required property string label
                        required detail
                        required iconName
                        width: topics.side
                        text: label
                        onClicked: page.lobby.writeOpinion(topic)
                    }
                }
                RowButton {
                    visible: page.wide
                    width: topics.side
                    iconName: "manage_search"
                    text: qsTr("查回复")
                    detail: qsTr("用回执上的码")
                    onClicked: page.lobby.navigation.open(Route.Answer)
                }
            }
        }
        ActionButton {
            visible: !page.wide
            kind: ActionButton.Secondary
            iconName: "manage_search"
            text: qsTr("查回复")
            Layout.fillWidth: true
            onClicked: page.lobby.navigation.open(Route.Answer)
        }
    }
}
