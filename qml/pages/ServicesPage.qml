// SPDX-License-Identifier: Apache-2.0
// What happens here in the coming two weeks, and for whom?
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Page {
    id: page

    title: qsTr("服务清单")

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        Label {
            text: page.title
            size: Tokens.title
            strong: true
        }
        Label {
            visible: text.length > 0
            text: page.lobby.services.asOf
            size: Tokens.second
            color: Tokens.secondInkColour
            Layout.topMargin: -Tokens.smallGap
        }
        Flow {
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Repeater {
                model: page.lobby.services.audiences
                delegate: Chip {
                    required property string code
                    required property string label
                    required chosen
                    text: label
                    onClicked: page.lobby.services.chooseAudience(code)
                }
            }
        }
        ScrollArea {
            spacing: Tokens.smallGap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Repeater {
                model: page.lobby.services.sessions
                delegate: SessionRow { width: parent ? parent.width : 0 }
            }
            Label {
                visible: page.lobby.services.sessions.count === 0
                text: qsTr("这两周没有安排")
                color: Tokens.secondInkColour
            }
        }
    }
}
