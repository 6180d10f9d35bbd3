// SPDX-License-Identifier: Apache-2.0
// What became of it? The code of the receipt on the keypad, then honestly what there is.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property AnswerViewModel answer: lobby.answer

    readonly property int gap: lobby.settings.lowReach ? Tokens.smallGap : Tokens.gap

    title: qsTr("查回复")

    GridLayout {
        visible: !page.answer.asked
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: page.gap

        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                Layout.fillWidth: true
            }
            TextField {
                iconName: "dialpad"
                text: page.answer.code.shown
                hint: qsTr("回执上的查询码")
                Layout.fillWidth: true
            }
            Label {
                text: qsTr("二十个数字，都在回执上。谁拿着码，谁就能看回复，请收好。")
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
        }
        Item {
            visible: !page.wide
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            Keypad {
                low: page.lobby.settings.lowReach
                Layout.fillWidth: true
                onTyped: figure => page.answer.code.type(figure)
                onErased: page.answer.code.erase()
                onCleared: page.answer.code.clear()
            }
            ActionButton {
                enabled: page.answer.code.enough
                iconName: "manage_search"
                text: qsTr("查回复")
                Layout.fillWidth: true
                onClicked: page.answer.ask()
            }
        }
    }
    ColumnLayout {
        visible: page.answer.asked
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Card {
                width: parent.width
                Icon {
                    name: page.answer.icon
                    size: Tokens.tileIcon
                    color: Tones.full(page.answer.tone)
                }
                Label {
                    text: page.answer.headline
                    size: Tokens.title
                    strong: true
                    Layout.fillWidth: true
                }
                Label {
                    text: page.answer.text
                    Layout.fillWidth: true
                }
            }
        }
        ActionButton {
            kind: ActionButton.Secondary
            iconName: "dialpad"
            text: qsTr("再输一次码")
            Layout.fillWidth: true
            onClicked: page.answer.putAway()
        }
    }
}
