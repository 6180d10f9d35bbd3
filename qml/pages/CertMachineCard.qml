// SPDX-License-Identifier: Apache-2.0
// 办证一体机, another machine of this house: what it does, what to bring, where it stands, and whether it works now.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string place
    required property string offers
    required property string bring
    required property string status
    required property int tone

    Flow {
        spacing: Tokens.gap
        Layout.fillWidth: true
        Label {
            text: qsTr("办证一体机")
            size: Tokens.heading
            strong: true
        }
        Badge {
            text: card.status
            tone: card.tone
        }
    }
    RuledFact {
        caption: qsTr("能办什么")
        value: card.offers
        Layout.fillWidth: true
    }
    RuledFact {
        caption: qsTr("要带什么")
        value: card.bring
        Layout.fillWidth: true
    }
    RuledFact {
        caption: qsTr("在哪里")
        value: card.place
        Layout.fillWidth: true
    }
}
