// SPDX-License-Identifier: Apache-2.0
// What is the next step of the new roll? The printer's own sensors turn the page; a test print ends it.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property StaffViewModel staff: lobby.staff

    title: qsTr("换纸卷")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 2
            Item { Layout.fillHeight: true }
            Icon {
                name: page.staff.rollIcon
                size: Math.min(Tokens.signIcon, page.height * 0.2)
                color: Tokens.goldColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                text: page.staff.rollHeadline
                size: Tokens.title
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                text: page.staff.rollAdvice
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Item { Layout.fillHeight: true }
        }
        Item { Layout.fillHeight: true }
        RowLayout {
            spacing: Tokens.gap
            ActionButton {
                visible: !page.staff.rollUnderWay
                kind: ActionButton.Quiet
                text: qsTr("再换一次")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.staff.beginRollChange()
            }
            ActionButton {
                kind: page.staff.rollUnderWay ? ActionButton.Quiet : ActionButton.Primary
                text: page.staff.rollUnderWay ? qsTr("不换了") : qsTr("好了")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.lobby.back()
            }
        }
    }
}
