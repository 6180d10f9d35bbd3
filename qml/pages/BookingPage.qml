// SPDX-License-Identifier: Apache-2.0
// How many come? Then: it is booked, this is the code, and this is how to give it back.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property BookingViewModel booking: lobby.booking

    title: booking.headline

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Row {
                width: parent.width
                spacing: Tokens.smallGap
                Icon {
                    id: sign
                    visible: page.booking.made
                    name: page.booking.icon
                    size: Tokens.tileIcon
                    color: Tones.full(page.booking.tone)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
                    anchors.verticalCenter: parent.verticalCenter
                    text: page.title
                    size: Tokens.title
                    strong: true
                    color: page.booking.made ? Tones.full(page.booking.tone) : Tokens.inkColour
                }
            }
            Card {
                width: parent.width
                Label {
                    text: page.booking.name
                    size: Tokens.heading
                    strong: true
                    Layout.fillWidth: true
                }
                Label {
                    text: page.booking.when
                    Layout.fillWidth: true
                }
                Label {
                    visible: text.length > 0
                    text: page.booking.place
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
                Badge {
                    text: page.booking.people
                    tone: page.booking.tone
                }
            }
            Notice {
                visible: text.length > 0
                width: parent.width
                text: page.booking.notice
            }
            BookingCode {
                visible: page.booking.made
                width: parent.width
                booking: page.booking
                codeSize: page.wide ? Tokens.code : Tokens.code * 1.3
            }
            Label {
                visible: !page.booking.made
                text: qsTr("不记姓名。来的时候，凭小票上的码签到。")
                color: Tokens.secondInkColour
                width: parent.width
            }
        }
        GridLayout {
            visible: !page.booking.made
            columns: page.wide ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            ActionButton {
                iconName: "person"
                text: page.booking.oneText
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.booking.bookOne()
            }
            ActionButton {
                kind: ActionButton.Secondary
                iconName: "family_restroom"
                text: page.booking.pairText
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.booking.bookPair()
            }
        }
        BookingActions {
            visible: page.booking.cancelOffered
            booking: page.booking
            Layout.fillWidth: true
        }
    }
}
