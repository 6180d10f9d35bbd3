// SPDX-License-Identifier: Apache-2.0
// Where else? The other centres, nearest first, and whether they are open.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("各个中心")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        ScrollList {
            model: page.lobby.sites
            empty: qsTr("名单还没收到")
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: Card {
                id: row
                required property string name
                required property string detail
                required property string opening
                required property int tone
                width: ListView.view ? ListView.view.width : 0
                Label {
                    text: row.name
                    strong: true
                    Layout.fillWidth: true
                }
                Label {
                    text: row.opening
                    size: Tokens.second
                    color: Tones.full(row.tone)
                    Layout.fillWidth: true
                }
                Label {
                    text: row.detail
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
        }
    }
}
