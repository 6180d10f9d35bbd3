// SPDX-License-Identifier: Apache-2.0
// The hall display's window, landscape, on its own screen.
import QtQuick
import Onestop.ViewModels

Window {
    id: window

    required property HallViewModel hall
    property real pitch: 0.496
    property int turned: 0
    property bool locked: false

    visible: true
    visibility: locked ? Window.FullScreen : Window.Windowed
    flags: locked ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    title: hall.site
    onClosing: close => close.accepted = !locked

    TurnedGlass {
        turned: window.turned
        HallScreen {
            anchors.fill: parent
            hall: window.hall
            pitch: window.pitch
        }
    }
}
