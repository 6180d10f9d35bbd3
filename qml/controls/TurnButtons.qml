// SPDX-License-Identifier: Apache-2.0
// Up and down for whatever is longer than the glass: two taps instead of a gesture, each turns most of a page, and never
// so far that a line or a row at the edge is skipped.
import QtQuick
import Onestop.Tokens

Row {
    id: buttons

    required property Flickable flick
    property Item column: flick.contentItem ///< it begins where the content does; its children are what is turned over
    readonly property real least: flick.originY
    readonly property real furthest: Math.max(flick.originY, flick.originY + flick.contentHeight - flick.height)

    spacing: Tokens.gap

    function turn(direction: int) {
        const upper = flick.contentY, lower = flick.contentY + flick.height
        const most = Math.max(flick.height * 0.3, Math.min(flick.height * 0.7, flick.height - 2 * Tokens.button))
        let to = upper + direction * most
        for (let i = 0; i < column.children.length; ++i) { // one that the edge cuts is seen whole next
            const part = column.children[i]
            const end = part.y + part.height
            if (!part.visible || part.height > flick.height) continue
            if (direction > 0 && part.y > upper && part.y < lower && end > lower)
                to = Math.min(to, part.y)
            if (direction < 0 && part.y < upper && end > upper)
                to = Math.max(to, end - flick.height)
        }
        flick.contentY = Math.max(least, Math.min(furthest, to))
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
