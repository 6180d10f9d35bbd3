// SPDX-License-Identifier: Apache-2.0
// A column that may be longer than the glass. No gesture is needed: two buttons turn it by most of a page.
import QtQuick
import Onestop.Tokens

Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing

    implicitHeight: column.implicitHeight

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.bottomMargin: area.overflowsAtFullHeight ? Tokens.target + Tokens.smallGap : 0
        contentWidth: width
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Column {
            id: column
            width: flick.width
            spacing: Tokens.gap
        }
    }
    readonly property bool overflowsAtFullHeight: column.implicitHeight > height + 1

    function turn(direction: int) {
        const furthest = Math.max(0, flick.contentHeight - flick.height)
        flick.contentY = Math.max(0, Math.min(furthest, flick.contentY + direction * flick.height * 0.8))
    }

    Row {
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
        visible: area.overflowsAtFullHeight
        spacing: Tokens.gap
        ActionButton {
            width: (area.width - parent.spacing) / 2
            height: Tokens.target
            kind: ActionButton.Quiet
            iconName: "keyboard_arrow_up"
            text: qsTr("往上看")
            enabled: flick.contentY > 1
            onClicked: area.turn(-1)
        }
        ActionButton {
            width: (area.width - parent.spacing) / 2
            height: Tokens.target
            kind: ActionButton.Quiet
            iconName: "keyboard_arrow_down"
            text: qsTr("往下看")
            enabled: flick.contentY < flick.contentHeight - flick.height - 1
            onClicked: area.turn(1)
        }
    }
}
