// SPDX-License-Identifier: Apache-2.0
// Whom to call in need: the numbers one knows by heart only at home, side by side.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

RowLayout {
    id: row

    required property RowsModel phones

    spacing: Tokens.gap

    Repeater {
        model: row.phones
        delegate: Label {
            required property string name
            required property string number
            text: qsTr("%1 %2").arg(name).arg(number)
            size: Tokens.heading
            strong: true
            Layout.fillWidth: true
        }
    }
}
