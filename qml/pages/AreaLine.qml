// SPDX-License-Identifier: Apache-2.0
// Where one area is, in words: its name, the way from here, its counters.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

RowLayout {
    id: line

    required property int floor
    required property string name
    required property string icon
    required property string where
    required property string counters

    readonly property string way: counters.length > 0 ? qsTr("%1 · %2").arg(where).arg(counters) : where

    spacing: Tokens.smallGap
    Accessible.role: Accessible.StaticText // one sentence to the ear
    Accessible.name: qsTr("%1：%2").arg(name).arg(way)

    Icon {
        name: line.icon
        color: Tokens.goldColour
    }
    ColumnLayout {
        spacing: 0
        Label {
            text: line.name
            strong: true
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Label {
            text: line.way
            Accessible.ignored: true
            size: Tokens.second
            color: Tokens.secondInkColour
            Layout.fillWidth: true
        }
    }
}
