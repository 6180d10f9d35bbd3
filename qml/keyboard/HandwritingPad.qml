// SPDX-License-Identifier: Apache-2.0
// A finger writes one character here; as high as the keyboard whose place it takes, or higher.
import QtQuick
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: pad

    property int strokes: 0
    property bool low: false ///< where there is little room it is no higher than the keyboard
    readonly property int side: (width - 3 * spacing) / 4

    signal drawn(var stroke)
    signal typed(string character)
    signal erased
    signal rewritten
    signal keysAsked

    spacing: Tokens.smallGap

    Rectangle {
        width: pad.width
        height: (pad.low ? 3 : 5) * (Tokens.key + pad.spacing) - pad.spacing
        radius: Tokens.barCorner
        color: Tokens.cardColour
        border.width: Tokens.hairline
        border.color: Tokens.lineColour

        // 田字格, as in every first exercise book
        Rectangle {
            id: square
            anchors.centerIn: parent
            width: parent.height
            height: parent.height
            color: "transparent"
            border.width: Tokens.hairline
            border.color: Tokens.lineColour
            Rule {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
            }
            Rule {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Tokens.hairline
                height: parent.height
            }
        }
        Label {
            visible: ink.strokes === 0
            anchors { left: parent.left; right: square.left; verticalCenter: parent.verticalCenter; margins: Tokens.smallGap }
            text: qsTr("在这里写字")
            size: Tokens.second
            color: Tokens.secondInkColour
        }
        Ink {
            id: ink
            anchors.fill: parent
            colour: Tokens.inkColour
            nib: Tokens.smallGap
            kept: pad.strokes
            Accessible.role: Accessible.Canvas
            Accessible.name: qsTr("在这里写字")
            onDrawn: stroke => pad.drawn(stroke)
        }
    }
    Row {
        width: pad.width
        spacing: pad.spacing
        Key {
            width: pad.side
            text: qsTr("拼音")
            onClicked: pad.keysAsked()
        }
        Key {
            width: pad.side
            enabled: pad.strokes > 0
            text: qsTr("重写")
            onClicked: pad.rewritten()
        }
        Key {
            width: pad.side
            text: qsTr("空格")
            onClicked: pad.typed(" ")
        }
        Key {
            width: pad.side
            iconName: "backspace"
            text: qsTr("删除")
            onClicked: pad.erased()
        }
    }
}
