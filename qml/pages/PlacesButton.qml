// SPDX-License-Identifier: Apache-2.0
// The way to the other houses that do this item.
import QtQuick
import Onestop.Controls
import Onestop.ViewModels

RowButton {
    id: button

    required property LobbyViewModel lobby

    text: lobby.item.elsewhere
    detail: lobby.item.nearest
    iconName: "place"
    onClicked: lobby.navigation.open(Route.Places)
}
