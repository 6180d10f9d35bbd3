// SPDX-License-Identifier: Apache-2.0
// A list of any length: only what is on the glass exists, so ten thousand rows cost what ten do. Turned like ScrollArea.
import QtQuick
import Onestop.Tokens

Item {
    id: area

    property alias model: list.model
    property alias delegate: list.delegate
    property string empty
    readonly property bool overflows: list.contentHeight > height + 1

    ListView {
        id: list
        anchors.fill: parent
        anchors.bottomMargin: area.overflows ? Tokens.target + Tokens.smallGap : 0
        spacing: Tokens.smallGap
        cacheBuffer: 0
        boundsBehavior: Flickable.StopAtBounds
        clip: true
    }
    Label {
        visible: list.count === 0
        width: parent.width
        text: area.empty
        color: Tokens.secondInkColour
    }
    TurnButtons {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: area.overflows
        flick: list
    }
}
