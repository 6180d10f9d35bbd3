// SPDX-License-Identifier: Apache-2.0
// What the resident takes along: the slip, the code for the phone (here, or beside the number where the glass is short), where
// it will be called.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string printText
    required property bool troubled
    required property string code
    required property string counters
    property bool codeShown: true
    property bool codeFirstSeen: true
    property bool codeSeen: true ///< here or beside the number

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        TicketCode {
            visible: card.codeShown && text.length > 0
            firstSeen: card.codeFirstSeen
            text: card.code
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Label {
                visible: card.counters.length > 0
                text: qsTr("叫到号请到 %1").arg(card.counters)
                strong: true
                color: Tokens.redColour
                Layout.fillWidth: true
            }
            Label {
                text: card.printText
                size: Tokens.heading
                strong: true
                color: card.troubled ? Tokens.amberColour : Tokens.inkColour
                Layout.fillWidth: true
            }
            Label {
                visible: card.code.length > 0 && card.codeSeen
                text: qsTr("也可用手机扫码，随时看排到哪了。")
                Layout.fillWidth: true
            }
        }
    }
}
