// SPDX-License-Identifier: Apache-2.0
// 今天: what happens next in this house.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property RowsModel sessions
    property int most: 2
    property bool stretched: false ///< higher than what it says

    spacing: Tokens.gap

    Label {
        text: qsTr("今天")
        size: Tokens.heading
        strong: true
    }
    Column {
        visible: card.sessions.count > 0
        spacing: Tokens.gap
        Layout.fillWidth: true
        Repeater {
            model: card.sessions
            delegate: Column {
                id: row
                required property int index
                required property string time
                required property string title
                required property string detail
                required property string badge
                required property int tone

                visible: index < card.most
                width: parent ? parent.width : 0
                spacing: Tokens.gap

                Rule { width: row.width }
                SessionLine {
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
        visible: card.sessions.count === 0
        text: qsTr("今天没有别的活动了")
        color: Tokens.secondInkColour
    }
    Item {
        visible: card.stretched
        Layout.fillHeight: true
    }
}
