// SPDX-License-Identifier: Apache-2.0
// One of a few large choices side by side; the chosen one is filled and ticked.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: choice

    required property bool chosen

    main: true
    implicitHeight: Tokens.button
    implicitWidth: row.implicitWidth + 2 * Tokens.gap
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    Rectangle {
        anchors.fill: parent
        radius: Tokens.buttonCorner
        color: choice.chosen ? Tokens.slateColour : choice.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: choice.chosen ? Tokens.slateColour : Tokens.lineColour
    }
    RowLayout {
        id: row
        anchors.centerIn: parent
        spacing: Tokens.smallGap
        Icon {
            visible: choice.chosen
            name: "check"
            color: label.color
        }
        Label {
            id: label
            text: choice.text
            strong: choice.chosen
            color: choice.chosen ? Tokens.brightInkColour : Tokens.inkColour
            Accessible.ignored: true
        }
    }
}
