// SPDX-License-Identifier: Apache-2.0
// A route and the page that stands for it; another page may stand for it in care mode.
import QtQuick

QtObject {
    required property int route
    required property string page
    property string carePage: page
}
