// SPDX-License-Identifier: Apache-2.0
// Which matter? The guide by department; before a number is taken, only what a number can be taken for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: lobby.guide.forTicket ? qsTr("要办哪一件？") : qsTr("办事指南")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 2
            Layout.alignment: Qt.AlignTop
            RowLayout {
                spacing: Tokens.gap
                Layout.fillWidth: true
                Label {
                    text: page.title
                    size: Tokens.title
                    strong: true
                    Layout.fillWidth: true
                }
                ActionButton {
                    kind: ActionButton.Quiet
                    iconName: "search"
                    text: qsTr("搜一搜")
                    onClicked: page.lobby.openSearch()
                }
            }
            // Forty departments leave the list its half of the glass.
            ScrollArea {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(implicitHeight, page.height * (page.wide ? 0.7 : 0.4))
                Flow {
                    width: parent.width
                    spacing: Tokens.smallGap
                    Repeater {
                        model: page.lobby.guide.groups
                        delegate: Chip {
                            required property string group
                            required property string label
                            required chosen
                            text: label
                            onClicked: page.lobby.guide.chooseGroup(group)
                        }
                    }
                }
            }
        }
        ScrollList {
            model: page.lobby.guide.items
            empty: qsTr("清单还没收到。请点“叫人帮忙”。")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            delegate: RowButton {
                required property string itemId
                required property string name
                required detail
                required badge
                width: ListView.view ? ListView.view.width : 0
                text: name
                badgeTone: Tone.Information
                onClicked: page.lobby.openItem(itemId)
            }
        }
    }
}
