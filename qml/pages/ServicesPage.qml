// SPDX-License-Identifier: Apache-2.0
// What happens this month, and for whom? As a list or as a calendar, here or at the neighbours; for 活动预约 only what
// can be booked.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property ServicesViewModel services: lobby.services

    title: services.forBooking ? qsTr("活动预约") : qsTr("服务清单")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: Tokens.gap

        ColumnLayout {
            spacing: dayBeside.visible ? Tokens.smallGap : Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: dayBeside.visible
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            RowLayout {
                spacing: Tokens.gap
                ColumnLayout {
                    spacing: 0
                    Label {
                        text: page.title
                        size: Tokens.title
                        strong: true
                        Layout.fillWidth: true
                    }
                    Label {
                        visible: text.length > 0
                        text: page.services.asOf
                        size: Tokens.second
                        color: Tokens.secondInkColour
                        Layout.fillWidth: true
                    }
                }
                Chip {
                    text: qsTr("清单")
                    chosen: !page.services.calendar
                    onClicked: page.services.calendar = false
                }
                Chip {
                    text: qsTr("日历")
                    chosen: page.services.calendar
                    onClicked: page.services.calendar = true
                }
            }
            Notice {
                visible: text.length > 0
                text: page.services.caution
                iconName: "history"
                Layout.fillWidth: true
            }
            RowLayout {
                visible: page.services.filters.count > 0
                spacing: Tokens.smallGap
                Layout.fillWidth: true
                Repeater {
                    model: page.services.filters
                    delegate: FilterButton {
                        required property string kind
                        required caption
                        required value
                        required open
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onClicked: page.services.openFilter(kind)
                    }
                }
            }
            // What the calendar's day has: beside the sheet where the glass is wide, else under it.
            ScrollList {
                id: dayBeside
                visible: page.wide && page.services.calendar && !page.services.choosing
                model: visible ? page.services.sessions : null
                empty: page.services.empty
                Layout.fillWidth: true
                Layout.fillHeight: true
                delegate: SessionRow {
                    required property string activityId
                    required property string sessionId
                    dayNamed: false
                    width: ListView.view ? ListView.view.width : 0
                    onClicked: page.lobby.openActivity(activityId, sessionId)
                }
            }
        }
        ScrollArea {
            visible: page.services.choosing
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Flow {
                width: parent.width
                spacing: Tokens.smallGap
                Repeater {
                    model: page.services.choices
                    delegate: Chip {
                        required property string code
                        required property string label
                        required chosen
                        text: label
                        onClicked: page.services.choose(code)
                    }
                }
            }
        }
        ScrollArea {
            visible: page.services.calendar && !page.services.choosing
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            MonthCalendar {
                width: parent.width
                services: page.services
            }
            Repeater {
                model: page.services.calendar && !page.wide ? page.services.sessions : null
                delegate: SessionRow {
                    required property string activityId
                    required property string sessionId
                    width: parent ? parent.width : 0
                    onClicked: page.lobby.openActivity(activityId, sessionId)
                }
            }
        }
        ScrollList {
            visible: !page.services.calendar && !page.services.choosing
            model: page.services.sessions
            empty: page.services.empty
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            delegate: SessionRow {
                required property string activityId
                required property string sessionId
                width: ListView.view ? ListView.view.width : 0
                onClicked: page.lobby.openActivity(activityId, sessionId)
            }
        }
    }
}
