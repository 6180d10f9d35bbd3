// SPDX-License-Identifier: Apache-2.0
// On every page, over the bottom bar or on a wide glass beside the clock: who is greeted and what is held, the one touch that
// ends the visit and wipes it, and, while pages are read aloud, the touch that reads this one again.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Item {
    id: strip

    required property string visitor
    property bool reading: false
    property bool coloured: false

    signal leave
    signal readAgain

    implicitHeight: Tokens.chip + 2 * Tokens.smallGap
    implicitWidth: row.implicitWidth

    RowLayout {
        id: row
        anchors.fill: parent
        spacing: Tokens.gap
        Label {
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: strip.visitor
            color: strip.coloured ? Tokens.brightInkColour : Tokens.secondInkColour
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit // whole, beside two buttons with large words too
            minimumPixelSize: Tokens.second
            lineHeight: 0.9
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        ActionButton {
            visible: strip.reading
            Layout.preferredHeight: Tokens.chip
            kind: ActionButton.Quiet
            iconName: "volume_up"
            text: qsTr("再听")
            onClicked: strip.readAgain()
        }
        ActionButton {
            visible: strip.visitor.length > 0
            Layout.preferredHeight: Tokens.chip
            kind: ActionButton.Quiet
            iconName: "logout"
            text: qsTr("完成，离开")
            onClicked: strip.leave()
        }
    }
}
