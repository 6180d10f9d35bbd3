// SPDX-License-Identifier: Apache-2.0
// A column that may be longer than the glass. No gesture is needed: two buttons turn it by most of a page.
import QtQuick
import Onestop.Tokens

Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property bool overflowsAtFullHeight: column.implicitHeight > height + 1

    implicitHeight: column.implicitHeight

    /// Turns down as far as needed for `item`, or for its top where all of it does not fit.
    function reveal(item: Item) {
        const top = item.mapToItem(column, 0, 0).y
        flick.contentY = Math.max(flick.contentY, Math.min(top, top + item.height - flick.height))
    }

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
    TurnButtons {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: area.overflowsAtFullHeight
        flick: flick
    }
}
