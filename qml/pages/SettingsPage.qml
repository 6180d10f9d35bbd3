// SPDX-License-Identifier: Apache-2.0
// How shall it look? Size, contrast, reach and language, for this visit only.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property SettingsViewModel settings: lobby.settings

    title: qsTr("大字 English")

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: qsTr("怎样看得清楚？")
            size: Tokens.title
            strong: true
            width: parent.width
        }
        RowLayout {
            width: parent.width
            spacing: Tokens.gap
            Choice {
                text: "简体"
                chosen: page.settings.language === SettingsViewModel.ZhHans
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.settings.language = SettingsViewModel.ZhHans
            }
            Choice {
                text: "繁體"
                chosen: page.settings.language === SettingsViewModel.ZhHant
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.settings.language = SettingsViewModel.ZhHant
            }
            Choice {
                text: "English"
                chosen: page.settings.language === SettingsViewModel.En
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onClicked: page.settings.language = SettingsViewModel.En
            }
        }
        GridLayout {
            width: parent.width
            columns: page.wide ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Setting {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                iconName: "format_size"
                text: qsTr("大字")
                explanation: qsTr("字更大，一行一个")
                on: page.settings.care
                onClicked: page.settings.care = !page.settings.care
            }
            Setting {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                iconName: "contrast"
                text: qsTr("黑白分明")
                explanation: qsTr("颜色更深，线条更清楚")
                on: page.settings.highContrast
                onClicked: page.settings.highContrast = !page.settings.highContrast
            }
            Setting {
                visible: page.settings.lowReachOffered
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                iconName: "accessible"
                text: qsTr("放低一点")
                explanation: qsTr("坐着也都够得着")
                on: page.settings.lowReach
                onClicked: page.settings.lowReach = !page.settings.lowReach
            }
            Setting {
                visible: page.lobby.voice.offered
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                iconName: "volume_up"
                text: qsTr("读给我听")
                explanation: qsTr("每一页都念出来")
                on: page.lobby.voice.on
                onClicked: page.lobby.voice.on = !page.lobby.voice.on
            }
        }
        Label {
            text: qsTr("只管这一次。您走了以后，屏幕会变回原样。")
            size: Tokens.second
            color: Tokens.secondInkColour
            width: parent.width
        }
    }
}
