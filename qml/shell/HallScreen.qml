// SPDX-License-Identifier: Apache-2.0
// Who is called, and where to? Ticket and window equally large; three blinks for each call. While somebody asks for staff,
// where, in place of the centre's name, which everybody here knows.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens
import Onestop.ViewModels

Rectangle {
    id: screen

    required property HallViewModel hall
    property real pitch: 0.496

    color: Tokens.hallGroundColour

    Binding { target: Tokens; property: "pitch"; value: screen.pitch }

    Connections {
        target: screen.hall
        function onCalled() { blink.restart() }
    }

    Item {
        anchors { left: parent.left; right: panel.left; top: parent.top; bottom: parent.bottom; margins: Tokens.hallMargin }

        HallLabel {
            visible: !helpLine.visible
            anchors { left: parent.left; right: parent.right; top: parent.top }
            text: screen.hall.site
            color: Tokens.hallSecondInkColour
        }
        HallLabel {
            id: helpLine
            objectName: "help"
            visible: text.length > 0
            anchors { left: parent.left; right: parent.right; top: parent.top }
            text: screen.hall.help
            strong: true
            color: Tokens.hallNumberColour
        }
        Column {
            id: call
            objectName: "call"
            visible: screen.hall.number.length > 0
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: -Tokens.hallText * 1.3
            HallLabel {
                width: parent.width
                text: screen.hall.number
                size: Tokens.hallNumber
                strong: true
                color: Tokens.hallNumberColour
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Tokens.hallWindow
                lineHeight: 0.85
            }
            Row {
                spacing: Tokens.hallText / 2
                HallLabel {
                    id: counterFigure
                    text: screen.hall.counter
                    size: Tokens.hallNumber
                    strong: true
                    color: Tokens.hallNumberColour
                    lineHeight: 0.85
                }
                HallLabel {
                    anchors.baseline: counterFigure.baseline
                    text: screen.hall.counterAfter
                    size: Tokens.hallWindow
                    strong: true
                }
            }
            SequentialAnimation {
                id: blink
                loops: 3
                PropertyAction { target: call; property: "opacity"; value: 0 }
                PauseAnimation { duration: Tokens.blinkTime / 2 }
                PropertyAction { target: call; property: "opacity"; value: 1 }
                PauseAnimation { duration: Tokens.blinkTime }
            }
        }
        HallLabel {
            visible: !call.visible
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
            text: screen.hall.idle
            size: Tokens.hallWindow
            strong: true
        }
        RowLayout {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            HallLabel {
                text: screen.hall.time
                color: Tokens.hallSecondInkColour
            }
            Item { Layout.fillWidth: true }
            HallLabel {
                text: screen.hall.hint
                color: Tokens.hallSecondInkColour
            }
        }
    }
    Rectangle {
        id: panel
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: parent.width / 3
        color: Tokens.hallPanelColour

        Column {
            anchors { fill: parent; margins: Tokens.hallMargin * 0.8; topMargin: Tokens.hallMargin }
            HallLabel {
                visible: screen.hall.recent.count > 0
                text: qsTr("刚刚叫到")
                strong: true
                color: Tokens.hallSecondInkColour
                bottomPadding: Tokens.hallText / 2
            }
            Repeater {
                model: screen.hall.recent
                delegate: HallRow {
                    required property string number
                    required property string counter
                    width: parent ? parent.width : 0
                    first: number
                    second: counter
                }
            }
            HallLabel {
                visible: screen.hall.waiting.count > 0
                topPadding: Tokens.hallText
                bottomPadding: Tokens.hallText / 2
                text: qsTr("等候")
                strong: true
                color: Tokens.hallSecondInkColour
            }
            Repeater {
                model: screen.hall.waiting
                delegate: HallRow {
                    required property string name
                    required property string count
                    width: parent ? parent.width : 0
                    first: name
                    second: count
                }
            }
        }
    }
}
