// SPDX-License-Identifier: Apache-2.0
// Behaviour of everything that can be pressed: role, name, sound, press by touch and by assistive technology. The look is elsewhere.
import QtQuick

Item {
    id: area

    /// What people come to a page for: each side is a main target's, which the page walk measures.
    property bool main: false
    property string text
    property bool down: tap.pressed ///< a finger is on it

    signal clicked

    Accessible.role: Accessible.Button
    Accessible.name: text
    // Qt 6.4 does not tell assistive technology what is disabled.
    Accessible.description: enabled ? "" : qsTr("现在不能按")
    Accessible.onPressAction: if (area.enabled) area.clicked()
    Accessible.onToggleAction: if (area.enabled) area.clicked()

    // Each finger is its own; it may tremble as long as it stays inside, and stay as long as it likes.
    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 3600
        onPressedChanged: if (pressed) PressSound.asked()
        onTapped: area.clicked()
    }
}
