// SPDX-License-Identifier: Apache-2.0
// The window of a machine that is not enrolled yet, on whatever panel it has.
import QtQuick
import Onestop.Pages
import Onestop.Tokens
import Onestop.ViewModels

Window {
    id: window

    required property UnenrolledViewModel machine
    property real pitch: 0.248
    property bool locked: false

    visible: true
    visibility: locked ? Window.FullScreen : Window.Windowed
    flags: locked ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    title: machine.title
    onClosing: close => close.accepted = !locked

    Binding { target: Tokens; property: "pitch"; value: window.pitch }

    UnenrolledPage {
        anchors.fill: parent
        machine: window.machine
    }
}
