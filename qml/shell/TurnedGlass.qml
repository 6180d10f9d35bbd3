// SPDX-License-Identifier: Apache-2.0
// What stands upright on a panel that hangs turned: the picture is turned, and every touch with it.
import QtQuick

Item {
    property int turned: 0 ///< degrees clockwise, 0, 90, 180 or 270, from the panel's own upright to the lobby's
    readonly property bool sideways: turned % 180 !== 0

    anchors.centerIn: parent
    width: parent ? sideways ? parent.height : parent.width : 0
    height: parent ? sideways ? parent.width : parent.height : 0
    rotation: turned
}
