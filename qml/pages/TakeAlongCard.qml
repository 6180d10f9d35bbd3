// SPDX-License-Identifier: Apache-2.0
// What the resident takes along: the slip, the code for the phone, where it will be called.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property string printText
    required property bool troubled
    required property string code
    required property string counters
    property int codeSize: Tokens.code

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        QrCode {
            visible: card.code.length > 0
            text: card.code
            ink: Tokens.codeColour
            implicitWidth: card.codeSize
            implicitHeight: card.codeSize
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("手机二维码")
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Label {
                text: card.printText
                size: Tokens.heading
                strong: true
                color: card.troubled ? Tokens.amberColour : Tokens.inkColour
                Layout.fillWidth: true
            }
            Label {
                visible: card.code.length > 0
                text: qsTr("也可用手机扫码，随时看排到哪了。")
                Layout.fillWidth: true
            }
            Label {
                visible: card.counters.length > 0
                text: qsTr("叫到号请到 %1").arg(card.counters)
                strong: true
                color: Tokens.redColour
                Layout.fillWidth: true
            }
        }
    }
}
