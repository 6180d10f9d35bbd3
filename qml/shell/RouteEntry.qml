// SPDX-License-Identifier: Apache-2.0
// A route and the page that stands for it; others may stand for it in care mode and while staff has closed the kiosk.
import QtQuick

QtObject {
    required property int route
    required property string page
    property string carePage: page
    property string closedPage
}
