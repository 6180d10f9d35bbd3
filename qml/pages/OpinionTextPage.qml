// SPDX-License-Identifier: Apache-2.0
// In your words: the text above, the keyboard below, and before it is sealed, who will read it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property OpinionViewModel opinion: lobby.opinion
    readonly property TypingViewModel typing: lobby.typing
    property bool explaining: false

    title: opinion.topic
    readAbove: true

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.row: 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Label {
                text: page.opinion.topic
                size: Tokens.heading
                strong: true
                Layout.fillWidth: true
            }
            TextArea {
                text: page.opinion.text
                hint: page.opinion.question
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Tokens.button
            }
            Notice {
                visible: page.opinion.full
                text: qsTr("写满了，再多存不下。")
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Tokens.gap
                Layout.fillWidth: true
                Label {
                    text: qsTr("封好了才存，只有区里的工作人员能打开。不记名字。")
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
                ActionButton {
                    kind: ActionButton.Quiet
                    text: page.explaining ? qsTr("接着写") : qsTr("怎么存")
                    Layout.preferredHeight: Tokens.chip
                    onClicked: page.explaining = !page.explaining
                }
            }
        }
        ConsentCard {
            visible: page.explaining
            kept: qsTr("您写的字、选的方面和时间。不存名字，也不存身份证。")
            howLong: page.opinion.keptFor
            Layout.row: page.wide ? 0 : 1
            Layout.column: page.wide ? 1 : 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        ColumnLayout {
            visible: !page.explaining
            spacing: Tokens.smallGap
            Layout.row: page.wide ? 0 : 1
            Layout.column: page.wide ? 1 : 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            CandidateBar {
                candidates: page.typing.candidates
                typed: page.typing.typed
                trouble: page.typing.trouble
                pinyin: page.typing.pinyin
                byHand: page.typing.handwriting
                turnBackOffered: page.typing.turnBackOffered
                turnOnOffered: page.typing.turnOnOffered
                Layout.fillWidth: true
                onChosen: number => page.typing.choose(number)
                onTurned: direction => page.typing.turn(direction)
                onMarked: mark => page.typing.press(mark)
            }
            Keyboard {
                visible: !page.typing.handwriting
                writing: true
                pinyin: page.typing.pinyin
                pinyinOffered: page.typing.pinyinOffered
                handwritingOffered: page.typing.handwritingOffered
                Layout.fillWidth: true
                onTyped: character => page.typing.press(character)
                onErased: page.typing.erase()
                onSwitched: page.typing.switchPinyin()
                onHandAsked: page.typing.switchHandwriting()
            }
            HandwritingPad {
                visible: page.typing.handwriting
                strokes: page.typing.strokes
                low: page.wide || page.lobby.settings.lowReach
                Layout.fillWidth: true
                onDrawn: stroke => page.typing.write(stroke)
                onTyped: character => page.typing.press(character)
                onErased: page.typing.erase()
                onRewritten: page.typing.rewrite()
                onKeysAsked: page.typing.switchHandwriting()
            }
        }
        ActionButton {
            enabled: page.opinion.sendOffered
            iconName: "lock"
            text: qsTr("封好，送出")
            Layout.row: page.wide ? 1 : 2
            Layout.column: 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: page.opinion.send()
        }
    }
}
