// SPDX-License-Identifier: Apache-2.0
// What to mind here, and whom to call: what always holds, the numbers of need, and the nearest centre.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property StationViewModel station
    property int most: 2
    property real room: Infinity ///< that it may take, px
    property int headingSize: Tokens.heading

    color: Tones.ground(Tone.Attention)
    lineWidth: Tokens.highContrast ? Tokens.hairline : 0
    spacing: Tokens.smallGap

    Label {
        id: heading
        text: qsTr("注意安全")
        size: card.headingSize
        strong: true
        color: Tones.full(Tone.Attention)
        Layout.fillWidth: true
    }
    WholeRows {
        id: rows
        visible: model.count > 0
        model: card.station.hazards
        most: card.most
        room: card.room - 2 * card.padding - heading.implicitHeight - phones.implicitHeight - centre.implicitHeight - 3 * card.spacing - Tokens.smallGap
        spacing: Tokens.smallGap
        Layout.fillWidth: true
        delegate: SignLine {
            required property int index
            visible: index < rows.shown
            width: parent ? parent.width : 0
            tone: Tone.Attention
        }
    }
    EmergencyPhones {
        id: phones
        phones: card.station.phones
        Layout.fillWidth: true
        Layout.topMargin: Tokens.smallGap
    }
    Label {
        id: centre
        visible: text.length > 0
        text: card.station.centre.length > 0 ? qsTr("最近的中心：%1").arg(card.station.centre) : ""
        size: Tokens.second
        Layout.fillWidth: true
    }
}
