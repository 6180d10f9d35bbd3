// SPDX-License-Identifier: Apache-2.0
// How does this kiosk do, and what does it need? The state of each part, and below it what staff can do here.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property StaffViewModel staff: lobby.staff

    title: qsTr("这台机器")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ScrollArea {
            Layout.row: page.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Card {
                width: parent.width
                Label {
                    text: page.title
                    size: Tokens.heading
                    strong: true
                    Layout.fillWidth: true
                }
                Repeater {
                    model: page.staff.overview
                    delegate: StaffLine {
                        Layout.fillWidth: true
                    }
                }
            }
        }
        StaffNotices {
            staff: page.staff
            Layout.row: page.wide ? 0 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        StaffActions {
            lobby: page.lobby
            Layout.row: page.wide ? 0 : 2
            Layout.column: page.wide ? 1 : 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
    }
}
