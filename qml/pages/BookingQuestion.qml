// SPDX-License-Identifier: Apache-2.0
// How many come? Two answers, each says whether it is a place or the waiting line.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: question

    required property BookingViewModel booking
    property bool wide: false

    spacing: Tokens.gap

    ScrollArea {
        Layout.fillWidth: true
        Layout.fillHeight: true

        Label {
            width: parent.width
            text: question.booking.headline
            size: Tokens.title
            strong: true
        }
        Notice {
            visible: text.length > 0
            width: parent.width
            text: question.booking.notice
        }
        BookingSlip {
            width: parent.width
            booking: question.booking
        }
        Label {
            text: qsTr("不记姓名。来的时候，凭小票上的码签到。")
            color: Tokens.secondInkColour
            width: parent.width
        }
    }
    GridLayout {
        columns: question.wide ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap
        Layout.fillWidth: true
        ActionButton {
            iconName: "person"
            text: question.booking.oneText
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: question.booking.bookOne()
        }
        ActionButton {
            kind: ActionButton.Secondary
            iconName: "family_restroom"
            text: question.booking.pairText
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onClicked: question.booking.bookPair()
        }
    }
}
