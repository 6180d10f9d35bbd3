// SPDX-License-Identifier: Apache-2.0
// Were you satisfied? Five faces, then why; nothing is chosen beforehand and nothing is sent before 交评价.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Page {
    id: page

    readonly property RatingViewModel rating: lobby.rating
    readonly property bool rows: lobby.settings.care && !wide
    readonly property bool beside: wide && !lobby.settings.care // large letters need the whole line

    title: rating.question

    ColumnLayout {
        anchors { fill: parent; leftMargin: Tokens.margin; rightMargin: Tokens.margin; bottomMargin: Tokens.gap }
        spacing: Tokens.gap

        ScrollArea {
            wanted: page.rating.chosen ? why : null // large faces leave it below the fold
            Layout.fillWidth: true
            Layout.fillHeight: true
            GridLayout {
                width: parent.width
                columns: page.wide ? 2 : 1
                columnSpacing: Tokens.padding
                rowSpacing: Tokens.gap
                Label {
                    text: page.title
                    size: Tokens.title
                    strong: true
                    Layout.fillWidth: !page.wide
                }
                Label {
                    visible: page.rating.open && text.length > 0
                    text: page.rating.subject
                    size: Tokens.heading
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
            Card {
                visible: !page.rating.open
                width: parent.width
                Icon {
                    name: "qr_code_scanner"
                    size: Tokens.tileIcon
                    color: Tokens.seaColour
                }
                Label {
                    text: qsTr("请把小票上的码，或活动的签到码，对准扫码口。")
                    Layout.fillWidth: true
                }
                Label {
                    text: qsTr("办完了、参加过了，就可以评价一次。不记名字。")
                    size: Tokens.second
                    color: Tokens.secondInkColour
                    Layout.fillWidth: true
                }
            }
            // On a wide glass why stands beside how, or nobody would find it.
            Grid {
                id: answers
                visible: page.rating.open
                width: parent.width
                columns: page.beside ? 2 : 1
                columnSpacing: Tokens.gap
                rowSpacing: Tokens.gap
                GridLayout {
                    width: page.beside ? (answers.width - answers.columnSpacing) * 0.55 : answers.width
                    columns: page.rows ? 1 : 5
                    columnSpacing: Tokens.smallGap
                    rowSpacing: Tokens.smallGap
                    Repeater {
                        model: page.rating.levels
                        delegate: Face {
                            required property int level
                            required property string label
                            required iconName
                            required chosen
                            text: label
                            flat: page.rows
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            onClicked: page.rating.chooseLevel(level)
                        }
                    }
                }
                Column {
                    id: why
                    width: page.beside ? (answers.width - answers.columnSpacing) * 0.45 : answers.width
                    spacing: Tokens.gap
                    Label {
                        visible: text.length > 0
                        text: page.rating.reasonsQuestion
                        size: Tokens.heading
                        strong: true
                        width: parent.width
                        topPadding: page.beside ? 0 : Tokens.smallGap
                    }
                    Flow {
                        visible: page.rating.reasons.count > 0
                        width: parent.width
                        spacing: Tokens.smallGap
                        Repeater {
                            model: page.rating.reasons
                            delegate: Chip {
                                required property string code
                                required property string label
                                required chosen
                                several: true
                                text: label
                                onClicked: page.rating.toggleReason(code)
                            }
                        }
                    }
                    Label {
                        visible: page.rating.chosen
                        text: qsTr("可以不选原因。不记您的名字。")
                        size: Tokens.second
                        color: Tokens.secondInkColour
                        width: parent.width
                    }
                }
            }
        }
        ActionButton {
            visible: page.rating.open
            enabled: page.rating.chosen
            iconName: "send"
            text: qsTr("交评价")
            Layout.fillWidth: true
            onClicked: page.rating.submit()
        }
    }
}
