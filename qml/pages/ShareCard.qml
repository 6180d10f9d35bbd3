// SPDX-License-Identifier: Apache-2.0
// The page to take along on a phone: the code holds the words themselves, so it works without any network.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

Card {
    id: card

    required property string share
    property bool printOffered: false ///< the page can be taken along on paper, too

    signal printAsked

    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        QrCode {
            text: card.share
            ink: Tokens.codeColour
            implicitWidth: Tokens.code
            implicitHeight: Tokens.code
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("手机二维码")
        }
        ColumnLayout {
            spacing: Tokens.smallGap
            Label {
                text: qsTr("用手机带走")
                size: Tokens.heading
                strong: true
                Layout.fillWidth: true
            }
            Label {
                text: qsTr("扫一扫，这一页的要点就在手机上。不用联网。")
                size: Tokens.second
                color: Tokens.secondInkColour
                Layout.fillWidth: true
            }
        }
    }
    ActionButton {
        visible: card.printOffered
        kind: ActionButton.Quiet
        iconName: "print"
        text: qsTr("打印这一页")
        Layout.fillWidth: true
        onClicked: card.printAsked()
    }
}
