// SPDX-License-Identifier: Apache-2.0
// Behaviour of everything that can be pressed: role, name, sound, press by touch and by assistive technology. The look is elsewhere.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: area

    /// What people come to a page for: each side is a main target's, which the page walk measures.
    property bool main: false

    hoverEnabled: false
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    // Qt 6.4 does not tell assistive technology what is disabled.
    Accessible.description: enabled ? "" : qsTr("现在不能按")
    onPressed: PressSound.asked()
    Accessible.onPressAction: if (area.enabled) area.clicked()
}
