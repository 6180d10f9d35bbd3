// SPDX-License-Identifier: Apache-2.0
// This house: is it open, when, where, and by which phone?
import QtQuick
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property SiteViewModel site: lobby.site

    title: qsTr("中心导览")

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
        Fact {
            width: parent.width
            caption: qsTr("现在")
            value: page.site.opening
            iconName: page.site.open ? "door_front" : "door_back"
        }
        Fact {
            visible: value.length > 0
            width: parent.width
            caption: qsTr("开放时间")
            value: page.site.hours
            iconName: "schedule"
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
