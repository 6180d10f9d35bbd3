// SPDX-License-Identifier: Apache-2.0
// What does not work now, since when, and how is it done all the same? A touch on the home page's strip leads here.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("暂时用不了的，可以这样办")
    readAbove: true // only its turn buttons are pressed, and they are below

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            width: parent.width
        }
        Repeater {
            model: page.lobby.notices
            delegate: Card {
                id: trouble
                required property string text
                required property string icon
                required property int tone

                width: parent ? parent.width : 0
                RowLayout {
                    spacing: Tokens.padding
                    Layout.fillWidth: true
                    Icon {
                        name: trouble.icon
                        size: Tokens.tileIcon
                        color: Tones.full(trouble.tone)
                        Layout.alignment: Qt.AlignTop
                    }
                    Label {
                        text: trouble.text
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Label {
            visible: page.lobby.notices.count === 0 // it was mended while she read
            text: qsTr("都能用了。")
            width: parent.width
        }
    }
}
