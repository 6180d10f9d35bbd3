// SPDX-License-Identifier: Apache-2.0
// A caption and what it says, in a card among others: a line sets it apart from the one above.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

ColumnLayout {
    id: fact

    required property string caption
    required property string value

    spacing: 0

    Rule { Layout.fillWidth: true }
    Label {
        text: fact.caption
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
        Layout.topMargin: Tokens.smallGap
    }
    Label {
        text: fact.value
        Layout.fillWidth: true
    }
}
