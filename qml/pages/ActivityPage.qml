// SPDX-License-Identifier: Apache-2.0
// One activity: what is it, for whom, where, and on which days? What can be booked is booked here with one touch.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property ActivityViewModel activity: lobby.activity
    readonly property bool lowered: lobby.settings.lowReach && !wide

    title: activity.name

    // In low reach what is only read stands above the page, out of the way of what is pressed.
    HeadOfDetail {
        visible: page.lowered
        anchors { left: parent.left; right: parent.right; bottom: parent.top; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        name: page.activity.name
        fee: page.activity.fee
        audience: page.activity.audience
    }
    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1

            HeadOfDetail {
                visible: !page.lowered
                width: parent.width
                name: page.activity.name
                fee: page.activity.fee
                audience: page.activity.audience
            }
            Label {
                visible: text.length > 0
                width: parent.width
                text: page.activity.description
            }
            Card {
                width: parent.width
                Label {
                    text: qsTr("什么时候")
                    color: Tokens.secondInkColour
                }
                Column { // not laid out: nested layouts keep the height of a line that wrapped for a moment
                    id: sessions
                    spacing: Tokens.smallGap
                    Layout.fillWidth: true
                    Repeater {
                        model: page.activity.sessions
                        delegate: SessionChoice {
                            required property string sessionId
                            width: sessions.width
                            onClicked: page.lobby.chooseSession(sessionId)
                        }
                    }
                }
                Label {
                    visible: page.activity.sessions.count === 0
                    text: qsTr("这个月没有下一场了")
                    Layout.fillWidth: true
                }
            }
            Fact {
                visible: value.length > 0
                width: parent.width
                caption: qsTr("在哪里")
                value: page.activity.place
                iconName: "place"
            }
            Fact {
                visible: value.length > 0
                width: parent.width
                caption: qsTr("谁来办")
                value: page.activity.host
                iconName: "groups"
            }
            ShareCard {
                visible: page.activity.share.length > 0
                width: parent.width
                share: page.activity.share
                printOffered: page.activity.printOffered
                onPrintAsked: page.lobby.printActivity()
            }
        }
        ColumnLayout {
            visible: page.activity.printing.length > 0 || page.activity.bookable
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            Notice {
                visible: text.length > 0
                text: page.activity.printing
                iconName: "print"
                tone: Tone.Information
                Layout.fillWidth: true
            }
            BookingChoice {
                visible: page.activity.bookable
                booking: page.lobby.booking
                wide: page.wide
                Layout.fillWidth: true
            }
        }
    }
}
