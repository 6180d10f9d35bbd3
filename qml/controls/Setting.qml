// SPDX-License-Identifier: Apache-2.0
// One thing that is on or off: the whole row is the switch, and a word says which it is.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: setting

    required property string iconName
    required property string explanation
    required property bool on

    main: true
    implicitHeight: Math.max(Tokens.mainButton, row.implicitHeight + 2 * Tokens.gap)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.description: explanation
    Rectangle {
        anchors.fill: parent
        radius: Tokens.cardCorner
        color: setting.down ? Tokens.quietPressedColour : Tokens.cardColour
        border.width: setting.on ? Tokens.outline : Tokens.hairline
        border.color: setting.on ? Tokens.okColour : Tokens.lineColour
    }
    RowLayout {
        id: row
        anchors { left: parent.left; right: parent.right; leftMargin: Tokens.padding; rightMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
        spacing: Tokens.gap
        Icon {
            name: setting.iconName
            color: Tokens.goldColour
        }
        ColumnLayout {
            spacing: Tokens.smallGap / 2
            Label {
                text: setting.text
                strong: true
                Layout.fillWidth: true
                Accessible.ignored: true
            }
            Label {
                text: setting.explanation
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        Badge {
            text: setting.on ? qsTr("已打开") : qsTr("没打开")
            tone: setting.on ? Tone.Good : Tone.Plain
        }
    }
}
