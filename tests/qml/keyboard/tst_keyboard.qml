// SPDX-License-Identifier: Apache-2.0
// What the keyboard owes everybody: every key is told once, candidates that do not fit can be turned to, no key is
// smaller than 15 mm.
import QtQuick
import QtTest
import Onestop.Keyboard
import Onestop.Tokens

Item {
    id: glass

    width: 1080
    height: 1920

    ListModel { id: few }
    ListModel { id: many }

    Keyboard {
        id: keyboard
        width: 968
        writing: true
        pinyinOffered: true
        SignalSpy { id: typed; target: keyboard; signalName: "typed" }
        SignalSpy { id: switched; target: keyboard; signalName: "switched" }
        SignalSpy { id: handAsked; target: keyboard; signalName: "handAsked" }
    }
    Keypad {
        id: keypad
        y: 500
        width: 968
        SignalSpy { id: dialled; target: keypad; signalName: "typed" }
    }
    CandidateBar {
        id: bar
        y: 1100
        width: 968
        pinyin: true
        typed: ""
        candidates: few
        SignalSpy { id: chosen; target: bar; signalName: "chosen" }
        SignalSpy { id: turned; target: bar; signalName: "turned" }
        SignalSpy { id: marked; target: bar; signalName: "marked" }
    }

    TestCase {
        name: "Keyboard"
        when: windowShown

        function initTestCase() {
            few.append({ text: "大棚" })
            few.append({ text: "大鹏" })
            for (let i = 0; i < 5; ++i)
                many.append({ text: "希望图书馆晚上开门" })
        }
        function init() {
            for (const spy of [typed, switched, handAsked, dialled, chosen, turned, marked]) {
                verify(spy.valid)
                spy.clear()
            }
            keyboard.pinyin = true
            keyboard.figures = false
            keyboard.capitals = false
            bar.typed = ""
            bar.candidates = few
        }
        function keysIn(item) {
            const keys = []
            for (let i = 0; i < item.children.length; ++i) {
                const child = item.children[i]
                if (!child.visible)
                    continue
                if (child instanceof Key)
                    keys.push(child)
                else
                    keys.push(...keysIn(child))
            }
            return keys
        }
        function key(item, name) {
            return keysIn(item).find(each => each.Accessible.name === name)
        }

        function test_aKeyIsToldOnce() {
            mouseClick(key(keyboard, "d"))
            compare(typed.count, 1)
            compare(typed.signalArguments[0][0], "d")
        }
        function test_capitalsAreForOneLetterAndNotForPinyin() {
            verify(!key(keyboard, "大写"))
            keyboard.pinyin = false
            waitForRendering(keyboard)
            mouseClick(key(keyboard, "大写"))
            mouseClick(key(keyboard, "D"))
            mouseClick(key(keyboard, "a"))
            compare(typed.signalArguments[0][0] + typed.signalArguments[1][0], "Da")
        }
        function test_figuresAndBack() {
            mouseClick(key(keyboard, "数字"))
            mouseClick(key(keyboard, "7"))
            compare(typed.signalArguments[0][0], "7")
            mouseClick(key(keyboard, "字母"))
            verify(key(keyboard, "q"))
        }
        function test_theLettersChangeTheirMeaningOnlyWherePinyinIs() {
            mouseClick(key(keyboard, "换成英文"))
            compare(switched.count, 1)
            keyboard.pinyinOffered = false
            verify(!key(keyboard, "换成英文"))
            keyboard.pinyinOffered = true
        }
        function test_handwritingIsAskedForOnlyWhereItIs() {
            verify(!key(keyboard, "手写"))
            keyboard.handwritingOffered = true
            for (const writing of [true, false]) {
                keyboard.writing = writing
                waitForRendering(keyboard)
                mouseClick(key(keyboard, "手写"))
                const row = keysIn(keyboard).slice(-4)
                verify(row[3].x + row[3].width <= keyboard.width + 1, "the last row is too long")
            }
            compare(handAsked.count, 2)
            keyboard.handwritingOffered = false
            keyboard.writing = true
        }
        function test_theKeypadTellsFigures() {
            mouseClick(key(keypad, "0"))
            mouseClick(key(keypad, "9"))
            compare(dialled.signalArguments[0][0] + dialled.signalArguments[1][0], "09")
        }
        function test_marksUntilSomethingIsTyped() {
            mouseClick(key(bar, "，"))
            compare(marked.signalArguments[0][0], "，")
            bar.typed = "da peng"
            verify(!key(bar, "，"))
            mouseClick(key(bar, "大鹏"))
            compare(chosen.signalArguments[0][0], 1)
        }
        function test_whatDoesNotFitIsTurnedToBeforeTheNextPage() {
            bar.candidates = many
            bar.typed = "xi wang"
            waitForRendering(bar)
            const on = key(bar, "后面的字")
            verify(on.enabled)
            for (let i = 0; i < 10 && on.enabled; ++i)
                mouseClick(on)
            compare(turned.count, 0)
            bar.turnOnOffered = true
            mouseClick(on)
            compare(turned.count, 1)
            compare(turned.signalArguments[0][0], 1)
            bar.turnOnOffered = false
        }
        function test_noKeyIsSmallerThanAFinger() {
            bar.typed = "da peng"
            for (const item of [keyboard, keypad, bar]) {
                const keys = keysIn(item)
                verify(keys.length > 3)
                for (const each of keys) {
                    verify(each.width * Tokens.pitch >= 15, each.Accessible.name + " " + each.width)
                    verify(each.height * Tokens.pitch >= 15, each.Accessible.name + " " + each.height)
                }
            }
        }
    }
}
