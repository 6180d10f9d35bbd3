// SPDX-License-Identifier: Apache-2.0
// Twelve keys for a PIN. It holds no digit: each is told to the page, which gives it to a view-model.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Tokens

Grid {
    id: pad

    readonly property int side: (width - 2 * spacing) / 3

    signal typed(string digit)
    signal erased

    columns: 3
    spacing: Tokens.smallGap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
        delegate: Key {
            required property string modelData
            width: pad.side
            text: modelData
            onClicked: pad.typed(modelData)
        }
    }
    Item {
        width: pad.side
        height: 1
    }
    Key {
        width: pad.side
        text: "0"
        onClicked: pad.typed("0")
    }
    Key {
        width: pad.side
        iconName: "backspace"
        text: qsTr("删除")
        onClicked: pad.erased()
    }
}
