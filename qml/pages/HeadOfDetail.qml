// SPDX-License-Identifier: Apache-2.0
// How the page of an item or an activity begins: its name, who does it, what it costs, for whom.
import QtQuick
import Onestop.Controls
import Onestop.Tokens

Column {
    id: head

    required property string name
    property string department
    property string fee
    property string audience

    spacing: Tokens.gap

    Label {
        text: head.name
        size: Tokens.title
        strong: true
        width: parent.width
    }
    Flow {
        width: parent.width
        spacing: Tokens.smallGap
        Badge {
            text: head.department
            tone: Tone.Information
        }
        Badge {
            text: head.fee
            tone: Tone.Good
        }
        Badge {
            text: head.audience
            tone: Tone.Gold
        }
    }
}
