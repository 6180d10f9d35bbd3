// SPDX-License-Identifier: Apache-2.0
// A white card on warm paper: depth is a line, never a shadow. Children stand in a column.
import QtQuick
import QtQuick.Layouts
import Onestop.Tokens

Rectangle {
    id: card

    default property alias content: column.data
    property int padding: Tokens.padding
    property alias spacing: column.spacing
    property int lineWidth: Tokens.hairline

    implicitWidth: column.implicitWidth + 2 * padding
    implicitHeight: column.implicitHeight + 2 * padding
    color: Tokens.cardColour
    radius: Tokens.cardCorner
    border.color: Tokens.lineColour
    border.width: lineWidth

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: card.padding
        spacing: Tokens.smallGap
    }
}
