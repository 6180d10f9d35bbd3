// SPDX-License-Identifier: Apache-2.0
// Up and down for whatever is longer than the glass: two taps instead of a gesture, each turns most of a page, and never
// so far that a line or a row at the edge is skipped.
import QtQuick
import Onestop.Tokens

Row {
    id: buttons

    required property Flickable flick
    readonly property real least: flick.originY
    readonly property real furthest: Math.max(flick.originY, flick.originY + flick.contentHeight - flick.height)

    spacing: Tokens.gap

    function turn(direction: int) {
        const most = Math.max(flick.height * 0.3, Math.min(flick.height * 0.7, flick.height - 2 * Tokens.button))
        flick.contentY = Math.max(least, Math.min(furthest, flick.contentY + direction * most))
    }

    ActionButton {
        width: (buttons.width - buttons.spacing) / 2
        height: Tokens.target
        kind: ActionButton.Quiet
        iconName: "keyboard_arrow_up"
        text: qsTr("往上看")
        enabled: buttons.flick.contentY > buttons.least + 1
        onClicked: buttons.turn(-1)
    }
    ActionButton {
        width: (buttons.width - buttons.spacing) / 2
        height: Tokens.target
        kind: ActionButton.Quiet
        iconName: "keyboard_arrow_down"
        text: qsTr("往下看")
        enabled: buttons.flick.contentY < buttons.furthest - 1
        onClicked: buttons.turn(1)
    }
}
