// SPDX-License-Identifier: Apache-2.0
// A button that does something, verb first: Primary is the one red action of a page; OnColour stands on a red or green ground.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

PressArea {
    id: button

    enum Kind { Primary, Secondary, Quiet, OnColour }

    property int kind: ActionButton.Primary
    property string iconName
    readonly property int textSize: main ? Tokens.action : Tokens.body
    /// Words that want two lines are smaller, so that both stay inside.
    readonly property bool lengthy: width > 0 && whole.needed > width - 2 * Tokens.smallGap - beside
    readonly property int iconSize: main ? Tokens.icon : Tokens.icon * 0.8
    readonly property int beside: iconName.length > 0 ? iconSize + row.spacing : 0
    readonly property color front: {
        switch (kind) {
        case ActionButton.Primary: return Tokens.brightInkColour
        case ActionButton.Secondary: return Tokens.redColour
        case ActionButton.OnColour: return Tokens.redColour
        default: return Tokens.inkColour
        }
    }
    readonly property color ground: {
        switch (kind) {
        case ActionButton.Primary: return down ? Tokens.redPressedColour : Tokens.redColour
        case ActionButton.Secondary: return down ? Tokens.redSoftColour : Tokens.cardColour
        case ActionButton.OnColour: return down ? Tokens.redSoftColour : Tokens.cardColour
        default: return down ? Tokens.quietPressedColour : Tokens.cardColour
        }
    }

    main: kind === ActionButton.Primary || kind === ActionButton.Secondary || kind === ActionButton.OnColour
    implicitHeight: main ? Tokens.mainButton : Tokens.button
    implicitWidth: row.implicitWidth + 2 * Tokens.padding

    TextMetrics {
        id: whole
        readonly property int needed: Math.ceil(advanceWidth)
        font { family: Tokens.textFamily; pixelSize: button.textSize; weight: label.font.weight }
        text: button.text
    }
    Rectangle {
        anchors.fill: parent
        radius: Tokens.buttonCorner
        color: button.enabled ? button.ground : Tokens.quietColour
        border.width: button.kind === ActionButton.Secondary ? Tokens.outline
                      : button.kind === ActionButton.Quiet || !button.enabled ? Tokens.hairline : 0
        border.color: button.kind === ActionButton.Secondary && button.enabled ? Tokens.redColour : Tokens.lineColour
    }
    Item {
        anchors.fill: parent
        RowLayout {
            id: row
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 2 * Tokens.smallGap)
            spacing: Tokens.smallGap + Tokens.smallGap / 2
            Icon {
                name: button.iconName
                size: button.iconSize
                color: label.color
                visible: button.iconName.length > 0
            }
            Label {
                id: label
                text: button.text
                size: button.lengthy ? Math.max(Tokens.second, button.textSize * 0.83) : button.textSize
                strong: button.main
                color: button.enabled ? button.front : Tokens.secondInkColour
                Layout.fillWidth: true
                maximumLineCount: 2
                Accessible.ignored: true
            }
        }
    }
}
