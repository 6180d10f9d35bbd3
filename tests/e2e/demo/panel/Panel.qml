// SPDX-License-Identifier: Apache-2.0
// The panel: one section a device, each with its cable. What is so is shown filled; what can be done is a button.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Window

Window {
    id: root

    required property QtObject hands
    readonly property var reader: root.hands.devices.reader ?? ({})
    readonly property var printer: root.hands.devices.printer ?? ({})
    readonly property var scanner: root.hands.devices.scanner ?? ({})
    property int laidCard: -1

    // Invented people. Area code 999999 is assigned to nobody, so no living person can match.
    readonly property list<var> residents: [
        { name: "张某三", number: "999999195503070029", sex: "2", ethnic: "01", birth: "19550307", address: "演示地址一号", authority: "演示公安局", valid_from: "20150101", valid_to: "长期" },
        { name: "李某", number: "999999194808120037", sex: "1", ethnic: "01", birth: "19480812", address: "演示地址二号", authority: "演示公安局", valid_from: "20080101", valid_to: "长期" },
        { name: "王某䶮", number: "999999199305210017", sex: "1", ethnic: "11", birth: "19930521", address: "演示地址三号", authority: "演示公安局", valid_from: "20200601", valid_to: "20400601" }
    ]

    width: 380
    height: column.implicitHeight + 40
    x: Screen.width - width // beside the kiosk, which begins at the left
    y: 0
    visible: true
    title: "演示台"
    color: "#f3f1ec"

    component Words: Text {
        color: "#2b2a27"
        font.pixelSize: 15
        elide: Text.ElideRight
    }

    component Push: Rectangle {
        id: push
        property string text
        property string note
        property bool on: false
        signal pushed
        Layout.fillWidth: true
        implicitHeight: push.note ? 58 : 42
        radius: 8
        opacity: enabled ? 1 : 0.4
        color: tap.pressed ? "#d8d3c7" : push.on ? "#b3261e" : "white"
        border { width: 1; color: push.on ? "#b3261e" : "#cfc9bb" }
        Accessible.role: Accessible.Button
        Accessible.name: push.text
        Column {
            anchors.centerIn: parent
            spacing: 2
            Words { anchors.horizontalCenter: parent.horizontalCenter; text: push.text; color: push.on ? "white" : "#2b2a27" }
            Words { anchors.horizontalCenter: parent.horizontalCenter; visible: push.note; text: push.note; font.pixelSize: 11; color: push.on ? "white" : "#77736a" }
        }
        TapHandler { id: tap; onTapped: push.pushed() }
    }

    component Device: ColumnLayout {
        id: device
        required property string name
        required property string title
        required property var state_
        default property alias content: inside.data
        readonly property bool plugged: device.state_.plugged ?? false
        Layout.fillWidth: true
        spacing: 8
        RowLayout {
            Layout.fillWidth: true
            Rectangle { implicitWidth: 10; implicitHeight: 10; radius: 5; color: !device.plugged ? "#b8b2a5" : device.state_.claims > 0 ? "#2e7d32" : "#e0a100" }
            Words { text: device.title; font.bold: true; font.pixelSize: 17 }
            Words { Layout.fillWidth: true; color: "#77736a"; font.pixelSize: 12; text: !device.plugged ? "已拔下" : device.state_.claims > 0 ? "使用中" : "没有程序在用" }
            Push {
                Layout.fillWidth: false
                implicitWidth: 84
                implicitHeight: 32
                text: device.plugged ? "拔线" : "插回"
                on: !device.plugged
                onPushed: root.hands.act({ device: device.name, "do": device.plugged ? "unplug" : "plug" })
            }
        }
        ColumnLayout { id: inside; Layout.fillWidth: true; spacing: 8; enabled: device.plugged }
        Rectangle { Layout.fillWidth: true; Layout.topMargin: 4; implicitHeight: 1; color: "#dcd6c8" }
    }

    ColumnLayout {
        id: column
        anchors { fill: parent; margins: 20 }
        spacing: 12
        enabled: root.reader.plugged !== undefined

        Device {
            name: "reader"
            title: "身份证阅读器"
            state_: root.reader
            RowLayout {
                Layout.fillWidth: true
                Repeater {
                    model: root.residents
                    Push {
                        id: card
                        required property var modelData
                        required property int index
                        text: card.modelData.name
                        note: card.on ? "拿走" : card.modelData.birth.slice(0, 4) + " 年生"
                        on: root.reader.card === true && root.laidCard === card.index
                        enabled: card.on || root.reader.card === false
                        onPushed: {
                            root.laidCard = card.index;
                            root.hands.act(card.on ? { device: "reader", "do": "lift_card" } : { device: "reader", "do": "lay_card", card: card.modelData });
                        }
                    }
                }
            }
        }

        Device {
            name: "scanner"
            title: "扫码器"
            state_: root.scanner
            RowLayout {
                Layout.fillWidth: true
                Push {
                    text: "出示签到码"
                    note: root.hands.code.slice(0, 14) + "…"
                    onPushed: root.hands.act({ device: "scanner", "do": "show", text: root.hands.code })
                }
                Push {
                    text: "出示改过的码"
                    note: "最后一个字符换掉"
                    onPushed: root.hands.act({ device: "scanner", "do": "show", text: root.hands.code.slice(0, -1) + (root.hands.code.endsWith("0") ? "1" : "0") })
                }
            }
        }

        Device {
            name: "printer"
            title: "票据打印机"
            state_: root.printer
            RowLayout {
                Layout.fillWidth: true
                Push {
                    text: root.printer.cover_open ? "合上盖" : "打开盖"
                    on: root.printer.cover_open === true
                    onPushed: root.hands.act({ device: "printer", "do": root.printer.cover_open ? "close_cover" : "open_cover" })
                }
                Push {
                    text: root.printer.paper === "out" ? "装新纸" : "取出纸卷"
                    on: root.printer.paper === "out"
                    onPushed: root.hands.act({ device: "printer", "do": root.printer.paper === "out" ? "load_paper" : "take_paper" })
                }
                Push {
                    text: root.printer.paper === "near_end" ? "换新纸" : "纸将尽"
                    on: root.printer.paper === "near_end"
                    enabled: root.printer.paper !== "out"
                    onPushed: root.hands.act({ device: "printer", "do": root.printer.paper === "near_end" ? "load_paper" : "paper_low" })
                }
            }
            Words { text: "已出纸 " + (root.printer.receipts ?? 0) + " 张" + (root.printer.bytes_waiting > 0 ? "，还有内容等着打印" : ""); color: "#77736a"; font.pixelSize: 12 }
        }

        Words {
            Layout.fillWidth: true
            visible: root.hands.complaint
            text: root.hands.complaint
            color: "#b3261e"
            wrapMode: Text.Wrap
        }
    }
}
