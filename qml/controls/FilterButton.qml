// SPDX-License-Identifier: Apache-2.0
// What a list is narrowed by: a caption, the choice that holds, and a sign that there are others.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: button

    required property string caption
    required property string value
    property bool open: false

    implicitHeight: content.implicitHeight + 2 * Tokens.smallGap
    text: caption + " " + value
    Accessible.role: Accessible.Button
    Rectangle {
        anchors.fill: parent
        radius: Tokens.barCorner
        color: button.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: button.open ? Tokens.outline : Tokens.hairline
        border.color: button.open ? Tokens.slateColour : Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        RowLayout {
            id: content
            anchors { left: parent.left; right: parent.right; leftMargin: Tokens.gap; rightMargin: Tokens.smallGap; verticalCenter: parent.verticalCenter }
            spacing: Tokens.smallGap / 2
            ColumnLayout {
                spacing: 0
                Label {
                    text: button.caption
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
                Label {
                    text: button.value
                    size: Tokens.care ? Tokens.second : Tokens.body
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                    Accessible.ignored: true
                }
            }
            Icon {
                name: button.open ? "expand_less" : "expand_more"
                color: Tokens.secondInkColour
            }
        }
    }
}
