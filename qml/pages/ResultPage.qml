// SPDX-License-Identifier: Apache-2.0
// An answer that nobody can miss: colour, sign and words together, and what to do next.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property ResultViewModel result: lobby.result
    readonly property bool moreOffered: result.wayOnText.length > 0 || lobby.rating.callBackOffered
    // Large letters need the room, unless something to press has to come down.
    readonly property bool lowered: lobby.settings.lowReach && (moreOffered || !lobby.settings.care)
    readonly property color adviceColour: moreOffered ? Tokens.brightInkColour : Tokens.inkColour
    readonly property real above: lowered ? (moreOffered ? 0.17 : 0.16) : (moreOffered ? 0.04 : 0.08) // of the height
    /// What is pressed comes down into reach, however large the glass and however short the words.
    readonly property int least: moreOffered ? outOfReach - told.implicitHeight - Tokens.margin - (advice.visible ? advice.implicitHeight + Tokens.gap : 0) : 0
    readonly property real shrink: moreOffered ? 0.5 : 1 // there is something to press below

    title: result.title
    coloured: true
    ground: Tones.full(result.tone)

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; topMargin: page.wide ? Tokens.gap : Math.max(page.height * page.above, page.least); bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.margin
        rowSpacing: Tokens.margin

        ColumnLayout {
            id: told
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Icon {
                name: page.result.icon
                size: Math.min(Tokens.signIcon, page.height * 0.25 * page.shrink)
                color: Tokens.brightInkColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                readonly property bool firstSeen: true
                text: page.result.title
                size: Math.min(Tokens.answer, page.height * 0.12 * page.shrink)
                strong: true
                color: Tokens.brightInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                visible: text.length > 0
                text: page.result.subject
                size: Tokens.action
                color: Tokens.brightInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Layout.topMargin: Tokens.smallGap
            }
        }
        ColumnLayout {
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Card { // where there is something to press, only that is white
                id: advice
                visible: page.result.advice.length > 0
                lineWidth: 0
                padding: page.moreOffered ? 0 : Tokens.padding
                color: page.moreOffered ? "transparent" : Tokens.cardColour
                Layout.fillWidth: true
                Label {
                    readonly property bool firstSeen: true
                    text: page.result.advice
                    size: Tokens.action
                    strong: true
                    color: page.adviceColour
                    horizontalAlignment: page.moreOffered ? Text.AlignHCenter : Text.AlignLeft
                    Layout.fillWidth: true
                }
                Label {
                    visible: text.length > 0
                    text: page.result.detail
                    color: page.adviceColour
                    horizontalAlignment: page.moreOffered ? Text.AlignHCenter : Text.AlignLeft
                    Layout.fillWidth: true
                }
            }
            ActionButton {
                visible: text.length > 0
                kind: ActionButton.OnColour
                iconName: page.result.wayOnIcon
                text: page.result.wayOnText
                Layout.fillWidth: true
                onClicked: page.lobby.goOn()
            }
            ActionButton {
                visible: page.lobby.rating.callBackOffered
                kind: ActionButton.OnColour
                iconName: "call"
                text: qsTr("请人给我回电话")
                Layout.fillWidth: true
                onClicked: page.lobby.navigation.open(Route.CallBack)
            }
        }
        Item { Layout.fillHeight: true; visible: !page.wide }
        Label {
            visible: text.length > 0 && !page.moreOffered
            text: page.result.next
            color: Tokens.brightInkColour
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Layout.columnSpan: page.wide ? 2 : 1
        }
    }
}
