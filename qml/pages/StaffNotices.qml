// SPDX-License-Identifier: Apache-2.0
// What became of what staff just did here: not kept, where the export of the log stands.
import QtQuick
import QtQuick.Layouts
import Onestop.Controls
import Onestop.Tokens
import Onestop.ViewModels

ColumnLayout {
    id: notices

    required property StaffViewModel staff

    visible: staff.fault.length > 0 || staff.logExport.length > 0
    spacing: Tokens.gap

    Notice {
        visible: text.length > 0
        text: notices.staff.fault
        tone: Tone.Bad
        Layout.fillWidth: true
    }
    Notice {
        visible: text.length > 0
        text: notices.staff.logExport
        iconName: "usb"
        tone: Tone.Information
        Layout.fillWidth: true
    }
}
