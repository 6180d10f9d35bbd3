// SPDX-License-Identifier: Apache-2.0
// How many come? Then: it is booked, this is the code, and this is how to give it back.
import QtQuick
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property BookingViewModel booking: lobby.booking

    title: booking.headline
    readAbove: booking.made

    BookingQuestion {
        visible: !page.booking.made
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        booking: page.booking
        wide: page.wide
    }
    BookingMade {
        visible: page.booking.made
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        booking: page.booking
        wide: page.wide
        large: page.lobby.settings.care
    }
}
