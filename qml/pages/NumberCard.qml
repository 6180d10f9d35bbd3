// SPDX-License-Identifier: Apache-2.0
// The number, as large as the glass allows, and where that is little the phone's code beside it; called, the card turns green and says where to go.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens

Card {
    id: card

    required property string number
    required property string headline
    required property string itemName
    required property bool called
    /// For the phone, beside the number; empty: it stands elsewhere.
    property string code
    property int codeSize: Tokens.code
    property int numberSize: Tokens.number
    property int callSize: Tokens.display * 1.1
    readonly property color ink: called ? Tokens.brightInkColour : Tokens.inkColour

    color: called ? Tokens.okColour : Tokens.cardColour
    lineWidth: called ? 0 : Tokens.hairline

    Item { Layout.fillHeight: true }
    RowLayout {
        spacing: Tokens.gap
        Layout.fillWidth: true
        ColumnLayout {
            spacing: card.spacing
            Label {
                readonly property bool firstSeen: true
                text: card.headline
                size: card.called ? card.callSize : Tokens.heading
                strong: card.called
                color: card.called ? card.ink : Tokens.secondInkColour
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Label {
                readonly property bool firstSeen: true
                text: card.number
                size: card.numberSize
                strong: true
                color: card.called ? card.ink : Tokens.redColour
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.NoWrap
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Tokens.display
                Layout.fillWidth: true
                Layout.topMargin: -Tokens.gap
                Layout.bottomMargin: -Tokens.gap
            }
            Label {
                text: card.itemName
                size: Tokens.heading
                color: card.ink
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
        TicketCode {
            visible: text.length > 0 && !card.called
            text: card.code
            side: card.codeSize
        }
    }
    Item { Layout.fillHeight: true }
}
