// SPDX-License-Identifier: Apache-2.0
// A column that may be longer than the glass. No gesture is needed: two buttons turn it by most of a page.
import QtQuick
import Onestop.Tokens

Item {
    id: area

    default property alias content: column.data
    property alias spacing: column.spacing
    property Item wanted: null ///< when it comes or grows, it is brought into sight
    readonly property bool overflowsAtFullHeight: column.implicitHeight > height + 1

    implicitHeight: column.implicitHeight

    /// Turns down as far as needed for what is wanted, or for its top where all of it does not fit.
    function reveal() {
        if (!wanted) return
        const top = wanted.mapToItem(column, 0, 0).y
        flick.contentY = Math.max(flick.contentY, Math.min(top, top + wanted.height - flick.height))
    }

    Flickable {
        id: flick
        anchors.fill: parent
        anchors.bottomMargin: area.overflowsAtFullHeight ? Tokens.target + Tokens.smallGap : 0
        contentWidth: width
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        onContentHeightChanged: area.reveal()
        onHeightChanged: area.reveal()
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
        column: column
    }
}
