// SPDX-License-Identifier: Apache-2.0
// What to mind here, today and always, and whom to call?
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("注意安全")
    readAbove: true // only its turn buttons are pressed, and they are below

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        NoticeList {
            notices: page.lobby.notices
            most: 3
            width: parent.width
        }
        SafetyCard {
            width: parent.width
            station: page.lobby.station
            headingSize: Tokens.title
            most: page.lobby.station.hazards.count
        }
    }
}
