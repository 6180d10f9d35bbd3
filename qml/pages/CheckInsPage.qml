// SPDX-License-Identifier: Apache-2.0
// Which check-in was a mistake? Those of today, the latest first; taking one back asks once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property StaffViewModel staff: lobby.staff

    title: qsTr("撤销签到")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            Layout.fillWidth: true
        }
        Notice {
            visible: text.length > 0
            text: page.staff.fault
            tone: Tone.Bad
            Layout.fillWidth: true
        }
        ScrollList {
            visible: !page.staff.undoAsked
            model: page.staff.admitted
            empty: qsTr("今天这台机器还没有人签到")
            Layout.fillWidth: true
            Layout.fillHeight: true
            delegate: Item {
                id: code
                required property string tokenId
                required property string time
                required property string title
                required property string people
                width: ListView.view ? ListView.view.width : 0
                height: row.implicitHeight
                RowButton {
                    id: row
                    anchors.fill: parent
                    text: code.title
                    detail: code.time
                    badge: code.people
                    iconName: "undo"
                    onClicked: page.staff.askUndo(code.tokenId)
                }
            }
        }
        Label {
            visible: page.staff.undoAsked
            text: page.staff.undoQuestion
            size: Tokens.heading
            strong: true
            Layout.fillWidth: true
        }
        Label {
            visible: page.staff.undoAsked
            text: qsTr("撤销以后，这个码可以再签一次。")
            Layout.fillWidth: true
        }
        Item {
            visible: page.staff.undoAsked
            Layout.fillHeight: true
        }
        RowLayout {
            visible: page.staff.undoAsked
            spacing: Tokens.gap
            ActionButton {
                text: qsTr("不撤了")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.staff.keep()
            }
            ActionButton {
                kind: ActionButton.Quiet
                text: qsTr("撤销")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.staff.undo()
            }
        }
    }
}
