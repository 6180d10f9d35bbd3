// SPDX-License-Identifier: Apache-2.0
// The booking as its paper shows it: the code with its figures under it, and beside them what was booked. Without a
// code it only says what is booked.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property BookingViewModel booking
    property int codeSize: Tokens.code
    readonly property bool coded: booking.code.length > 0 && !booking.asking
    /// Beside the code is not room for all of it.
    readonly property bool nameCut: nameText.truncated
    readonly property bool placeCut: placeText.truncated

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        ColumnLayout {
            visible: card.coded
            spacing: Tokens.smallGap
            Layout.fillWidth: false
            QrCode {
                readonly property bool firstSeen: true
                text: card.booking.code
                ink: Tokens.codeColour
                implicitWidth: card.codeSize
                implicitHeight: card.codeSize
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("签到码")
            }
            Label {
                readonly property bool firstSeen: true
                visible: text.length > 0
                text: card.booking.shortCode
                size: Tokens.heading
                strong: true
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Label {
                id: nameText
                text: card.booking.name
                size: Tokens.heading
                strong: true
                maximumLineCount: card.coded ? 2 : 5 // the code goes first, the whole name stands below
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Label {
                text: card.booking.when
                Layout.fillWidth: true
            }
            Label {
                id: placeText
                visible: text.length > 0
                text: card.booking.place
                color: Tokens.secondInkColour
                maximumLineCount: card.coded ? 1 : 3
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Badge {
                text: card.booking.people
                tone: card.booking.tone
            }
        }
    }
}
