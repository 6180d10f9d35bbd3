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
    Repeater {
        model: [[qsTr("能办什么"), card.offers], [qsTr("要带什么"), card.bring], [qsTr("在哪里"), card.place]]
        delegate: ColumnLayout {
            id: fact
            required property var modelData
            spacing: 0
            Layout.fillWidth: true
            Rule { Layout.fillWidth: true }
            Label {
                text: fact.modelData[0]
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
                Layout.topMargin: Tokens.smallGap
            }
            Label {
                text: fact.modelData[1]
                Layout.fillWidth: true
            }
        }
    }
}
