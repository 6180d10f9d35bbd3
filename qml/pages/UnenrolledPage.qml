// SPDX-License-Identifier: Apache-2.0
// Why does this machine serve nobody yet, by which code is it known, and how does the technician's stick change that?
// Nothing here can be pressed, and nobody can choose a language: each text stands in Chinese, and in English below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Rectangle {
    id: page

    required property UnenrolledViewModel machine
    readonly property bool wide: width > height

    color: Tokens.paperColour
    Accessible.role: Accessible.Pane
    Accessible.name: machine.title

    GridLayout {
        anchors { fill: parent; margins: Tokens.margin; topMargin: page.wide ? Tokens.margin : Tokens.margin * 2.5 }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.margin
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.bottomMargin: Tokens.gap
            Label {
                readonly property bool firstSeen: true
                text: page.machine.title
                size: Tokens.answer
                strong: true
                horizontalAlignment: page.wide ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                text: page.machine.titleInEnglish
                size: Tokens.action
                color: Tokens.secondInkColour
                horizontalAlignment: page.wide ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
        ColumnLayout {
            spacing: Tokens.gap
            Layout.row: page.wide ? 0 : 1
            Layout.column: page.wide ? 1 : 0
            Layout.rowSpan: page.wide ? 3 : 1
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Notice {
                readonly property bool firstSeen: true
                visible: text.length > 0
                text: page.machine.refusal
                iconName: "error_outline"
                Layout.fillWidth: true
            }
            Card {
                visible: page.machine.code.length > 0
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                Item { Layout.fillHeight: true }
                QrCode {
                    readonly property bool firstSeen: true
                    text: page.machine.qr
                    ink: Tokens.codeColour
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Tokens.code
                    Layout.maximumHeight: Tokens.code * 1.75
                    Accessible.role: Accessible.Graphic
                    Accessible.name: page.machine.codeCaption
                }
                Label {
                    readonly property bool firstSeen: true
                    text: page.machine.code
                    size: Tokens.display
                    strong: true
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
                Label {
                    text: page.machine.codeCaption + " · " + page.machine.codeCaptionInEnglish
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
                Item { Layout.fillHeight: true }
            }
            Item {
                visible: page.machine.code.length === 0
                Layout.fillHeight: true
            }
        }
        GridLayout {
            columns: page.wide ? 1 : 3
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.row: page.wide ? 1 : 2
            Layout.column: 0
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Repeater {
                model: page.machine.steps
                delegate: UnenrolledStep {
                    upright: !page.wide
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
            }
        }
        RowLayout {
            spacing: Tokens.gap
            Layout.row: page.wide ? 2 : 3
            Layout.column: 0
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            Layout.preferredWidth: 1
            Label {
                text: page.machine.residents + "\n" + page.machine.residentsInEnglish
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignBottom
            }
            Label {
                text: page.machine.version
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.alignment: Qt.AlignBottom
            }
        }
    }
}
