// SPDX-License-Identifier: Apache-2.0
// One activity: what is it, for whom, where, and on which days?
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property ActivityViewModel activity: lobby.activity

    title: activity.name

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: page.activity.name
            size: Tokens.title
            strong: true
            width: parent.width
        }
        Flow {
            width: parent.width
            spacing: Tokens.smallGap
            Badge {
                text: page.activity.fee
                tone: Tone.Good
            }
            Badge {
                text: page.activity.audience
                tone: Tone.Gold
            }
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
            Repeater {
                model: page.activity.sessions
                delegate: ColumnLayout {
                    id: session
                    required property string day
                    required property string hours
                    required property string badge
                    required property int tone
                    required property string sessionId
                    required property string action
                    spacing: Tokens.smallGap
                    Layout.fillWidth: true
                    Rule { Layout.fillWidth: true }
                    RowLayout {
                        spacing: Tokens.gap
                        ColumnLayout {
                            spacing: 0
                            Label {
                                text: session.hours
                                size: Tokens.heading
                                strong: true
                                Layout.fillWidth: true
                            }
                            Label {
                                text: session.day
                                size: Tokens.second
                                color: Tokens.secondInkColour
                                Layout.fillWidth: true
                            }
                        }
                        Badge {
                            text: session.badge
                            tone: session.tone
                        }
                        ActionButton {
                            visible: session.action.length > 0
                            kind: ActionButton.Secondary
                            text: session.action
                            Accessible.description: session.day + " " + session.hours
                            onClicked: page.lobby.openBooking(session.sessionId)
                        }
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
        }
    }
}
