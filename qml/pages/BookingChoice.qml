// SPDX-License-Identifier: Apache-2.0
// The session that is booked with one touch: when it is, and one button for one, one for a guardian with a child. Each says
// whether it is a place or the waiting line.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: choice

    required property BookingViewModel booking
    property bool wide: false

    padding: Tokens.gap
    spacing: Tokens.gap

    Label {
        text: choice.booking.when
        size: Tokens.heading
        strong: true
        Layout.fillWidth: true
    }
    Notice {
        visible: text.length > 0
        text: choice.booking.notice
        Layout.fillWidth: true
    }
    Label {
        text: qsTr("不记姓名。来的时候，凭小票上的码签到。")
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
    GridLayout {
        columns: 2
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap
        Layout.fillWidth: true
        ActionButton {
            iconName: "person"
            text: choice.booking.oneText
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            onClicked: choice.booking.bookOne()
        }
        ActionButton {
            kind: ActionButton.Secondary
            iconName: "family_restroom"
            text: choice.booking.pairText
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            onClicked: choice.booking.bookPair()
        }
    }
}
