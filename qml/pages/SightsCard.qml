// SPDX-License-Identifier: Apache-2.0
// What is there to see? The nearest sights, as many as the place takes whole, and the one red way to all of them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property StationViewModel station
    property real room: Infinity ///< that it may take, px

    signal asked

    spacing: 0

    Label {
        readonly property bool firstSeen: true
        id: question
        text: qsTr("您好，想去哪里看看？")
        size: Tokens.title
        strong: true
        Layout.fillWidth: true
    }
    Label {
        id: hint
        text: card.station.hint
        size: Tokens.second
        color: Tokens.secondInkColour
        Layout.fillWidth: true
        Layout.bottomMargin: Tokens.gap
    }
    WholeRows {
        id: rows
        model: card.station.sights
        most: 4
        room: card.room - 2 * card.padding - question.implicitHeight - hint.implicitHeight - way.implicitHeight - 2 * Tokens.gap
        spacing: Tokens.smallGap
        Layout.fillWidth: true
        delegate: Item {
            id: row
            required property int index
            required property string name
            required property string about
            required property string walk
            required property string opening
            required property bool open

            visible: index < rows.shown
            width: parent ? parent.width : 0
            implicitHeight: line.y + line.implicitHeight

            Rule { width: row.width }
            Column {
                id: line
                anchors { left: parent.left; right: pill.left; rightMargin: Tokens.gap }
                y: Tokens.smallGap
                Label {
                    width: parent.width
                    text: row.name
                    strong: true
                }
                Label {
                    width: parent.width
                    text: row.open ? row.about : row.opening
                    size: Tokens.second
                    color: row.open ? Tokens.secondInkColour : Tokens.amberColour
                }
            }
            Badge {
                id: pill
                anchors { right: parent.right; verticalCenter: line.verticalCenter }
                width: visible ? implicitWidth : 0
                text: row.walk
                tone: Tone.Information
            }
        }
    }
    Item {
        Layout.fillHeight: true
        Layout.minimumHeight: Tokens.gap
    }
    ActionButton {
        id: way
        iconName: "explore"
        text: qsTr("看景点，怎么走")
        Layout.fillWidth: true
        onClicked: card.asked()
    }
}
