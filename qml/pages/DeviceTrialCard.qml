// SPDX-License-Identifier: Apache-2.0
// One device to try: what to do, how it ended, and the button that begins; that stands beside the name, or below all.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string icon
    required property string caption
    required property string value
    required property int tone
    required property string action
    required property bool available
    property bool narrow: false

    signal tried

    GridLayout {
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.smallGap
        Layout.fillHeight: true

        RowLayout {
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            Icon {
                name: card.icon
                color: Tones.full(card.tone)
            }
            Label {
                text: card.caption
                size: Tokens.heading
                strong: true
                Layout.fillWidth: true
            }
        }
        Label {
            text: card.value
            color: Tones.full(card.tone)
            Layout.row: 1
            Layout.columnSpan: card.narrow ? 1 : 2
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ActionButton {
            enabled: card.available
            kind: ActionButton.Quiet
            text: card.action
            Layout.row: card.narrow ? 2 : 0
            Layout.column: card.narrow ? 0 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            onClicked: card.tried()
        }
    }
}
