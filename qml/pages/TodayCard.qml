// SPDX-License-Identifier: Apache-2.0
// 今天: what happens next in this house, as many sessions as the place takes whole; each opens.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property RowsModel sessions
    property bool pressable: true
    property real room: Infinity ///< that it may take, px
    readonly property real roomForRows: room - 2 * padding - heading.implicitHeight - spacing
    /// Sessions that are shown, or 1 for the sentence that there are none; 0: the place is too small for anything.
    readonly property int shown: sessions.count > 0 ? rows.shown : roomForRows < none.implicitHeight ? 0 : 1

    signal opened(string activity, string session)

    spacing: Tokens.gap

    Label {
        id: heading
        text: qsTr("今天")
        size: Tokens.heading
        strong: true
    }
    WholeRows {
        id: rows
        visible: card.sessions.count > 0
        model: card.sessions
        room: card.roomForRows
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Tokens.smallGap
        delegate: Item {
            id: row
            required property int index
            required property string time
            required property string title
            required property string detail
            required property string badge
            required property int tone
            required property string activityId
            required property string sessionId

            visible: index < rows.shown
            width: parent ? parent.width : 0
            implicitHeight: line.implicitHeight + Tokens.gap

            PressArea {
                id: press
                anchors.fill: parent
                visible: card.pressable
                main: true
                text: row.time + " " + row.title
                Accessible.description: row.detail
                onClicked: card.opened(row.activityId, row.sessionId)
                Rectangle {
                    anchors.fill: parent
                    color: press.down ? Tokens.quietPressedColour : Tokens.cardColour
                }
            }
            Rule { width: row.width }
            SessionLine {
                id: line
                anchors { left: parent.left; right: arrow.left; verticalCenter: parent.verticalCenter }
                time: row.time
                title: row.title
                detail: row.detail
                badge: row.badge
                tone: row.tone
            }
            Icon {
                id: arrow
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: card.pressable ? size : 0
                size: Tokens.second
                name: card.pressable ? "chevron_right" : ""
                color: Tokens.secondInkColour
            }
        }
    }
    Label {
        id: none
        visible: card.sessions.count === 0
        text: qsTr("今天没有别的活动了")
        color: Tokens.secondInkColour
        verticalAlignment: Text.AlignTop
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}
