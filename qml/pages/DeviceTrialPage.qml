// SPDX-License-Identifier: Apache-2.0
// Does each device do what it is there for? For staff: a slip is printed, a card or a code is read and forgotten.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property DeviceTrialViewModel trial: lobby.deviceTrial

    title: qsTr("试设备")

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            visible: !(page.wide && page.lobby.settings.care) // the cards say it, and would have to be scrolled for
            text: page.title
            size: Tokens.title
            strong: true
            width: parent.width
        }
        GridLayout {
            width: parent.width
            columns: page.wide ? 3 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Repeater {
                model: page.trial.devices
                delegate: DeviceTrialCard {
                    required property int index
                    narrow: page.wide
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    onTried: page.trial.begin(index)
                }
            }
        }
    }
}
