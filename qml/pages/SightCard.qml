// SPDX-License-Identifier: Apache-2.0
// One sight: what it is, the way to it, when it is open, and what to mind there.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string name
    required property string about
    required property string walk
    required property string way
    required property string opening
    required property bool open
    required property string caution

    Item { // anchored, so that it is right before its texts were ever seen
        implicitHeight: Math.max(title.implicitHeight, pill.visible ? pill.implicitHeight : 0)
        Layout.fillWidth: true
        Label {
            id: title
            anchors { left: parent.left; right: pill.left; rightMargin: Tokens.gap; verticalCenter: parent.verticalCenter }
            text: card.name
            size: Tokens.heading
            strong: true
        }
        Badge {
            id: pill
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: visible ? implicitWidth : 0
            text: card.walk
            tone: Tone.Information
        }
    }
    Label {
        text: card.about
        Layout.fillWidth: true
    }
    Rule {
        Layout.fillWidth: true
    }
    SignLine {
        visible: text.length > 0
        icon: card.walk.length > 0 ? "directions_walk" : "directions_bus"
        text: card.way
        tone: Tone.Plain
        size: Tokens.second
        Layout.fillWidth: true
    }
    SignLine {
        visible: text.length > 0
        icon: "schedule"
        text: card.opening
        tone: card.open ? Tone.Good : Tone.Attention
        size: Tokens.second
        Layout.fillWidth: true
    }
    SignLine {
        visible: text.length > 0
        icon: "warning"
        text: card.caution
        tone: Tone.Attention
        size: Tokens.second
        Layout.fillWidth: true
    }
}
