// SPDX-License-Identifier: Apache-2.0
// One icon by its Material name; never alone (a word stands beside it), so the accessibility tree leaves it out.
import QtQuick
import Onestop.Tokens

Text {
    required property string name
    property int size: Tokens.icon

    text: name
    color: Tokens.inkColour
    font.family: IconFont.name
    font.pixelSize: size
    width: size
    height: size
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
