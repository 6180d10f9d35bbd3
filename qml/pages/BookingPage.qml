// SPDX-License-Identifier: Apache-2.0
// It is booked: this is the code, and this is how to give it back.
import QtQuick
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property BookingViewModel booking: lobby.booking

    title: booking.made ? booking.headline : qsTr("活动预约")
    readAbove: true

    BookingMade {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        booking: page.booking
        wide: page.wide
        large: page.lobby.settings.care
        low: page.lobby.settings.lowReach
    }
}
