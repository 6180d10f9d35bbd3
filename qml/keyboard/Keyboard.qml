// SPDX-License-Identifier: Apache-2.0
// The keyboard on the glass: letters or figures. It holds no text: each key is told to the page, which gives it to a
// view-model. For a text it has 中/英 and capitals, for a search one key that clears.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Tokens

Column {
    id: keyboard

    property bool figures: false
    /// A text is written with it, not a word searched.
    property bool writing: false
    property bool pinyin: false
    property bool pinyinOffered: false
    property bool handwritingOffered: false
    readonly property bool capitalsOffered: writing && !pinyin && !figures
    property bool capitals: false
    readonly property var rows: figures ? ["123", "456", "789"] : ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property int side: (width - 9 * spacing) / 10
    readonly property int figureSide: (width - 2 * spacing) / 3
    readonly property int pairSide: 2 * side + spacing

    signal typed(string character)
    signal erased
    signal cleared
    signal switched
    signal handAsked

    spacing: Tokens.smallGap

    function tell(character: string) {
        typed(character)
        capitals = false
    }

    Repeater {
        model: keyboard.rows
        delegate: Row {
            id: line
            required property int index
            required property string modelData
            anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
            spacing: keyboard.spacing
            Key {
                visible: keyboard.capitalsOffered && line.index === 2
                width: keyboard.side * 1.5
                iconName: "arrow_upward"
                text: qsTr("大写")
                held: keyboard.capitals
                onClicked: keyboard.capitals = !keyboard.capitals
            }
            Repeater {
                model: line.modelData.length
                delegate: Key {
                    required property int index
                    readonly property string sign: line.modelData[index]
                    width: keyboard.figures ? keyboard.figureSide : keyboard.side
                    text: keyboard.capitalsOffered && keyboard.capitals ? sign.toUpperCase() : sign
                    onClicked: keyboard.tell(text)
                }
            }
        }
    }
    Row {
        width: parent.width
        spacing: keyboard.spacing
        Key {
            width: keyboard.pairSide
            text: keyboard.figures ? "ABC" : "123"
            Accessible.name: keyboard.figures ? qsTr("字母") : qsTr("数字")
            onClicked: keyboard.figures = !keyboard.figures
        }
        Key {
            visible: keyboard.writing && keyboard.pinyinOffered
            width: keyboard.pairSide
            text: keyboard.pinyin ? "EN" : "中" // where it leads, as 123 and ABC
            Accessible.name: keyboard.pinyin ? qsTr("换成英文") : qsTr("换成拼音")
            onClicked: keyboard.switched()
        }
        Key {
            visible: keyboard.handwritingOffered
            width: keyboard.pairSide
            text: qsTr("手写")
            onClicked: keyboard.handAsked()
        }
        Key {
            readonly property int pairs: 3 - (!keyboard.writing || keyboard.pinyinOffered ? 1 : 0) - (keyboard.handwritingOffered ? 1 : 0)
            width: pairs * (keyboard.pairSide + keyboard.spacing) - keyboard.spacing
            text: keyboard.figures ? "0" : qsTr("空格")
            onClicked: keyboard.tell(keyboard.figures ? "0" : " ")
        }
        Key {
            visible: !keyboard.writing
            width: keyboard.pairSide
            text: qsTr("清空")
            onClicked: keyboard.cleared()
        }
        Key {
            width: keyboard.pairSide
            iconName: "backspace"
            text: qsTr("删除")
            onClicked: keyboard.erased()
        }
    }
}
