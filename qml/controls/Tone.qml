// SPDX-License-Identifier: Apache-2.0
// The tones a badge, a notice or a result may have; a word or a sign always says the same.
import QtQuick

QtObject {
    enum Kind { Plain, Good, Attention, Bad, Information, Gold }
}
