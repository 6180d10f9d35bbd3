// SPDX-License-Identifier: Apache-2.0
// What is it called? A few letters, or a character that a finger writes, are enough; what fits stands above the keyboard
// at once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property SearchViewModel search: lobby.search
    readonly property TypingViewModel typing: lobby.typing

    title: qsTr("搜一搜")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        TextField {
            text: page.search.query
            hint: qsTr("要找什么？")
            Layout.row: 0
            Layout.column: page.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.row: page.wide ? 0 : 1
            Layout.column: 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Label {
                text: page.search.query.length > 0 || !page.typing.handwritingOffered ? page.search.answer
                      : page.typing.handwriting ? qsTr("写一两个字就能找") : page.search.answer + qsTr("；也可以手写")
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            ScrollList {
                model: page.search.results
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: Item {
                    id: found
                    required property string kind
                    required property string target
                    required property string name
                    required property string detail
                    required property string icon
                    width: ListView.view ? ListView.view.width : 0
                    height: row.implicitHeight
                    RowButton {
                        id: row
                        anchors.fill: parent
                        text: found.name
                        detail: found.detail
                        iconName: found.icon
                        onClicked: page.lobby.openFound(found.kind, found.target)
                    }
                }
            }
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.row: page.wide ? 1 : 2
            Layout.column: page.wide ? 1 : 0
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            CandidateBar {
                visible: page.typing.handwriting
                candidates: page.typing.candidates
                typed: page.typing.typed
                byHand: true
                Layout.fillWidth: true
                onChosen: number => page.typing.choose(number)
                onMarked: mark => page.typing.press(mark)
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
            Keyboard {
                visible: !page.typing.handwriting
                handwritingOffered: page.typing.handwritingOffered
                Layout.fillWidth: true
                onTyped: character => page.search.type(character)
                onErased: page.search.erase()
                onCleared: page.search.clear()
                onHandAsked: page.typing.switchHandwriting()
            }
        }
    }
}
