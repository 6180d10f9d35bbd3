// SPDX-License-Identifier: Apache-2.0
// A route and the page that stands for it; others may stand for it in care mode, at a station or post for visitors, while
// staff has closed the kiosk and while its software is updated.
import QtQuick

QtObject {
    required property int route
    required property string page
    property string carePage: page
    property string visitorPage: page
    property string careVisitorPage: carePage
    property string closedPage
    property string updatingPage
}
