// SPDX-License-Identifier: Apache-2.0
// The kiosk's window. The program gives it the lobby, the panel's pixels and pitch; nothing closes it but the program.
import QtQuick
import Onestop.ViewModels

Window {
    id: window

    required property LobbyViewModel lobby
    property real pitch: 0.248
    property int turned: 0
    property bool locked: false

    visible: true
    visibility: locked ? Window.FullScreen : Window.Windowed
    flags: locked ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    title: lobby.site.name
    onClosing: close => close.accepted = !locked

    TurnedGlass {
        turned: window.turned
        KioskScreen {
            anchors.fill: parent
            lobby: window.lobby
            pitch: window.pitch
        }
    }
}
