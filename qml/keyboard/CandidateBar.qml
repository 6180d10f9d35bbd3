// SPDX-License-Identifier: Apache-2.0
// Over the keyboard: the pinyin that is being typed, or the character that a finger writes, and what it may become;
// while nothing is being typed, the marks.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Column {
    id: bar

    required property QtObject candidates ///< a model
    required property string typed
    property string trouble
    property bool pinyin: false
    property bool byHand: false
    property bool turnBackOffered: false
    property bool turnOnOffered: false
    readonly property bool composing: typed.length > 0
    readonly property string marks: pinyin || byHand ? "，。？！、：" : ",.?!'-"

    signal chosen(int number)
    signal turned(int direction)
    signal marked(string mark)

    spacing: Tokens.smallGap

    // What does not fit beside the others is turned to first, then the engine's next ones.
    function turn(direction: int) {
        const furthest = Math.max(0, list.contentWidth - list.width)
        const wanted = Math.max(0, Math.min(furthest, list.contentX + direction * list.width))
        if (Math.abs(wanted - list.contentX) > 1)
            list.contentX = wanted
        else
            turned(direction)
    }

    Label {
        width: parent.width
        text: bar.byHand ? (bar.composing && list.count === 0 ? qsTr("认不出来，请重写") : qsTr("用手指写一个字，再点要的字"))
              : bar.composing ? bar.typed : bar.trouble.length > 0 ? bar.trouble
              : bar.pinyin ? qsTr("打拼音，再点要的字；不会拼音，点“手写”") : qsTr("正在打英文和数字")
        size: Tokens.second
        color: bar.composing && !bar.byHand ? Tokens.seaColour : Tokens.secondInkColour
        wrapMode: Text.NoWrap
        elide: bar.composing ? Text.ElideLeft : Text.ElideRight
        Accessible.role: bar.composing && !bar.byHand ? Accessible.EditableText : Accessible.StaticText
    }
    Row {
        visible: !bar.composing
        width: parent.width
        spacing: Tokens.smallGap
        Repeater {
            model: bar.marks.length
            delegate: Key {
                required property int index
                width: (bar.width - (bar.marks.length - 1) * Tokens.smallGap) / bar.marks.length
                text: bar.marks[index]
                onClicked: bar.marked(text)
            }
        }
    }
    Row {
        visible: bar.composing
        width: parent.width
        spacing: Tokens.smallGap
        Key {
            id: back
            width: Tokens.target
            iconName: "chevron_left"
            text: qsTr("前面的字")
            enabled: bar.turnBackOffered || list.contentX > 1
            onClicked: bar.turn(-1)
        }
        ListView {
            id: list
            width: bar.width - back.width - on.width - 2 * Tokens.smallGap
            height: Tokens.key
            orientation: ListView.Horizontal
            spacing: Tokens.smallGap
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            model: bar.candidates
            delegate: Key {
                required text
                required property int index
                onClicked: bar.chosen(index)
            }
        }
        Key {
            id: on
            width: Tokens.target
            iconName: "chevron_right"
            text: qsTr("后面的字")
            enabled: bar.turnOnOffered || list.contentX < list.contentWidth - list.width - 1
            onClicked: bar.turn(1)
        }
    }
    onTypedChanged: list.contentX = 0
}
