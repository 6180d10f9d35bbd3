// SPDX-License-Identifier: Apache-2.0
// Still there? Twenty seconds and one big button, then everything of this visit is wiped.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Rectangle {
    id: overlay

    required property int secondsLeft

    signal stay

    color: Tokens.veilColour
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("您还在吗？")

    ColumnLayout {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Tokens.margin }
        height: Math.max(implicitHeight, parent.height * 0.55)
        spacing: Tokens.gap

        Label {
            text: qsTr("您还在吗？")
            size: Tokens.display
            strong: true
            color: Tokens.brightInkColour
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Label {
            text: qsTr("%1 秒后回到首页，您的信息会全部清除。").arg(overlay.secondsLeft)
            size: Tokens.heading
            color: Tokens.brightInkColour
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Item { Layout.fillHeight: true }
        ActionButton {
            iconName: "pan_tool"
            text: qsTr("我还在")
            Layout.fillWidth: true
            Layout.preferredHeight: Tokens.mainButton * 1.5
            onClicked: overlay.stay()
        }
    }
}
