// SPDX-License-Identifier: Apache-2.0
// The line between two rows.
import QtQuick
import Onestop.Tokens

Rectangle {
    implicitHeight: Tokens.hairline
    color: Tokens.lineColour
    Accessible.ignored: true
}
