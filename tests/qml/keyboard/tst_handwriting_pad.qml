// SPDX-License-Identifier: Apache-2.0
// What a finger that writes is owed: each stroke is told once, in the measure of the pad, and stays to be seen for as
// long as the view-model keeps it.
import QtQuick
import QtTest
import Onestop.Keyboard
import Onestop.Tokens
import Onestop.ViewModels

Item {
    id: glass

    width: 1080
    height: 900

    HandwritingPad {
        id: pad
        width: 968
        SignalSpy { id: drawn; target: pad; signalName: "drawn" }
        SignalSpy { id: rewritten; target: pad; signalName: "rewritten" }
    }

    TestCase {
        name: "HandwritingPad"
        when: windowShown

        function inkIn(item) {
            for (let i = 0; i < item.children.length; ++i) {
                const child = item.children[i]
                const found = child instanceof Ink ? child : inkIn(child)
                if (found)
                    return found
            }
            return null
        }
        function dark(picture, x, y) {
            return Qt.colorEqual(picture.pixel(x, y), Tokens.inkColour)
        }
        function stroke(ink) {
            mousePress(ink, 100, 100)
            for (let x = 120; x <= 400; x += 20)
                mouseMove(ink, x, 100)
            mouseRelease(ink, 400, 100)
        }
        function init() {
            pad.strokes = 0
            drawn.clear()
            rewritten.clear()
        }

        function test_aStrokeIsToldOnceInTheMeasureOfThePad() {
            const ink = inkIn(pad)
            verify(ink)
            stroke(ink)
            compare(drawn.count, 1)
            const told = drawn.signalArguments[0][0]
            verify(told.length > 5)
            fuzzyCompare(told[0].x, 100 / ink.width, 0.01)
            fuzzyCompare(told[told.length - 1].x, 400 / ink.width, 0.01)
            fuzzyCompare(told[0].y, 100 / ink.width, 0.01)
        }
        function test_whatIsKeptIsSeenAndWhatIsTakenBackIsNot() {
            const ink = inkIn(pad)
            const keep = () => ++pad.strokes
            pad.drawn.connect(keep)
            stroke(ink)
            verify(dark(grabImage(ink), 250, 100))
            pad.strokes = 0
            waitForRendering(ink)
            verify(!dark(grabImage(ink), 250, 100))
            pad.drawn.disconnect(keep)
        }
        function test_aStrokeThatIsNotTakenDisappears() {
            const ink = inkIn(pad)
            stroke(ink)
            compare(ink.strokes, 0)
            verify(!dark(grabImage(ink), 250, 100))
        }
        function test_whatIsTakenBackDuringAStrokeIsNotTheOneUnderTheFinger() {
            const ink = inkIn(pad)
            const keep = () => ++pad.strokes
            pad.drawn.connect(keep)
            stroke(ink)
            mousePress(ink, 500, 20)
            pad.strokes = 0
            mouseMove(ink, 500, 180)
            mouseRelease(ink, 500, 180)
            compare(drawn.signalArguments[1][0][0].x, 500 / ink.width)
            verify(!dark(grabImage(ink), 250, 100))
            pad.drawn.disconnect(keep)
        }
        function test_twoQuickTapsAreTwoStrokes() {
            const ink = inkIn(pad)
            const keep = () => ++pad.strokes
            pad.drawn.connect(keep)
            const finger = touchEvent(ink)
            for (let i = 0; i < 2; ++i) {
                finger.press(0, ink, 300, 100).commit()
                finger.release(0, ink, 300, 100).commit()
            }
            compare(drawn.count, 2)
            compare(ink.strokes, 2)
            pad.drawn.disconnect(keep)
        }
        function test_aTapIsAStrokeToo() {
            const ink = inkIn(pad)
            mouseClick(ink, 300, 200)
            compare(drawn.count, 1)
            compare(drawn.signalArguments[0][0].length, 1)
        }
    }
}
