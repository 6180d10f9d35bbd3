// SPDX-License-Identifier: Apache-2.0
// One part of the kiosk and how it does; the icon's colour says no more than the words.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

ColumnLayout {
    id: line

    required property string icon
    required property string caption
    required property string value
    required property int tone

    spacing: Tokens.smallGap

    Rule { Layout.fillWidth: true }
    RowLayout {
        spacing: Tokens.gap
        Icon {
            name: line.icon
            color: Tones.full(line.tone)
        }
        ColumnLayout {
            spacing: 0
            Label {
                text: line.caption
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            Label {
                text: line.value
                size: Tokens.second
                strong: true
                color: Tones.full(line.tone)
                Layout.fillWidth: true
            }
        }
    }
}
