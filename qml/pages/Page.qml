// SPDX-License-Identifier: Apache-2.0
// What every page has: the lobby, a title for assistive technology, its ground, and whether the glass is wide.
import QtQuick
import Onestop.Tokens
import Onestop.ViewModels

Item {
    required property LobbyViewModel lobby
    property string title
    property bool coloured: false
    property color ground: Tokens.paperColour
    /// Its upper part is only to be read, so in low reach it may stand where no hand comes.
    property bool readAbove: false
    /// In low reach: how much it may show above itself, px.
    property int roomAbove: 0
    readonly property bool wide: width > height * 1.3

    Accessible.role: Accessible.Pane
    Accessible.name: title
}
