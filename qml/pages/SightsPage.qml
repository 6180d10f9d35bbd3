// SPDX-License-Identifier: Apache-2.0
// Which sight, how far, and may one go there now? Nearest first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("附近的景点")
    readAbove: true // only its turn buttons are pressed, and they are below

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Grid {
                id: sights
                readonly property int side: (width - (columns - 1) * spacing) / columns
                width: parent.width
                columns: page.wide ? 2 : 1
                spacing: Tokens.smallGap
                Repeater {
                    model: page.lobby.station.sights
                    delegate: SightCard {
                        width: sights.side
                    }
                }
            }
        }
    }
}
