// SPDX-License-Identifier: Apache-2.0
// A poster: a few large words on a colour of the house, to be read from the door.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property PosterViewModel poster
    property int titleSize: Tokens.title

    color: Tones.full(poster.tone)
    border.color: color

    Item { Layout.fillHeight: true }
    Label {
        text: card.poster.title
        size: card.titleSize
        strong: true
        color: Tokens.brightInkColour
        maximumLineCount: 3
        elide: Text.ElideRight
        Layout.fillWidth: true
    }
    Label {
        visible: text.length > 0
        text: card.poster.text
        color: Tokens.brightInkColour
        maximumLineCount: 3
        elide: Text.ElideRight
        Layout.fillWidth: true
    }
    Item { Layout.fillHeight: true }
}
