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
    readonly property int most: 2
    property real room: Infinity ///< that it may take, px
    /// Sessions that are shown, or 1 for the sentence that there are none; 0: the place is too small for anything.
    property int shown: 0
    readonly property int fitting: {
        const roomForRows = room - 2 * padding - heading.implicitHeight - spacing
        if (sessions.count === 0)
            return roomForRows < none.implicitHeight ? 0 : 1
        let count = 0
        let high = 0
        for (let i = 0; i < Math.min(most, repeater.count); ++i) {
            const row = repeater.itemAt(i)
            high += row ? (i > 0 ? rows.spacing : 0) + row.implicitHeight : 0
            if (row && high <= roomForRows)
                ++count
        }
        return count
    }

    spacing: Tokens.gap

    // Afterwards, for a text that was not seen gets its lines only then.
    Binding { target: card; property: "shown"; value: card.fitting; delayed: true }

    Label {
        id: heading
        text: qsTr("今天")
        size: Tokens.heading
        strong: true
    }
    Column {
        id: rows
        visible: card.sessions.count > 0
        spacing: Tokens.gap
        Layout.fillWidth: true
        Layout.fillHeight: true
        Repeater {
            id: repeater
            model: card.sessions
            delegate: Item {
                id: row
                required property int index
                required property string time
                required property string title
                required property string detail
                required property string badge
                required property int tone

                visible: index < card.shown
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
