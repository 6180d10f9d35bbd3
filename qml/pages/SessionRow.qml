// SPDX-License-Identifier: Apache-2.0
// One session of the month's list; the first of a day names the day.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Column {
    id: row

    required property string day
    required property string time
    required property string title
    required property string detail
    required property string badge
    required property int tone

    spacing: Tokens.smallGap

    Label {
        visible: row.day.length > 0
        text: row.day
        size: Tokens.heading
        strong: true
        topPadding: Tokens.smallGap
    }
    Card {
        width: row.width
        padding: Tokens.gap
        SessionLine {
            time: row.time
            title: row.title
            detail: row.detail
            badge: row.badge
            tone: row.tone
            Layout.fillWidth: true
        }
    }
}
