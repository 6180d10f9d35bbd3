// SPDX-License-Identifier: Apache-2.0
// One house of the district: its name, whether it is open now, how far it is and where.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string name
    required property string detail
    required property string opening
    required property int tone

    Label {
        text: card.name
        strong: true
        Layout.fillWidth: true
    }
    Label {
        text: card.opening
        size: Tokens.second
        color: Tones.full(card.tone)
        Layout.fillWidth: true
    }
    Label {
        text: card.detail
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
}
