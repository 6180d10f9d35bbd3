// SPDX-License-Identifier: Apache-2.0
// What is written on our own keyboard, over several lines: the last ones are seen, with a mark where the next sign
// comes; a question while there is nothing.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Rectangle {
    id: area

    required property string text
    required property string hint

    implicitHeight: Tokens.button * 2
    radius: Tokens.barCorner
    color: Tokens.cardColour
    border.width: Tokens.outline
    border.color: Tokens.slateColour
    Accessible.role: Accessible.EditableText
    Accessible.name: hint
    Accessible.description: text

    Label {
        visible: area.text.length === 0
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Tokens.gap; topMargin: Tokens.smallGap }
        text: area.hint
        color: Tokens.secondInkColour
        Accessible.ignored: true
    }
    FontMetrics {
        id: line
        font: written.font
    }
    Item {
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Tokens.gap; rightMargin: Tokens.gap; topMargin: Tokens.smallGap }
        height: Math.floor((area.height - 2 * Tokens.smallGap) / line.lineSpacing) * line.lineSpacing // whole lines
        clip: true
        TextEdit {
            id: written
            width: parent.width
            y: Math.min(0, parent.height - contentHeight)
            enabled: false
            text: area.text
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            color: Tokens.inkColour
            font.family: Tokens.textFamily
            font.pixelSize: Tokens.body
            cursorPosition: length
            cursorVisible: true
            cursorDelegate: Rectangle {
                width: Tokens.outline
                color: Tokens.redColour
            }
            Accessible.ignored: true
        }
    }
}
