// SPDX-License-Identifier: Apache-2.0
// Text as everything here is written: one family, wrapped, line height for Chinese. Sizes come from Tokens.
import QtQuick
import Onestop.Tokens

Text {
    property int size: Tokens.body
    property bool strong: false

    color: Tokens.inkColour
    font.family: Tokens.textFamily
    font.pixelSize: size
    font.weight: strong ? Font.Bold : Font.Normal
    wrapMode: Text.Wrap
    lineHeight: 1.0
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text.length === 0
}
