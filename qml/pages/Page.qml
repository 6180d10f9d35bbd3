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
    /// In low reach: how much of it, from its top, no hand comes to, px.
    property int outOfReach: 0
    /// Of a wide glass: in low reach a page of an upright one is up to 1.6 times as wide as high.
    readonly property bool wide: width > height * 1.8

    Accessible.role: Accessible.Pane
    Accessible.name: title
}
