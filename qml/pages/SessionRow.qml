// SPDX-License-Identifier: Apache-2.0
// One session of the month's list, which opens; the first of a day names the day.
import QtQuick
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
    property bool dayNamed: true ///< false where it stands beside it already

    signal clicked

    spacing: Tokens.smallGap

    Label {
        visible: row.dayNamed && row.day.length > 0
        text: row.day
        size: Tokens.heading
        strong: true
        topPadding: Tokens.smallGap
    }
    CardButton {
        width: row.width
        text: row.time + " " + row.title
        Accessible.description: row.detail
        onClicked: row.clicked()
        SessionLine {
            width: parent ? parent.width : 0
            time: row.time
            title: row.title
            detail: row.detail
            badge: row.badge
            tone: row.tone
        }
    }
}
