// SPDX-License-Identifier: Apache-2.0
// One session of an activity: when, and how full; the one that is to be booked is ticked, another is chosen by a touch.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

PressArea {
    id: session

    required property string day
    required property string hours
    required property string badge
    required property int tone
    required property bool bookable
    required property bool chosen

    main: true
    enabled: bookable && !chosen
    text: day + " " + hours
    implicitHeight: words.implicitHeight + Tokens.gap
    Accessible.role: bookable ? Accessible.RadioButton : Accessible.Grouping
    Accessible.checkable: bookable
    Accessible.checked: chosen
    Accessible.description: badge
    Rectangle {
        anchors.fill: parent
        color: session.down ? Tokens.quietPressedColour : Tokens.cardColour
        Rule { width: session.width }
    }
    Item {
        anchors.fill: parent
        Icon {
            id: sign
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            width: session.bookable ? size : 0
            name: !session.bookable ? "" : session.chosen ? "radio_button_checked" : "radio_button_unchecked"
            color: session.chosen ? Tokens.redColour : Tokens.secondInkColour
        }
        Column {
            id: words
            anchors { left: sign.right; right: pill.left; verticalCenter: parent.verticalCenter }
            anchors { leftMargin: session.bookable ? Tokens.gap : 0; rightMargin: Tokens.gap }
            Label {
                width: parent.width
                text: session.hours
                size: Tokens.heading
                strong: true
            }
            Label {
                width: parent.width
                text: session.day
                size: Tokens.second
                color: Tokens.secondInkColour
            }
        }
        Badge {
            id: pill
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: visible ? implicitWidth : 0
            text: session.badge
            tone: session.tone
        }
    }
}
