// SPDX-License-Identifier: Apache-2.0
// Who is it? The door of the staff's pages: digits on a pad, shown as dots.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property StaffViewModel staff: lobby.staff

    title: qsTr("工作人员")
    readAbove: true

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignTop
            Layout.fillWidth: true
            Layout.fillHeight: !page.wide
            Layout.preferredWidth: 1
            Label {
                text: page.title
                size: Tokens.title
                strong: true
                Layout.fillWidth: true
            }
            Label {
                visible: page.staff.codeRefused.length === 0
                text: page.staff.pinMessage
                Layout.fillWidth: true
            }
            Notice {
                visible: page.staff.codeOffered && page.staff.codeRefused.length === 0
                text: qsTr("也可以用中枢“自助机”页上的工作人员码，对准扫码口。")
                iconName: "qr_code_scanner"
                tone: Tone.Information
                Layout.fillWidth: true
            }
            Notice {
                visible: text.length > 0
                text: page.staff.codeRefused
                iconName: "error"
                tone: Tone.Bad
                Layout.fillWidth: true
            }
            Item {
                visible: !page.wide
                Layout.fillHeight: true
            }
            Card {
                visible: page.staff.pinAsked
                padding: Tokens.gap
                Layout.fillWidth: true
                Label {
                    text: page.staff.pinTyped ? page.staff.pinDots : qsTr("密码")
                    color: page.staff.pinTyped ? Tokens.inkColour : Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
        }
        ColumnLayout {
            visible: page.staff.pinAsked
            spacing: Tokens.gap
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Keypad {
                low: page.lobby.settings.lowReach
                Layout.fillWidth: true
                onTyped: figure => page.staff.type(figure)
                onErased: page.staff.erase()
                onCleared: page.staff.clear()
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
