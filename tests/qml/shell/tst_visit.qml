// SPDX-License-Identifier: Apache-2.0
// A visit by touch: from home to a number, called to a window, home again; and the bar that never moves.
import QtQuick
import QtTest
import Onestop.Shell
import Onestop.ViewModels

Item {
    id: root
    width: 1080
    height: 1920

    Loader {
        id: glass
        anchors.fill: parent
        active: false
        sourceComponent: KioskScreen { lobby: stage.lobby }
    }

    Eye { id: eye }

    TestCase {
        name: "Visit"
        when: windowShown

        function init() {
            glass.active = false
            stage.restart()
            glass.active = true
            waitForRendering(glass)
        }

        function press(name) {
            tryVerify(() => eye.find(glass.item, name) !== null, 1000, name + " can be pressed")
            grabImage(glass.item) // everything stands where it will be seen
            const target = eye.find(glass.item, name)
            mouseClick(target, target.width / 2, target.height / 2)
        }

        function test_aNumberIsTakenAndCalled() {
            press("取号办事")
            press("老年人优待证")
            press("取号")
            compare(stage.lobby.navigation.current, Route.Ticket)
            compare(stage.lobby.ticket.number, "A001")
            stage.clerkCallsMine(1)
            compare(stage.lobby.ticket.headline, "请到 1 号窗口")
            press("首页")
            verify(stage.lobby.navigation.atHome)
        }
        function test_withTheVoiceOnEveryPageIsReadAndTheNextPersonFindsItSilent() {
            press("大字 English")
            press("读给我听")
            tryVerify(() => stage.lastSaid().includes("怎样看得清楚？"), 2000, "this page is read")
            press("首页")
            press("办事指南")
            tryVerify(() => stage.lastSaid().includes("老年人优待证"), 2000, "the next page is read")
            stage.lobby.voice.read(null)
            compare(stage.lastSaid(), "")
            press("再听")
            verify(stage.lastSaid().includes("老年人优待证"))
            stage.pass(65)
            tryVerify(() => stage.lastSaid().includes("您还在吗？"), 2000, "the question is heard too")
            stage.pass(30)
            verify(!stage.lobby.voice.on)
            compare(stage.lastSaid(), "")
        }
        function test_atTheBeachTheHomeIsTheVisitors_data() {
            return [{ tag: "normal", care: false }, { tag: "care", care: true }]
        }
        function test_atTheBeachTheHomeIsTheVisitors(data) {
            stage.standAtTheBeach()
            stage.lobby.touched() // a visit begins; care mode would end with the one before
            stage.lobby.settings.care = data.care
            verify(eye.find(glass.item, "取号办事") === null, "no number is offered where nobody calls it")
            press("看景点，怎么走")
            compare(stage.lobby.navigation.current, Route.Sights)
            press("首页")
            press("更多")
            press("办事指南")
            compare(stage.lobby.navigation.current, Route.Guide)
            press("首页")
            press("叫人帮忙")
            compare(stage.lobby.help.phone, "0755-0000-0000")
        }
        function test_careModeIsSpoken() {
            press("大字 English")
            press("大字")
            verify(stage.lobby.voice.on)
            press("读给我听")
            verify(!stage.lobby.voice.on)
            verify(stage.lobby.settings.care)
        }
        function test_lowReachIsOfferedWhereItIsOfUse() {
            press("大字 English")
            verify(eye.find(glass.item, "放低一点"))
            stage.hangInReach()
            verify(eye.find(glass.item, "放低一点") === null)
            verify(eye.find(glass.item, "黑白分明"), "the other switches stay")
        }
        function test_anyTouchBeginsTheSession() {
            verify(!stage.inSession())
            mouseClick(glass.item, 5, 5)
            verify(stage.inSession())
        }
        function test_theTouchThatWakesTheScreenAlsoPresses() {
            const before = eye.find(glass.item, "取号办事").mapToItem(glass.item, 0, 0)
            stage.pass(30)
            tryVerify(() => { stage.pass(1); return stage.lobby.poster.hanging }, 2000, "a poster hangs")
            const button = eye.find(glass.item, "取号办事")
            compare(button.mapToItem(glass.item, 0, 0), before, "nothing has moved")
            mouseClick(button, button.width / 2, button.height / 2)
            verify(!stage.lobby.poster.hanging)
            compare(stage.lobby.navigation.current, Route.Guide)
        }
        function test_staffEntersByHoldingTheClockAndThePin() {
            mousePress(glass.item, glass.item.width - 120, 80)
            tryCompare(stage.lobby.navigation, "current", Route.StaffPin, 4000)
            mouseRelease(glass.item, glass.item.width - 120, 80)
            for (const digit of ["2", "7", "1", "8", "2", "8"])
                press(digit)
            press("打开")
            compare(stage.lobby.navigation.current, Route.Staff)
            press("声音")
            press("2")
            compare(stage.lobby.voiceSetting.step, 2)
            tryVerify(() => stage.lastSaid().includes("现在是这个音量"), 1000, "it is heard at once")
            press("返回")
            press("暂停服务")
            press("暂停服务")
            press("完成，离开")
            verify(eye.find(glass.item, "取号办事") === null, "a closed kiosk offers nothing")
            compare(glass.item.page.title, "本机暂停服务")
        }
        function test_aTouchKeepsTheVisitInTheCountdown() {
            press("办事指南")
            stage.pass(65)
            verify(stage.lobby.countdown)
            press("我还在")
            verify(!stage.lobby.countdown)
            compare(stage.lobby.navigation.current, Route.Guide)
        }
        function test_aCodeIsAnsweredWhereverOneIs() {
            press("办事指南")
            stage.showGoodCode()
            compare(stage.lobby.navigation.current, Route.Result)
            press("返回")
            compare(stage.lobby.navigation.current, Route.Guide)
        }
        function test_whoCannotShowACodeTypesItsFigures() {
            press("活动签到")
            press("扫不了？输数字签到")
            for (const figure of "271828180")
                press(figure)
            press("签到")
            compare(stage.lobby.navigation.current, Route.Result)
            compare(stage.lobby.result.title, "签到成功")
        }
        function test_whereEachAreaIsCanBeHeard() {
            stage.lobby.voice.on = true
            stage.lobby.navigation.open(Route.Tour)
            tryVerify(() => stage.lastSaid().includes("便民服务室：在您右前方 · 4 号窗口"), 5000, stage.lastSaid())
            verify(stage.lastSaid().includes("一楼平面图"))
        }
        function test_everyRouteOpensAndLeadsHome() {
            for (let route = Route.Home + 1; route <= Route.CheckIns; ++route) {
                stage.lobby.navigation.open(route)
                verify(glass.item.page !== null, "route " + route + " has a page")
                verify(eye.find(glass.item, "叫人帮忙"), "help is there")
                verify(eye.find(glass.item, "大字 English"), "size and language are there")
                press("首页")
                verify(stage.lobby.navigation.atHome)
            }
        }
        function test_careModeIsAnotherLayoutWithTheSameWords() {
            press("大字 English")
            press("大字")
            press("首页")
            verify(eye.find(glass.item, "更多"), "more is a tile in care mode")
            verify(eye.find(glass.item, "取号办事"))
            press("更多")
            press("各个中心")
            compare(stage.lobby.navigation.current, Route.Sites)
        }
        function test_whatIsTypedIsNotReadToTheLobby() {
            stage.lobby.voice.on = true
            stage.lobby.navigation.open(Route.OpinionText)
            for (const sign of "secret")
                stage.lobby.typing.press(sign)
            compare(stage.lobby.opinion.text, "secret")
            stage.lobby.voice.read(glass.item.page)
            verify(stage.lastSaid().length > 0)
            verify(!stage.lastSaid().includes("secret"), stage.lastSaid())
        }
        function test_anOpinionIsTwoTouchesAwayAndItsReceiptComesByItself() {
            press("意见心愿")
            press("我的心愿")
            for (const letter of "nihao")
                press(letter)
            press("你好")
            press("！")
            compare(stage.lobby.opinion.text, "你好！")
            press("封好，送出")
            compare(stage.lobby.navigation.current, Route.OpinionReceipt)
            press("完成，离开")
            verify(!stage.inSession())
            verify(stage.lobby.navigation.atHome)
        }
        function test_howASealedRecordIsKeptIsOneTouchAway_data() {
            return [{ tag: "opinion", route: Route.OpinionText, back: "接着写" }, { tag: "call back", route: Route.CallBack, back: "输号码" }]
        }
        function test_howASealedRecordIsKeptIsOneTouchAway(data) {
            stage.lobby.touched() // a visit begins; its voice would end with the one before
            stage.lobby.voice.on = true
            stage.lobby.navigation.open(data.route)
            press("怎么存")
            stage.lobby.voice.read(glass.item.page)
            verify(stage.lastSaid().includes("最多存 180 天，到期删掉。"), stage.lastSaid())
            press(data.back)
            stage.lobby.voice.read(glass.item.page)
            verify(!stage.lastSaid().includes("180"), stage.lastSaid())
        }
        function test_givingUpAsksFirst() {
            press("取号办事")
            press("老年人优待证")
            press("取号")
            press("不等了")
            press("继续等")
            verify(stage.lobby.ticket.live)
            press("不等了")
            press("不等了，退号")
            verify(!stage.lobby.ticket.live)
        }
    }
}
