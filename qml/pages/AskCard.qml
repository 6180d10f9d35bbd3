// SPDX-License-Identifier: Apache-2.0
// The one red thing of the home page: the question, how long it may take, and the way to a number.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string question
    required property string hint
    property string ticketNumber
    property bool compact: false ///< in low reach, where the visitor's line wants its room
    property bool low: false ///< on a low glass the question has one line, in whatever language

    signal takeNumber
    signal showTicket

    color: Tokens.redColour
    lineWidth: 0
    radius: Tokens.cardCorner * 1.2
    padding: compact ? Tokens.padding * 0.6 : Tokens.padding

    Label {
        text: card.question
        size: card.compact ? Tokens.heading : Tokens.title
        strong: true
        color: Tokens.brightInkColour
        fontSizeMode: card.low ? Text.HorizontalFit : Text.FixedSize
        minimumPixelSize: Tokens.heading
        wrapMode: card.low ? Text.NoWrap : Text.Wrap
        Layout.fillWidth: true
    }
    Label {
        text: card.hint
        color: Tokens.brightInkColour
        size: Tokens.second
        Layout.fillWidth: true
        Layout.bottomMargin: Tokens.smallGap
    }
    ActionButton {
        visible: card.ticketNumber.length === 0
        kind: ActionButton.OnColour
        iconName: "confirmation_number"
        text: qsTr("取号办事")
        Layout.fillWidth: true
        onClicked: card.takeNumber()
    }
    ActionButton {
        visible: card.ticketNumber.length > 0
        kind: ActionButton.OnColour
        iconName: "confirmation_number"
        text: qsTr("看我的号 %1").arg(card.ticketNumber)
        Layout.fillWidth: true
        onClicked: card.showTicket()
    }
}
