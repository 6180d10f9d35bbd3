// SPDX-License-Identifier: Apache-2.0
// What was typed on our own keyboard, with a mark where the next sign comes; a hint while there is nothing.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Rectangle {
    id: field

    required property string text
    required property string hint
    property string iconName: "search"

    implicitHeight: Tokens.button
    radius: Tokens.barCorner
    color: Tokens.cardColour
    border.width: Tokens.outline
    border.color: Tokens.slateColour
    Accessible.role: Accessible.EditableText
    Accessible.name: hint
    Accessible.description: text

    Icon {
        id: sign
        anchors { left: parent.left; leftMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
        name: field.iconName
        color: Tokens.secondInkColour
    }
    Label {
        id: label
        anchors { left: sign.right; leftMargin: Tokens.smallGap; verticalCenter: parent.verticalCenter }
        width: Math.min(implicitWidth, field.width - sign.width - 4 * Tokens.gap)
        text: field.text.length > 0 ? field.text : field.hint
        size: field.text.length > 0 ? Tokens.heading : Tokens.second
        color: field.text.length > 0 ? Tokens.inkColour : Tokens.secondInkColour
        wrapMode: Text.NoWrap
        elide: Text.ElideLeft
    }
    Rectangle {
        visible: field.text.length > 0
        anchors { left: label.right; leftMargin: Tokens.outline; verticalCenter: parent.verticalCenter }
        width: Tokens.outline
        height: Tokens.heading
        color: Tokens.redColour
    }
}
