// SPDX-License-Identifier: Apache-2.0
// What a person sees to press, for the tests of the whole glass.
import QtQuick
import Onestop.Controls

QtObject {
    /// The visible thing below `item` that can be pressed and is called `name`; null when there is none.
    function find(item, name) {
        if (!item.visible)
            return null
        if (item instanceof PressArea && item.text === name)
            return item
        for (let i = 0; i < item.children.length; ++i) {
            const found = find(item.children[i], name)
            if (found)
                return found
        }
        return null
    }
}
