// SPDX-License-Identifier: Apache-2.0
// How loud, and when not at all? For staff: a step is heard as soon as it is touched.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property VoiceSettingViewModel voice: lobby.voiceSetting

    title: qsTr("声音")

    ScrollArea {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }

        Label {
            text: page.title
            size: Tokens.title
            strong: true
            width: parent.width
        }
        Notice {
            visible: text.length > 0
            width: parent.width
            text: page.lobby.staff.fault
            tone: Tone.Bad
        }
        Notice {
            visible: !page.voice.present
            width: parent.width
            text: qsTr("喇叭现在没有回应，听不到声音。")
            iconName: "volume_off"
        }
        GridLayout {
            width: parent.width
            columns: page.wide ? 2 : 1
            columnSpacing: Tokens.gap
            rowSpacing: Tokens.gap
            Card {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Label {
                    text: qsTr("多大声？")
                    size: Tokens.heading
                    strong: true
                    Layout.fillWidth: true
                }
                RowLayout {
                    spacing: Tokens.smallGap
                    Layout.fillWidth: true
                    Repeater {
                        model: 5
                        delegate: Choice {
                            required property int index
                            text: index + 1
                            Accessible.name: qsTr("音量 %1").arg(index + 1)
                            chosen: page.voice.step === index + 1
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            onClicked: page.voice.setStep(index + 1)
                        }
                    }
                }
                Item { Layout.fillHeight: true }
                Label {
                    text: qsTr("1 最轻，5 最响。按一下就能听到。")
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
            Card {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Label {
                    text: qsTr("几点到几点不出声？")
                    size: Tokens.heading
                    strong: true
                    Layout.fillWidth: true
                }
                TimeStepper {
                    text: qsTr("从 %1").arg(page.voice.from)
                    Layout.fillWidth: true
                    onMoved: halfHours => page.voice.moveFrom(halfHours)
                }
                TimeStepper {
                    text: qsTr("到 %1").arg(page.voice.until)
                    Layout.fillWidth: true
                    onMoved: halfHours => page.voice.moveUntil(halfHours)
                }
                Label {
                    text: page.voice.explanation
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
        }
    }
}
