// SPDX-License-Identifier: Apache-2.0
// A poster: a few large words in a colour of the house, to be read from the door. On a soft ground: the one full red is the
// action's.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property PosterViewModel poster
    property int titleSize: Tokens.title

    color: Tones.ground(poster.tone)
    lineWidth: Tokens.outline
    border.color: Tones.full(poster.tone)

    Item { Layout.fillHeight: true }
    Label {
        text: card.poster.title
        size: card.titleSize
        strong: true
        color: Tones.full(card.poster.tone)
        maximumLineCount: 3
        elide: Text.ElideRight
        Layout.fillWidth: true
    }
    Label {
        visible: text.length > 0
        text: card.poster.text
        color: Tones.full(card.poster.tone)
        maximumLineCount: 3
        elide: Text.ElideRight
        Layout.fillWidth: true
    }
    Item { Layout.fillHeight: true }
}
