// SPDX-License-Identifier: Apache-2.0
// 今天: what happens next in this house, as many sessions as the place takes whole.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property RowsModel sessions
    property real room: Infinity ///< that it may take, px
    readonly property real roomForRows: room - 2 * padding - heading.implicitHeight - spacing
    /// Sessions that are shown, or 1 for the sentence that there are none; 0: the place is too small for anything.
    readonly property int shown: sessions.count > 0 ? rows.shown : roomForRows < none.implicitHeight ? 0 : 1

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
        delegate: Item {
            id: row
            required property int index
            required property string time
            required property string title
            required property string detail
            required property string badge
            required property int tone

            visible: index < rows.shown
            width: parent ? parent.width : 0
            implicitHeight: line.y + line.implicitHeight

            Rule { width: row.width }
            SessionLine {
                id: line
                y: Tokens.gap
                width: row.width
                time: row.time
                title: row.title
                detail: row.detail
                badge: row.badge
                tone: row.tone
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
