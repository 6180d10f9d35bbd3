// SPDX-License-Identifier: Apache-2.0
// One of five levels: a face, and its word below or beside it; the chosen one is filled and ticked.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: face

    required property string iconName
    required property bool chosen
    property bool flat: false ///< the word stands beside the face, for a row of its own
    readonly property color ink: chosen ? Tokens.brightInkColour : Tokens.inkColour

    main: true
    implicitHeight: flat ? Tokens.button : Tokens.tile
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    Rectangle {
        anchors.fill: parent
        radius: Tokens.cardCorner
        color: face.chosen ? Tokens.slateColour : face.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: Tokens.hairline
        border.color: face.chosen ? Tokens.slateColour : Tokens.lineColour
    }
    GridLayout {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: face.flat ? Tokens.padding : Tokens.smallGap }
        columns: face.flat ? 3 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.smallGap
        Icon {
            name: face.iconName
            size: face.flat ? Tokens.icon * 1.3 : Tokens.tileIcon
            color: face.chosen ? face.ink : Tokens.goldColour
            Layout.alignment: Qt.AlignHCenter
        }
        Label {
            text: face.text
            size: face.flat ? Tokens.body : Tokens.second
            strong: face.chosen
            color: face.ink
            horizontalAlignment: face.flat ? Text.AlignLeft : Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.ignored: true
        }
        Icon {
            visible: face.flat && face.chosen
            name: "check"
            color: face.ink
        }
    }
}
