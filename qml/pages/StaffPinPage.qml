// SPDX-License-Identifier: Apache-2.0
// Who is it? The door of the staff's pages: digits on a pad, shown as dots.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property StaffViewModel staff: lobby.staff

    title: qsTr("工作人员")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                Layout.fillWidth: true
            }
            Label {
                text: page.staff.pinMessage
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            visible: page.staff.pinAsked
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Card {
                padding: Tokens.gap
                Layout.fillWidth: true
                Label {
                    text: page.staff.pinTyped ? page.staff.pinDots : qsTr("密码")
                    color: page.staff.pinTyped ? Tokens.inkColour : Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
            PinPad {
                Layout.fillWidth: true
                onTyped: digit => page.staff.type(digit)
                onErased: page.staff.erase()
            }
            ActionButton {
                enabled: page.staff.pinTyped
                iconName: "lock_open"
                text: qsTr("打开")
                Layout.fillWidth: true
                onClicked: page.staff.enter()
            }
        }
    }
}
