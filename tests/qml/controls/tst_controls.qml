// SPDX-License-Identifier: Apache-2.0
// What a control owes everybody: a name, a press by assistive technology, a size on the glass.
import QtQuick
import QtTest
import Onestop.Controls
import Onestop.Tokens

Item {
    width: 1080
    height: 1920

    ActionButton {
        id: button
        text: "取号"
        iconName: "confirmation_number"
    }
    SignalSpy {
        id: presses
        target: button
        signalName: "clicked"
    }
    ActionButton {
        id: neighbour
        x: 540
        text: "签到"
    }
    SignalSpy {
        id: pressesBeside
        target: neighbour
        signalName: "clicked"
    }
    SignalSpy {
        id: ticks
        target: PressSound
        signalName: "asked"
    }
    BottomBar {
        id: bar
        width: parent.width
        anchors.bottom: parent.bottom
    }
    ScrollArea {
        id: area
        property int pressed: 0
        y: 200
        width: 600
        height: 600
        Repeater {
            model: 30
            delegate: RowButton {
                required property int index
                width: 600
                onClicked: area.pressed += 1
                text: "第 " + index + " 行"
            }
        }
    }

    TestCase {
        name: "Controls"
        when: windowShown

        function init() {
            presses.clear()
            pressesBeside.clear()
            ticks.clear()
        }
        function cleanup() { Tokens.care = false; Tokens.pitch = 0.248; Tokens.highContrast = false }

        function test_aTouchPressesOnce() {
            verify(presses.valid)
            mouseClick(button)
            compare(presses.count, 1)
            compare(ticks.count, 1, "a finger hears its press")
        }
        function test_aFingerMayTrembleAndStayLong() {
            const touch = touchEvent(button)
            touch.press(0, button, 30, 30).commit()
            verify(button.down)
            wait(1000) // longer than what Qt takes for a long press
            touch.move(0, button, 70, 40).commit()
            touch.release(0, button, 70, 40).commit()
            compare(presses.count, 1)
            verify(!button.down)
        }
        function test_aFingerThatGoesAwayPressesNothing() {
            const touch = touchEvent(button)
            touch.press(0, button, 30, 30).commit()
            touch.move(0, button, 30, button.height + 300).commit()
            touch.release(0, button, 30, button.height + 300).commit()
            compare(presses.count, 0)
        }
        function test_twoFingersPressTwoThings() {
            const touch = touchEvent(button)
            touch.press(0, button, 30, 30).commit()
            touch.stationary(0).press(1, neighbour, 30, 30).commit()
            verify(button.down && neighbour.down)
            touch.release(0, button, 30, 30).stationary(1).commit()
            compare([presses.count, pressesBeside.count], [1, 0])
            touch.release(1, neighbour, 30, 30).commit()
            compare([presses.count, pressesBeside.count], [1, 1])
        }
        function test_aFingerThatPullsTheListPressesNothingInIt() {
            const list = area.children[0] as Flickable
            const touch = touchEvent(area)
            touch.press(0, area, 200, 400).commit()
            for (let y = 390; y > 100; y -= 10)
                touch.move(0, area, 200, y).commit()
            verify(list.contentY > 0, "the list follows the finger")
            touch.release(0, area, 200, 100).commit()
            compare(area.pressed, 0)
            tryVerify(() => !list.moving)
            list.contentY = 0
        }
        function test_aDisabledButtonIsNotPressed() {
            button.enabled = false
            mouseClick(button)
            compare(presses.count, 0)
            compare(ticks.count, 0)
            button.enabled = true
        }
        function test_mainButtonsKeepTheirMillimetresOnEveryPanel() {
            for (const pitch of [0.248, 0.311, 0.369]) {
                Tokens.pitch = pitch
                verify(Math.abs(button.implicitHeight * pitch - 33) < pitch, "33 mm at " + pitch)
            }
        }
        function test_careModeGrows() {
            const before = button.implicitHeight
            Tokens.care = true
            verify(button.implicitHeight > before)
        }
        function test_aLongListTurnsWithoutAGesture() {
            function child(name) {
                for (let i = 0; i < area.children.length; ++i) {
                    const row = area.children[i]
                    for (let j = 0; j < row.children.length; ++j)
                        if (row.children[j].text === name)
                            return row.children[j]
                }
                return null
            }
            const down = child("往下看")
            const up = child("往上看")
            verify(down.visible && down.enabled)
            verify(!up.enabled)
            mouseClick(down)
            verify(up.enabled)
            for (let i = 0; i < 20 && down.enabled; ++i)
                mouseClick(down)
            verify(!down.enabled, "the end is reached")
        }
        function test_tonesMeanTheSameInViewModelsAndControls() {
            // Onestop.ViewModels sends the tone as a number in this order.
            compare([Tone.Plain, Tone.Good, Tone.Attention, Tone.Bad, Tone.Information, Tone.Gold], [0, 1, 2, 3, 4, 5])
        }
        function test_highContrastChangesColoursOnly() {
            const width = button.implicitWidth
            const red = String(button.ground)
            Tokens.highContrast = true
            compare(button.implicitWidth, width)
            verify(String(button.ground) !== red)
        }
    }
}
