// SPDX-License-Identifier: Apache-2.0
// How do I check in? Hold the code to the window below the glass; the answer comes by itself. Who cannot show it types
// the figures under it.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

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
            text: qsTr("扫码暂时用不了。请输签到码下面的数字，或点“叫人帮忙”。")
            Layout.fillWidth: true
        }
        GridLayout {
            columns: page.wide ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Layout.fillWidth: true
            Layout.fillHeight: true

            Card {
                visible: page.lobby.scannerReady
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
                Layout.maximumHeight: page.wide ? -1 : implicitHeight * 1.4
                Item { Layout.fillHeight: true }
                Icon {
                    name: "qr_code_scanner"
                    size: Math.min(Tokens.signIcon, page.height * 0.2)
                    color: Tokens.seaColour
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
            Item {
                visible: !page.wide || !page.lobby.scannerReady
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.fillHeight: true
            }
            ActionButton {
                kind: page.lobby.scannerReady ? ActionButton.Secondary : ActionButton.Primary
                iconName: "dialpad"
                text: page.lobby.scannerReady ? qsTr("扫不了？输数字签到") : qsTr("输数字签到")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignBottom
                onClicked: page.lobby.navigation.open(Route.CheckInCode)
            }
        }
    }
}
