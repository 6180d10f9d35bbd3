// SPDX-License-Identifier: Apache-2.0
// The code cannot be scanned: which figures stand under it? What follows is the same as at the scanner.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property CheckInViewModel checkIn: lobby.checkIn
    readonly property int gap: lobby.settings.lowReach ? Tokens.smallGap : Tokens.gap

    title: qsTr("输数字签到")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: page.gap

        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                Layout.fillWidth: true
            }
            TextField {
                iconName: "dialpad"
                text: page.checkIn.code.shown
                hint: qsTr("签到码下面的九个数字")
                Layout.fillWidth: true
            }
            Label {
                visible: page.checkIn.fault.length === 0
                text: page.checkIn.kioskText
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            Notice {
                visible: text.length > 0
                text: page.checkIn.fault
                Layout.fillWidth: true
            }
        }
        Item {
            visible: !page.wide
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            Keypad {
                low: page.lobby.settings.lowReach
                Layout.fillWidth: true
                onTyped: figure => page.checkIn.code.type(figure)
                onErased: page.checkIn.code.erase()
                onCleared: page.checkIn.code.clear()
            }
            ActionButton {
                enabled: page.checkIn.ready
                iconName: "check"
                text: qsTr("签到")
                Layout.fillWidth: true
                onClicked: page.checkIn.send()
            }
        }
    }
}
