// SPDX-License-Identifier: Apache-2.0
// What do I bring, where, when, how long? Leads to a number, to the guide on paper, or to the other houses that do it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property ItemViewModel item: lobby.item
    readonly property bool lowered: lobby.settings.lowReach && !wide
    readonly property bool numberOffered: item.ticketOffered && item.refusal.length === 0
    readonly property bool absent: item.absence.length > 0 // not done in this house
    /// No number is to be had here now: where else comes before what to bring.
    readonly property bool goElsewhere: absent || item.refusal.length > 0

    /// There is little room beside what to bring.
    readonly property bool brief: wide || lobby.settings.care

    title: item.name

    // In low reach what is only read stands above the page, out of the way of what is pressed.
    HeadOfDetail {
        visible: page.lowered
        anchors { left: parent.left; right: parent.right; bottom: parent.top; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        name: page.item.name
        department: page.item.department
        fee: page.item.fee
        audience: page.item.audience
    }
    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap
        rowSpacing: Tokens.gap

        ScrollArea {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.rowSpan: page.wide ? 4 : 1
            Layout.preferredWidth: 1

            HeadOfDetail {
                visible: !page.lowered
                width: parent.width
                name: page.item.name
                department: page.item.department
                fee: page.item.fee
                audience: page.item.audience
            }
            Label {
                visible: text.length > 0
                width: parent.width
                text: page.item.description
                size: Tokens.second
            }
            Notice {
                visible: text.length > 0
                width: parent.width
                text: page.item.refusal
                iconName: "schedule"
            }
            Notice {
                visible: text.length > 0
                width: parent.width
                text: page.item.absence
                iconName: "place"
            }
            PlacesButton {
                visible: text.length > 0 && page.goElsewhere
                width: parent.width
                lobby: page.lobby
            }
            Card {
                visible: page.item.materials.count > 0
                width: parent.width
                spacing: Tokens.smallGap + Tokens.smallGap / 2
                Label {
                    text: qsTr("请带好")
                    color: Tokens.secondInkColour
                }
                Column { // not laid out: nested layouts keep the height of a line that wrapped for a moment
                    id: materials
                    Layout.fillWidth: true
                    spacing: Tokens.smallGap + Tokens.smallGap / 2
                    Repeater {
                        model: page.item.materials
                        delegate: Item {
                            id: material
                            required property string name
                            required property string note
                            width: materials.width
                            height: materials.spacing + Math.max(materialName.height, materialNote.height)
                            Rule { width: parent.width }
                            Rectangle {
                                id: dot
                                anchors { left: parent.left; verticalCenter: materialName.verticalCenter }
                                width: Tokens.smallGap
                                height: Tokens.smallGap
                                radius: width / 2
                                color: Tokens.secondInkColour
                            }
                            Label {
                                id: materialName
                                anchors { left: dot.right; leftMargin: Tokens.gap; right: materialNote.left; rightMargin: Tokens.gap }
                                anchors { verticalCenter: parent.verticalCenter; verticalCenterOffset: materials.spacing / 2 }
                                text: material.name
                            }
                            Label {
                                id: materialNote
                                anchors { right: parent.right; verticalCenter: materialName.verticalCenter }
                                width: Math.min(implicitWidth, page.width / 3)
                                text: material.note
                                size: Tokens.second
                                color: Tokens.secondInkColour
                                horizontalAlignment: Text.AlignRight
                            }
                        }
                    }
                }
            }
            RowLayout {
                width: parent.width
                spacing: Tokens.gap
                Fact {
                    visible: value.length > 0
                    caption: qsTr("在哪里办")
                    value: page.item.place
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
                Fact {
                    caption: qsTr("服务时间")
                    value: page.item.hours
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                }
            }
            PlacesButton {
                visible: text.length > 0 && !page.goElsewhere
                width: parent.width
                lobby: page.lobby
            }
            Fact {
                visible: value.length > 0
                width: parent.width
                caption: qsTr("现在等候")
                value: page.item.queue
                iconName: "hourglass_bottom"
            }
            Notice {
                visible: text.length > 0
                width: parent.width
                text: page.item.caution
                iconName: "history"
            }
            ShareCard {
                visible: page.item.share.length > 0
                width: parent.width
                share: page.item.share
            }
        }
        Notice {
            visible: text.length > 0
            text: page.item.printing
            iconName: "print"
            tone: Tone.Information
            Layout.fillWidth: true
            Layout.preferredWidth: 1
        }
        PriorityChoice {
            visible: page.numberOffered
            priorities: page.lobby.priorities
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            onTaken: priority => page.lobby.takePriorityNumber(priority)
        }
        RowLayout {
            visible: page.numberOffered
            spacing: Tokens.gap
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            Label {
                visible: !page.brief
                text: page.item.cardConsent
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
            ActionButton {
                kind: ActionButton.Quiet
                text: page.brief ? qsTr("可以不刷身份证") : qsTr("怎么用")
                Layout.preferredHeight: Tokens.chip
                Layout.fillWidth: page.brief
                onClicked: page.lobby.navigation.open(Route.CardConsent)
            }
        }
        GridLayout {
            columns: 2
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            ActionButton {
                visible: page.item.ticketOffered
                enabled: page.item.refusal.length === 0
                iconName: "confirmation_number"
                text: qsTr("取号")
                Layout.fillWidth: true
                Layout.preferredWidth: 3
                onClicked: page.lobby.takeNumber()
            }
            ActionButton {
                visible: page.item.printOffered
                kind: ActionButton.Secondary
                iconName: "print"
                text: qsTr("打印指南")
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                onClicked: page.lobby.printGuide()
            }
        }
    }
}
