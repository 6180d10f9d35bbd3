// SPDX-License-Identifier: Apache-2.0
// The head of every page: which centre, is it open, what time is it.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

RowLayout {
    id: header

    required property SiteViewModel site
    property int held: 0 ///< width kept free before the clock, for what stands there on a wide glass
    readonly property int clockWidth: clock.width

    /// The clock was held.
    signal staffAsked

    spacing: Tokens.gap

    ColumnLayout {
        spacing: Tokens.smallGap
        Layout.alignment: Qt.AlignTop
        Label {
            text: header.site.name
            size: header.held > 0 && Tokens.care ? Tokens.second * 1.05 : Tokens.heading * 1.1
            strong: true
            maximumLineCount: header.held > 0 ? 3 : 2
            Layout.fillWidth: true
        }
        RowLayout {
            visible: header.site.opening.length > 0
            spacing: Tokens.smallGap
            Rectangle {
                implicitWidth: Tokens.smallGap
                implicitHeight: Tokens.smallGap
                radius: width / 2
                color: openingText.color
            }
            Label {
                id: openingText
                text: header.site.opening
                size: Tokens.second
                color: header.site.open ? Tokens.okColour : Tokens.amberColour
                Layout.fillWidth: true
            }
        }
    }
    Item {
        visible: header.held > 0
        implicitWidth: header.held
    }
    ColumnLayout {
        id: clock
        spacing: 0
        Layout.alignment: Qt.AlignTop
        Hold { onHeld: header.staffAsked() }
        Label {
            text: header.site.time
            size: Tokens.clock
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            Layout.alignment: Qt.AlignRight
            Layout.topMargin: Tokens.care ? 0 : -Tokens.gap
        }
        Label {
            visible: !Tokens.care
            text: header.site.date
            size: Tokens.second
            color: Tokens.secondInkColour
            wrapMode: Text.NoWrap
            Layout.alignment: Qt.AlignRight
        }
    }
}
