// SPDX-License-Identifier: Apache-2.0
// This house: where is what, is it open, when in the coming days, and by which phone?
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property SiteViewModel site: lobby.site

    title: qsTr("中心导览")
    readAbove: true // only its turn buttons are pressed, and they are below

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        NoticeList {
            notices: page.lobby.notices
            most: 3
            width: parent.width
        }
        Repeater {
            model: page.site.floors
            delegate: FloorCard {
                width: parent ? parent.width : 0
                areas: page.site.areas
                wide: page.wide
            }
        }
        Fact {
            width: parent.width
            caption: qsTr("现在")
            value: page.site.opening
            iconName: page.site.open ? "door_front" : "door_back"
        }
        Repeater {
            model: page.site.certMachines
            delegate: CertMachineCard {
                width: parent ? parent.width : 0
            }
        }
        Card {
            visible: page.site.week.count > 0
            width: parent.width
            Label {
                text: qsTr("这几天")
                color: Tokens.secondInkColour
            }
            Notice {
                visible: text.length > 0
                text: page.site.doubt
                iconName: "event_busy"
                Layout.fillWidth: true
            }
            Repeater {
                model: page.site.week
                delegate: HoursLine {
                    Layout.fillWidth: true
                }
            }
        }
        Card {
            visible: page.site.rooms.count > 0
            width: parent.width
            Label {
                text: qsTr("哪里有什么")
                color: Tokens.secondInkColour
            }
            Repeater {
                model: page.site.rooms
                delegate: ColumnLayout {
                    id: room
                    required property string name
                    required property string detail
                    spacing: Tokens.smallGap
                    Layout.fillWidth: true
                    Rule { Layout.fillWidth: true }
                    Label {
                        text: room.name
                        strong: true
                        Layout.fillWidth: true
                    }
                    Label {
                        text: room.detail
                        size: Tokens.second
                        color: Tokens.secondInkColour
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Fact {
            visible: value.length > 0
            width: parent.width
            caption: qsTr("地址")
            value: page.site.address
            iconName: "place"
        }
        Fact {
            visible: value.length > 0
            width: parent.width
            caption: qsTr("电话")
            value: page.site.phone
            iconName: "call"
        }
    }
}
