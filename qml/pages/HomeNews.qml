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
    property int room: 0 ///< that it may take, px
    property bool pressable: true ///< a session of today opens
    property bool filled: false ///< it takes all of it, whatever it says
    readonly property bool troubled: lobby.notices.count > 0
    readonly property int aboveToday: (call.visible ? call.implicitHeight + spacing : 0) + (troubles.visible ? troubles.implicitHeight + spacing : 0)

    spacing: Tokens.gap

    Notice {
        id: call
        visible: text.length > 0
        text: news.lobby.home.calling
        iconName: "campaign"
        tone: Tone.Information
        Layout.fillWidth: true
    }
    NoticeList {
        id: troubles
        visible: news.troubled
        notices: news.lobby.notices
        most: news.most
        lobby: news.pressable ? news.lobby : null
        Layout.fillWidth: true
    }
    // A poster takes exactly the place of today's activities, which is the same on a day without any: what can be pressed
    // below never moves, so the touch that wakes the screen also presses.
    Item {
        visible: today.shown > 0
        implicitHeight: Math.max(today.implicitHeight, news.troubled || call.visible ? 0 : Math.min(news.room, Tokens.tile * (today.shown > 1 ? 2.2 : 1.97)))
        Layout.fillWidth: true
        Layout.fillHeight: news.filled
        TodayCard {
            id: today
            visible: !poster.visible
            anchors.fill: parent
            padding: news.filled ? Tokens.padding : Tokens.gap
            sessions: news.lobby.today
            pressable: news.pressable && news.aboveToday === 0 // what comes above it moves it
            room: news.room - news.aboveToday
            onOpened: (activity, session) => news.lobby.openActivity(activity, session)
        }
        PosterCard {
            id: poster
            visible: news.lobby.poster.hanging && !news.troubled
            anchors.fill: parent
            poster: news.lobby.poster
            titleSize: today.shown > 1 ? Tokens.title : Tokens.heading * 1.3
        }
    }
    Item {
        visible: news.filled && today.shown === 0
        Layout.fillHeight: true
    }
}
