// SPDX-License-Identifier: Apache-2.0
// What becomes of an identity card that is laid, and that everything can be done without one.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("身份证用来做什么？")
    readAbove: true // only its turn buttons are pressed, and they are below

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            width: parent.width
        }
        Label {
            text: qsTr("同一个人只取一个号；再来刷一下，就能找回自己的号。不刷也一样能办。")
            size: Tokens.action
            width: parent.width
        }
        ConsentCard {
            width: parent.width
            kept: qsTr("一串看不出是谁的代码，用来知道您今天有没有号。姓名、证件号码、照片都不存。")
            howLong: qsTr("代码当天夜里就没用了。屏幕上的，您走了就清除。")
            readers: qsTr("谁也看不到。从代码算不回您是谁。")
        }
    }
}
