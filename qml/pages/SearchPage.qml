// SPDX-License-Identifier: Apache-2.0
// What is it called? A few letters are enough; what fits stands above the keyboard at once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property SearchViewModel search: lobby.search

    title: qsTr("搜一搜")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        TextField {
            text: page.search.query
            hint: qsTr("要找什么？")
            Layout.row: 0
            Layout.column: page.wide ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Layout.row: page.wide ? 0 : 1
            Layout.column: 0
            Layout.rowSpan: page.wide ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Label {
                text: page.search.answer
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            ScrollList {
                model: page.search.results
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: Item {
                    id: found
                    required property string kind
                    required property string target
                    required property string name
                    required property string detail
                    required property string icon
                    width: ListView.view ? ListView.view.width : 0
                    height: row.implicitHeight
                    RowButton {
                        id: row
                        anchors.fill: parent
                        text: found.name
                        detail: found.detail
                        iconName: found.icon
                        onClicked: page.lobby.openFound(found.kind, found.target)
                    }
                }
            }
        }
        Keyboard {
            Layout.row: page.wide ? 1 : 2
            Layout.column: page.wide ? 1 : 0
            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            onTyped: character => page.search.type(character)
            onErased: page.search.erase()
            onCleared: page.search.clear()
        }
    }
}
