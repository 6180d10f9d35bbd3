// SPDX-License-Identifier: Apache-2.0
// One choice among few: a filter of a list, a setting. The chosen one is filled and ticked, so colour is not the only sign.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: chip

    property bool chosen: false
    property bool several: false ///< others may be chosen beside it

    implicitHeight: Tokens.chip
    implicitWidth: row.implicitWidth + 2 * Tokens.gap
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: chip.chosen ? Tokens.slateColour : chip.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: chip.chosen ? Tokens.slateColour : Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        RowLayout {
            id: row
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - Tokens.smallGap)
            spacing: Tokens.smallGap / 2
            Icon {
                visible: chip.chosen
                name: "check"
                size: Tokens.second
                color: label.color
            }
            Label {
                id: label
                text: chip.text
                size: Tokens.second
                color: chip.chosen ? Tokens.brightInkColour : Tokens.inkColour
                maximumLineCount: 1
                wrapMode: Text.NoWrap
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
    }
}
