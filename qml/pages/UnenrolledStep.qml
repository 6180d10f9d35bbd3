// SPDX-License-Identifier: Apache-2.0
// One step of the technician: its number and sign, what to do in Chinese, and in English below.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: step

    required property string number
    required property string words
    required property string english
    required property string icon
    property bool upright: false ///< the words stand below the sign

    padding: Tokens.gap * 0.8

    GridLayout {
        columns: step.upright ? 1 : 2
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.smallGap
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        RowLayout {
            spacing: Tokens.smallGap
            Layout.fillWidth: false
            Label {
                text: step.number
                size: Tokens.title
                strong: true
                color: Tokens.goldColour
            }
            Icon {
                name: step.icon
                size: Tokens.tileIcon
                color: Tokens.goldColour
            }
        }
        ColumnLayout {
            spacing: 0
            Label {
                text: step.words
                size: Tokens.heading
                strong: true
                Layout.fillWidth: true
            }
            Label {
                text: step.english
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
        }
    }
}
