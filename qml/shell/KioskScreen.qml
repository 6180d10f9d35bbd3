// SPDX-License-Identifier: Apache-2.0
// The whole glass: head, page, bottom bar; over them the countdown. In low reach everything that can be pressed stands
// in the lower part.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Controls
import Onestop.Pages
import Onestop.Tokens
import Onestop.ViewModels

Rectangle {
    id: screen

    required property LobbyViewModel lobby
    property real pitch: 0.248

    readonly property NavigationViewModel navigation: lobby.navigation
    readonly property SettingsViewModel settings: lobby.settings
    readonly property Page page: loader.item as Page
    readonly property bool wide: width > height
    readonly property bool lowered: settings.lowReach
    readonly property int onlyRead: height * (wide ? Tokens.onlyReadWide : Tokens.onlyReadUpright)
    /// A wide glass is low: there the visitor's strip takes no row of its own, unless nobody would reach it.
    readonly property bool stripAbove: wide && header.visible && !lowered
    readonly property int underHeader: header.y + header.height + Tokens.gap
    readonly property int pageTop: lowered && !(page && page.readAbove) ? Math.max(onlyRead, underHeader) : underHeader

    color: page ? page.ground : Tokens.paperColour

    Binding { target: screen.page; property: "roomAbove"; value: screen.pageTop - header.y - header.height - 2 * Tokens.gap; when: screen.page !== null }
    Binding { target: screen.page; property: "outOfReach"; value: screen.lowered ? Math.max(0, screen.onlyRead - loader.y) : 0; when: screen.page !== null }
    Binding { target: Tokens; property: "pitch"; value: screen.pitch }
    Binding { target: Tokens; property: "care"; value: screen.settings.care }
    Binding { target: Tokens; property: "highContrast"; value: screen.settings.highContrast }
    Binding { target: Tokens; property: "textFamily"; value: screen.settings.textFamily }

    readonly property url pageUrl: routes.pageOf(navigation.current, settings.care, lobby.station.forVisitors, lobby.home.closed.length > 0, lobby.home.updating.length > 0)
    onPageUrlChanged: if (loader.status !== Loader.Null) loader.setSource(pageUrl, { lobby: lobby }) // the first one comes when the screen is made

    /// What the voice reads.
    readonly property QtObject heard: lobby.countdown && countdown.count > 0 ? countdown.itemAt(0) : loader.item
    // A page is read once its texts stand: those of a change of language or size too.
    Timer {
        id: readingSoon
        interval: 300
        onTriggered: screen.lobby.voice.read(screen.heard)
    }
    Connections {
        target: screen.lobby.voice
        function onChanged() { readingSoon.restart() }
    }
    Connections {
        target: PressSound
        function onAsked() { screen.lobby.voice.tick() }
    }
    Connections {
        target: screen.settings
        function onLanguageChanged() { readingSoon.restart() }
    }
    readonly property bool asking: lobby.countdown
    onAskingChanged: {
        if (!asking) return
        countdown.model = 1
        readingSoon.restart()
    }
    Routes { id: routes }
    Header {
        id: header
        visible: !(screen.page && screen.page.coloured)
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Tokens.margin; rightMargin: Tokens.margin; topMargin: Tokens.gap * 1.6 }
        site: screen.lobby.site
        held: screen.stripAbove && strip.visible ? strip.width : 0
        onStaffAsked: screen.lobby.openStaff()
    }
    Loader {
        id: loader
        visible: !screen.lobby.countdown
        anchors { left: parent.left; right: parent.right; bottom: strip.visible && !screen.stripAbove ? strip.top : bar.top; top: parent.top }
        anchors.topMargin: screen.page && screen.page.coloured ? 0 : screen.pageTop
        onLoaded: readingSoon.restart()
        Component.onCompleted: setSource(screen.pageUrl, { lobby: screen.lobby })
    }
    VisitStrip {
        id: strip
        visible: (visitor.length > 0 || reading) && !screen.lobby.countdown
        x: screen.stripAbove ? header.x + header.width - header.clockWidth - header.spacing - width : Tokens.margin
        y: screen.stripAbove ? header.y : bar.y - height
        width: screen.stripAbove ? Math.min(implicitWidth, header.width * 0.6) : screen.width - 2 * Tokens.margin
        visitor: screen.lobby.home.visitor
        reading: screen.lobby.voice.on
        coloured: screen.page ? screen.page.coloured : false
        onLeave: screen.lobby.leave()
        onReadAgain: screen.lobby.voice.read(loader.item)
    }
    BottomBar {
        id: bar
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        low: screen.wide
        backOffered: !screen.navigation.atHome
        coloured: screen.page ? screen.page.coloured : false
        onBack: screen.lobby.back()
        onHome: screen.lobby.goHome()
        onSettings: screen.navigation.open(Route.Settings)
        onHelp: screen.lobby.callHelp()
    }
    Repeater { // made when it is first needed: the first frame does without. A Loader of Qt 6.4 makes nothing bound
        id: countdown
        model: 0
        delegate: CountdownOverlay {
            visible: screen.lobby.countdown
            anchors { left: screen.left; right: screen.right; top: screen.top; bottom: bar.top }
            secondsLeft: screen.lobby.secondsLeft
            onStay: screen.lobby.touched()
        }
    }
    // Sees every press before anything else does, and takes none.
    Item {
        anchors.fill: parent
        z: 1
        Accessible.ignored: true
        PointHandler {
            acceptedDevices: PointerDevice.AllDevices
            onActiveChanged: if (active) screen.lobby.touched()
        }
    }
}
