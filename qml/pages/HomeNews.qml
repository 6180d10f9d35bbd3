// SPDX-License-Identifier: Apache-2.0
// What is to know before anything is pressed: who is called, what is out of order, what happens today.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: news

    required property LobbyViewModel lobby
    property int most: 2
    property int mostSessions: 2
    readonly property bool troubled: lobby.notices.count > 0

    spacing: Tokens.gap

    Notice {
        visible: text.length > 0
        text: news.lobby.home.calling
        iconName: "campaign"
        tone: Tone.Information
        Layout.fillWidth: true
    }
    NoticeList {
        visible: news.troubled
        notices: news.lobby.notices
        most: news.most
        Layout.fillWidth: true
    }
    TodayCard {
        sessions: news.lobby.today
        most: news.mostSessions
        Layout.fillWidth: true
    }
}
