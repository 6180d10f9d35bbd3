// SPDX-License-Identifier: Apache-2.0
// All that cannot be done now, each with its reason and the way round it.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: list

    required property RowsModel notices
    property int most: 2
    property LobbyViewModel lobby: null ///< where it is given, a touch opens the page of all of them

    spacing: Tokens.smallGap
    visible: notices.count > 0

    Repeater {
        model: list.notices
        delegate: Notice {
            id: notice
            required property int index
            required property string icon
            required tone

            width: Math.max(1, list.width) // a Column leaves out what has no width, and would then never be given any
            visible: index < list.most
            iconName: icon
            opens: list.lobby !== null
            onClicked: list.lobby?.navigation.open(Route.Troubles)
        }
    }
}
