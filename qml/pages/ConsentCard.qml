// SPDX-License-Identifier: Apache-2.0
// The second layer of a consent: what is kept, for how long, who can read it. The first is one line on the page.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string kept
    required property string howLong
    property string readers: qsTr("只有区里负责的工作人员。这台机器封好以后自己也打不开。")

    padding: Tokens.gap

    Label {
        text: qsTr("存什么")
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
    Label {
        text: card.kept
        Layout.fillWidth: true
    }
    Rule { Layout.fillWidth: true }
    Label {
        text: qsTr("存多久")
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
    Label {
        text: card.howLong
        Layout.fillWidth: true
    }
    Rule { Layout.fillWidth: true }
    Label {
        text: qsTr("谁能看")
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
    }
    Label {
        text: card.readers
        Layout.fillWidth: true
    }
}
