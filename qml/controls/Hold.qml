// SPDX-License-Identifier: Apache-2.0
// Held for three seconds: the staff's door, which nobody opens by a tap. Residents need no gesture but a tap.
import QtQuick
import Onestop.Tokens

TapHandler {
    signal held

    longPressThreshold: Tokens.holdTime / 1000
    onLongPressed: held()
}
