// SPDX-License-Identifier: Apache-2.0
// Figures only, as on a telephone, for a number, a code or a PIN. It holds none: each is told to the page, which gives it
// to a view-model.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Tokens

Grid {
    id: keypad

    /// Where there is little room.
    property bool low: false
    readonly property int side: (width - 2 * spacing) / 3
    readonly property int keyHeight: low ? Tokens.key : Tokens.target

    signal typed(string figure)
    signal erased
    signal cleared

    columns: 3
    spacing: Tokens.smallGap

    Repeater {
        model: 9
        delegate: Key {
            required property int index
            width: keypad.side
            height: keypad.keyHeight
            text: index + 1
            onClicked: keypad.typed(text)
        }
    }
    Key {
        width: keypad.side
        height: keypad.keyHeight
        text: qsTr("清空")
        onClicked: keypad.cleared()
    }
    Key {
        width: keypad.side
        height: keypad.keyHeight
        text: "0"
        onClicked: keypad.typed(text)
    }
    Key {
        width: keypad.side
        height: keypad.keyHeight
        iconName: "backspace"
        text: qsTr("删除")
        onClicked: keypad.erased()
    }
}
