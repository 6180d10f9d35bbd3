// SPDX-License-Identifier: Apache-2.0
// Text of the hall display: no Chinese character under 25 mm on a 43 inch panel.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Label {
    size: Tokens.hallText
    color: Tokens.hallInkColour
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
}
