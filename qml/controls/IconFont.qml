// SPDX-License-Identifier: Apache-2.0
// The icon font of Debian's fonts-material-design-icons-iconfont, loaded once; its glyphs are ligatures of their names.
pragma Singleton
import QtQuick

FontLoader {
    source: "file:///usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf"
}
