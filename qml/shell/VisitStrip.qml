// SPDX-License-Identifier: Apache-2.0
// Who is greeted and what is held, on every page, and the one touch that ends the visit and wipes it.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Item {
    id: strip

    required property string visitor
    property bool coloured: false

    signal leave

    implicitHeight: Tokens.chip + 2 * Tokens.smallGap

    Label {
        anchors { left: parent.left; right: button.left; rightMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
        text: strip.visitor
        color: strip.coloured ? Tokens.brightInkColour : Tokens.secondInkColour
        maximumLineCount: 1
        elide: Text.ElideRight
    }
    ActionButton {
        id: button
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        height: Tokens.chip
        kind: ActionButton.Quiet
        iconName: "logout"
        text: qsTr("完成，离开")
        onClicked: strip.leave()
    }
}
