// SPDX-License-Identifier: Apache-2.0
// The keyboard on the glass: letters or figures. It holds no text: each key is told to the page, which gives it to a
// view-model.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Tokens

Column {
    id: keyboard

    property bool figures: false
    readonly property var rows: figures ? ["123", "456", "789"] : ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property int side: (width - 9 * spacing) / 10
    readonly property int figureSide: (width - 2 * spacing) / 3

    signal typed(string character)
    signal erased
    signal cleared

    spacing: Tokens.smallGap

    Repeater {
        model: keyboard.rows
        delegate: Row {
            id: line
            required property string modelData
            anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
            spacing: keyboard.spacing
            Repeater {
                model: line.modelData.length
                delegate: Key {
                    required property int index
                    width: keyboard.figures ? keyboard.figureSide : keyboard.side
                    text: line.modelData[index]
                    onClicked: keyboard.typed(text)
                }
            }
        }
    }
    Row {
        width: parent.width
        spacing: keyboard.spacing
        Key {
            width: keyboard.side * 2 + keyboard.spacing
            text: keyboard.figures ? "ABC" : "123"
            Accessible.name: keyboard.figures ? qsTr("字母") : qsTr("数字")
            onClicked: keyboard.figures = !keyboard.figures
        }
        Key {
            width: keyboard.side * 4 + keyboard.spacing * 3
            text: keyboard.figures ? "0" : qsTr("空格")
            onClicked: keyboard.typed(keyboard.figures ? "0" : " ")
        }
        Key {
            width: keyboard.side * 2 + keyboard.spacing
            text: qsTr("清空")
            onClicked: keyboard.cleared()
        }
        Key {
            width: keyboard.side * 2 + keyboard.spacing
            iconName: "backspace"
            text: qsTr("删除")
            onClicked: keyboard.erased()
        }
    }
}
