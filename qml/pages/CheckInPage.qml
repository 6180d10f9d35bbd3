// SPDX-License-Identifier: Apache-2.0
// How do I check in? Hold the code to the window below the glass; the answer comes by itself.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("活动签到")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        Notice {
            visible: !page.lobby.scannerReady
            text: qsTr("扫码暂时用不了。要签到，请点“叫人帮忙”。")
            Layout.fillWidth: true
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 2
            Item { Layout.fillHeight: true }
            Icon {
                name: "qr_code_scanner"
                size: Tokens.signIcon
                color: page.lobby.scannerReady ? Tokens.seaColour : Tokens.secondInkColour
                Layout.alignment: Qt.AlignHCenter
            }
            Label {
                text: qsTr("请把签到码对准扫码口")
                size: Tokens.action
                strong: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                text: qsTr("手机屏幕调亮一点，离扫码口一掌远。")
                color: Tokens.secondInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Item { Layout.fillHeight: true }
        }
        TodayCard {
            visible: !page.wide && !page.lobby.settings.care && !page.lobby.settings.lowReach
            sessions: page.lobby.today
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
    }
}
