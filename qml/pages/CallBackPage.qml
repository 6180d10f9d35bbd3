// SPDX-License-Identifier: Apache-2.0
// Which number may we call? Its own consent, in two layers; nothing is kept before 交号码.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property RatingViewModel rating: lobby.rating
    property bool explaining: false

    readonly property int gap: lobby.settings.lowReach ? Tokens.smallGap : Tokens.gap

    title: qsTr("打哪个电话？")

    GridLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        columns: page.wide ? 2 : 1
        columnSpacing: Tokens.gap * 2
        rowSpacing: page.gap

        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            Label {
                text: page.title
                size: page.lobby.settings.lowReach && !page.wide ? Tokens.action : Tokens.title
                strong: true
                Layout.fillWidth: true
            }
            TextField {
                iconName: "call"
                text: page.rating.phone.shown
                hint: qsTr("手机或座机，座机带区号")
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Tokens.gap
                Layout.fillWidth: true
                Label {
                    text: qsTr("点“交号码”，就是同意区里的工作人员为这次评价给您打电话。不想留就点“返回”。")
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
                ActionButton {
                    kind: ActionButton.Quiet
                    text: page.explaining ? qsTr("输号码") : qsTr("怎么存")
                    Layout.preferredHeight: Tokens.chip
                    onClicked: page.explaining = !page.explaining
                }
            }
        }
        Item {
            visible: !page.wide
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: page.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignBottom
            ConsentCard {
                visible: page.explaining
                kept: qsTr("您的号码、这次办的事和评价。不存名字，也不存身份证。")
                howLong: page.lobby.opinion.keptFor
                Layout.fillWidth: true
            }
            Keypad {
                visible: !page.explaining
                low: page.lobby.settings.lowReach
                Layout.fillWidth: true
                onTyped: figure => page.rating.phone.type(figure)
                onErased: page.rating.phone.erase()
                onCleared: page.rating.phone.clear()
            }
            ActionButton {
                enabled: page.rating.phone.enough
                iconName: "lock"
                text: qsTr("交号码")
                Layout.fillWidth: true
                onClicked: page.rating.askForCallBack()
            }
        }
    }
}
