// SPDX-License-Identifier: Apache-2.0
// The code that is the booking, what it is for, and how its paper fares.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property BookingViewModel booking
    property int codeSize: Tokens.code

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        QrCode {
            visible: card.booking.code.length > 0
            text: card.booking.code
            ink: Tokens.codeColour
            implicitWidth: card.codeSize
            implicitHeight: card.codeSize
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("签到码")
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Label {
                text: card.booking.codeText
                size: Tokens.heading
                strong: true
                Layout.fillWidth: true
            }
            Label {
                visible: text.length > 0
                text: card.booking.printText
                color: card.booking.printTroubled ? Tokens.amberColour : Tokens.inkColour
                Layout.fillWidth: true
            }
        }
    }
}
