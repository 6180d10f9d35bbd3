// SPDX-License-Identifier: Apache-2.0
// As many rows of a list as the place takes whole: none is cut, and nothing has to be turned. A delegate is visible while
// its index is under `shown`.
import QtQuick
import Onestop.Tokens
import Onestop.ViewModels

Column {
    id: column

    required property RowsModel model
    property alias delegate: repeater.delegate
    property int most: 2
    property real room: Infinity ///< that it may take, px
    property int shown: 0
    readonly property int fitting: {
        let count = 0
        let high = 0
        for (let i = 0; i < Math.min(most, repeater.count); ++i) {
            const row = repeater.itemAt(i)
            high += row ? (i > 0 ? spacing : 0) + row.implicitHeight : 0
            if (row && high <= room)
                ++count
        }
        return count
    }

    spacing: Tokens.gap

    // Afterwards, for a text that was not seen gets its lines only then.
    Binding { target: column; property: "shown"; value: column.fitting; delayed: true }

    Repeater {
        id: repeater
        model: column.model
    }
}
