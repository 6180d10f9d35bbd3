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

    spacing: Tokens.gap

    Label {
        text: qsTr("今天")
        size: Tokens.heading
        strong: true
    }
    Repeater {
        model: card.sessions
        delegate: ColumnLayout {
            id: row
            required property int index
            required property string time
            required property string title
            required property string detail
            required property string badge
            required property int tone

            visible: index < card.most
            spacing: Tokens.gap
            Layout.fillWidth: true

            Rule { Layout.fillWidth: true }
            RowLayout {
                spacing: Tokens.gap
                Label {
                    text: row.time
                    size: Tokens.heading
                    Layout.preferredWidth: Tokens.margin * 3
                }
                ColumnLayout {
                    spacing: Tokens.smallGap / 2
                    Label {
                        text: row.title
                        maximumLineCount: 2
                        Layout.fillWidth: true
                    }
                    Label {
                        text: row.detail
                        size: Tokens.second
                        color: Tokens.secondInkColour
                        Layout.fillWidth: true
                    }
                }
                Badge {
                    text: row.badge
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
}
