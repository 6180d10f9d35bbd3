// SPDX-License-Identifier: Apache-2.0
// It is booked: the code first, where no glass and no size of letters pushes it away; then how its paper fares, and the
// way to give it back. The code stands beside the words where the glass is wide. While the question stands whether to
// give it back, nothing else is asked or said.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

GridLayout {
    id: made

    required property BookingViewModel booking
    property bool wide: false
    property bool large: false ///< letters, which need the room
    property bool low: false   ///< where there is little of it

    columns: wide ? 2 : 1
    columnSpacing: Tokens.gap * 2
    rowSpacing: Tokens.gap

    BookingSlip {
        id: slip
        booking: made.booking
        codeSize: Tokens.code * (!made.large ? 1.3 : made.wide ? 1 : 1.2)
        padding: made.wide ? Tokens.gap : Tokens.padding
        Layout.row: made.wide ? 0 : 1
        Layout.column: 0
        Layout.rowSpan: made.wide ? 3 : 1
        Layout.alignment: Qt.AlignTop
        Layout.fillWidth: true
        Layout.preferredWidth: 5
    }
    RowLayout {
        visible: !made.booking.asking
        spacing: Tokens.smallGap
        Layout.row: 0
        Layout.column: made.wide ? 1 : 0
        Layout.fillWidth: true
        Layout.preferredWidth: 4
        Icon {
            name: made.booking.icon
            size: Tokens.tileIcon
            color: Tones.full(made.booking.tone)
        }
        Label {
            readonly property bool firstSeen: true
            text: made.booking.headline
            size: !made.wide || !made.large ? Tokens.title : made.low ? Tokens.heading : Tokens.action
            strong: true
            color: Tones.full(made.booking.tone)
            Layout.fillWidth: true
        }
    }
    ScrollArea {
        Layout.row: made.wide ? 1 : 2
        Layout.column: made.wide ? 1 : 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 4
        spacing: Tokens.smallGap

        Label {
            visible: !made.booking.asking
            width: parent.width
            text: made.booking.codeText
            size: Tokens.heading
            strong: true
        }
        Label {
            visible: text.length > 0 && !made.booking.asking
            width: parent.width
            text: made.booking.printText
            color: made.booking.printTroubled ? Tokens.amberColour : Tokens.inkColour
        }
        Label {
            visible: text.length > 0 && !made.booking.asking
            width: parent.width
            text: made.booking.shortCodeText
            size: Tokens.second
            color: Tokens.secondInkColour
        }
        Label {
            visible: slip.nameCut && !made.booking.asking
            width: parent.width
            text: made.booking.name
        }
        Label {
            visible: slip.placeCut && !made.booking.asking
            width: parent.width
            text: made.booking.place
            color: Tokens.secondInkColour
        }
        Notice {
            visible: text.length > 0 && !made.booking.asking
            width: parent.width
            text: made.booking.notice
        }
    }
    BookingActions {
        visible: made.booking.code.length > 0
        booking: made.booking
        Layout.row: made.wide ? 2 : 3
        Layout.column: made.wide ? 1 : 0
        Layout.fillWidth: true
        Layout.preferredWidth: 4
    }
}
