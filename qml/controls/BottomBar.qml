// SPDX-License-Identifier: Apache-2.0
// The four fixed places at the foot of every page, results and care mode included; on home the first two are empty.
// A place never moves, so that someone can guide by phone.
import QtQuick
import Onestop.Tokens

Rectangle {
    id: bar

    property bool backOffered: true
    property bool coloured: false
    property bool low: false ///< on a low glass it is no higher in care mode

    signal back
    signal home
    signal settings
    signal help

    readonly property int unit: (width - 2 * Tokens.barMargin - 3 * Tokens.barGap) / 17
    readonly property int place: 4 * unit
    readonly property int buttonHeight: low ? Tokens.barButtonLow : Tokens.barButton

    implicitHeight: low ? Tokens.barLow : Tokens.bar
    color: coloured ? "transparent" : Tokens.cardColour

    Rule {
        visible: !bar.coloured
        anchors { left: parent.left; right: parent.right; top: parent.top }
    }
    BarButton {
        x: Tokens.barMargin
        anchors.verticalCenter: parent.verticalCenter
        height: bar.buttonHeight
        width: bar.place
        visible: bar.backOffered
        iconName: "arrow_back"
        text: qsTr("返回")
        onClicked: bar.back()
    }
    BarButton {
        x: Tokens.barMargin + bar.place + Tokens.barGap
        anchors.verticalCenter: parent.verticalCenter
        height: bar.buttonHeight
        width: bar.place
        visible: bar.backOffered
        iconName: "home"
        text: qsTr("首页")
        onClicked: bar.home()
    }
    BarButton {
        x: Tokens.barMargin + 2 * (bar.place + Tokens.barGap)
        anchors.verticalCenter: parent.verticalCenter
        height: bar.buttonHeight
        width: bar.place
        iconName: "tune"
        text: qsTr("大字 English")
        onClicked: bar.settings()
    }
    BarButton {
        x: Tokens.barMargin + 3 * (bar.place + Tokens.barGap)
        anchors.verticalCenter: parent.verticalCenter
        height: bar.buttonHeight
        width: bar.width - Tokens.barMargin - x
        gold: true
        iconName: "support_agent"
        text: qsTr("叫人帮忙")
        onClicked: bar.help()
    }
}
