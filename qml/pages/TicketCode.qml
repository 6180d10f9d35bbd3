// SPDX-License-Identifier: Apache-2.0
// The code by which a phone follows the ticket: never below the fold while there is one.
import QtQuick
import Onestop.Tokens
import Onestop.ViewModels

QrCode {
    property bool firstSeen: true
    property int side: Tokens.code

    ink: Tokens.codeColour
    implicitWidth: side
    implicitHeight: side
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("手机二维码")
}
