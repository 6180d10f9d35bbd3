// SPDX-License-Identifier: Apache-2.0
// A caption and what it says: 前面还有 4 人.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

Card {
    id: fact

    required property string caption
    required property string value
    property string iconName
    property int valueSize: Tokens.heading

    padding: Tokens.gap * 1.3

    RowLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: Tokens.gap
        ColumnLayout {
            spacing: Tokens.smallGap / 2
            Label {
                text: fact.caption
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            Label {
                text: fact.value
                size: fact.valueSize
                strong: true
                Layout.fillWidth: true
            }
        }
        Icon {
            visible: fact.iconName.length > 0
            name: fact.iconName
            size: Tokens.tileIcon
            color: Tokens.goldColour
        }
    }
}
