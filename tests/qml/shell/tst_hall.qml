// SPDX-License-Identifier: Apache-2.0
// The hall display as people see it: a call blinks three times and then stands, the next one waits for its turn, and who
// asks for staff stands there without a blink.
import QtQuick
import QtTest
import Onestop.Shell
import Onestop.Tokens

Item {
    id: root
    width: 1920
    height: 1080

    Loader {
        id: display
        anchors.fill: parent
        active: false
        sourceComponent: HallScreen { hall: stage.hall }
    }

    SignalSpy {
        id: changes
        signalName: "opacityChanged"
    }

    TestCase {
        name: "Hall"
        when: windowShown

        property Item call: null

        function init() {
            display.active = false
            stage.restart()
            display.active = true
            waitForRendering(display)
            call = findChild(display.item, "call")
            changes.target = call
            changes.clear()
        }

        /// Three blinks are over by then, and a fourth would have begun.
        function waitUntilItStands() {
            wait(6 * Tokens.blinkTime)
            compare(call.opacity, 1)
        }

        function test_aCallBlinksThreeTimesAndARecallThreeTimesMore() {
            stage.clerkCalls("A001", 1)
            verify(call.visible)
            waitUntilItStands()
            compare(changes.count, 6, "three times dark, three times back")
            waitUntilItStands()
            compare(changes.count, 6, "then it stands")
            stage.passInHall(6)
            stage.clerkCalls("A001", 1)
            waitUntilItStands()
            compare(changes.count, 12)
        }
        function test_aCallAtTheSameMomentWaitsForItsTurn() {
            stage.clerkCalls("A001", 1)
            stage.clerkCalls("A002", 2)
            waitUntilItStands()
            compare(stage.hall.number, "A001")
            compare(changes.count, 6, "the second does not blink into the first")
            stage.passInHall(6)
            compare(stage.hall.number, "A002")
            waitUntilItStands()
            compare(changes.count, 12)
        }
        function test_whoAsksForStaffStandsThereUntilSomebodyGoes() {
            const line = findChild(display.item, "help")
            verify(!line.visible)
            stage.clerkCalls("A001", 1)
            waitUntilItStands()
            stage.helpRings(2)
            verify(line.visible)
            compare(line.text, "2 号自助机有人需要帮忙")
            verify(!line.truncated)
            waitUntilItStands()
            compare(changes.count, 6, "the number does not blink for it")
            stage.helpEnds(2)
            verify(!line.visible)
        }
    }
}
