// SPDX-License-Identifier: Apache-2.0
// The tick under a finger: every control asks for it here, the shell has it made.
pragma Singleton
import QtQuick

QtObject {
    signal asked
}
