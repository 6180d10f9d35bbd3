// SPDX-License-Identifier: Apache-2.0
// The month as a sheet: which days have something, and one tap to see what.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: sheet

    required property ServicesViewModel services

    spacing: Tokens.smallGap

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        Label {
            text: sheet.services.month
            size: Tokens.heading
            strong: true
            Layout.fillWidth: true
        }
        Chip {
            text: sheet.services.earlierOffered ? qsTr("这个月") : qsTr("下个月")
            onClicked: sheet.services.turnMonth(sheet.services.earlierOffered ? -1 : 1)
        }
    }
    Grid {
        id: grid
        readonly property int cell: (width - 6 * spacing) / 7
        columns: 7
        spacing: Tokens.smallGap
        Layout.fillWidth: true
        Repeater {
            model: sheet.services.weekdays
            delegate: Label {
                required property string name
                width: grid.cell
                text: name
                size: Tokens.second
                color: Tokens.secondInkColour
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
            }
        }
        Repeater {
            model: sheet.services.days
            delegate: DayCell {
                required property string date
                required property int count
                required property bool offered
                required figure
                required chosen
                required today
                width: grid.cell
                busy: offered
                text: qsTr("%1日，%2 场").arg(figure).arg(count)
                onClicked: sheet.services.chooseDay(date)
            }
        }
    }
}
