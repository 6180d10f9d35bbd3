// SPDX-License-Identifier: Apache-2.0
// Every flow within three touches of the home page, in every layout: what a way turns on the page counts too.
import QtQuick
import QtTest
import Onestop.Shell
import Onestop.ViewModels

Item {
    id: root
    width: 1920
    height: 1920

    Loader {
        id: glass
        active: false
        sourceComponent: KioskScreen { lobby: stage.lobby }
    }

    Eye { id: eye }

    TestCase {
        name: "Touches"
        when: windowShown

        readonly property var layouts: ({
            normal: {}, care: { care: true }, contrast: { highContrast: true }, low: { lowReach: true },
            landscape: { wide: true }, english: { english: true }
        })
        readonly property string item: stage.lobby.settings.language === SettingsViewModel.En ? "Senior citizen card" : "老年人优待证"
        readonly property string session: stage.lobby.settings.language === SettingsViewModel.En ? "15:00 Family craft: sea pictures" : "15:00 亲子手工 · 海洋贴画"
        property int touches: 0

        function init() {
            glass.active = false
            stage.restart()
            stage.leasePlaces("craft-0", 4)
            stage.lobby.touched()
            touches = 0
        }

        function stand(layout) {
            const settings = stage.lobby.settings
            glass.width = layout.wide ? 1920 : 1080
            glass.height = layout.wide ? 1080 : 1920
            settings.care = layout.care === true
            settings.highContrast = layout.highContrast === true
            settings.lowReach = layout.lowReach === true
            if (layout.english)
                settings.language = SettingsViewModel.En
            glass.active = true
            waitForRendering(glass)
        }

        /// Nothing that turns has cut it off.
        function isSeen(target) {
            const middle = Qt.point(target.width / 2, target.height / 2)
            for (let around = target.parent; around && around !== root; around = around.parent) {
                if (around.clip && !around.contains(around.mapFromItem(target, middle)))
                    return false
            }
            return true
        }

        function press(target) {
            mouseClick(target, target.width / 2, target.height / 2)
            ++touches
        }

        function touch(name) {
            tryVerify(() => eye.find(glass.item, name) !== null, 1000, name + " can be pressed")
            for (let turned = 0; turned < 9; ++turned) {
                grabImage(glass.item) // everything stands where it will be seen
                if (isSeen(eye.find(glass.item, name)))
                    break
                press(eye.find(glass.item, qsTranslate("TurnButtons", "往下看")))
            }
            press(eye.find(glass.item, name))
        }

        /// A way in: in care mode the home page has few, the rest are one touch further.
        function enter(name) {
            if (!eye.find(glass.item, name))
                touch(qsTranslate("CareHomePage", "更多"))
            touch(name)
        }

        function ways() {
            return {
                number: () => {
                    enter(qsTranslate("CareHomePage", "取号办事"))
                    touch(item)
                    touch(qsTranslate("ItemPage", "取号"))
                    compare(stage.lobby.ticket.number, "A001")
                    return Route.Ticket
                },
                priority: () => {
                    enter(qsTranslate("CareHomePage", "取号办事"))
                    touch(item)
                    touch(qsTranslate("onestop::viewmodels::Words", "老年人"))
                    compare(stage.lobby.ticket.number, "A001")
                    return Route.Ticket
                },
                guide: () => {
                    enter(qsTranslate("HomePage", "办事指南"))
                    touch(item)
                    return Route.Item
                },
                search: () => {
                    enter(qsTranslate("HomePage", "办事指南"))
                    touch(qsTranslate("GuidePage", "搜一搜"))
                    return Route.Search
                },
                catalogue: () => {
                    enter(qsTranslate("HomePage", "服务清单"))
                    touch(session)
                    return Route.Activity
                },
                booking: () => {
                    enter(qsTranslate("HomePage", "活动预约"))
                    touch(session)
                    compare(stage.lobby.booking.when.length > 0, true, "what is booked is said before it is")
                    touch(qsTranslate("onestop::viewmodels::BookingViewModel", "预约 1 人"))
                    verify(stage.lobby.booking.made)
                    return Route.Booking
                },
                checkIn: () => {
                    enter(qsTranslate("HomePage", "活动签到"))
                    stage.showGoodCode()
                    return Route.Result
                },
                rating: () => {
                    enter(qsTranslate("HomePage", "服务评价"))
                    return Route.Rating
                },
                opinion: () => {
                    enter(qsTranslate("HomePage", "意见心愿"))
                    touch(qsTranslate("onestop::viewmodels::OpinionViewModel", "我的心愿"))
                    return Route.OpinionText
                },
                tour: () => {
                    enter(qsTranslate("HomePage", "中心导览"))
                    return Route.Tour
                },
                centres: () => {
                    enter(qsTranslate("HomePage", "各个中心"))
                    return Route.Sites
                },
                help: () => {
                    enter(qsTranslate("BottomBar", "叫人帮忙"))
                    return Route.Help
                }
            }
        }

        function test_everyFlowIsWithinThreeTouches_data() {
            const rows = []
            for (const layout in layouts)
                for (const flow in ways())
                    rows.push({ tag: layout + "-" + flow, layout: layouts[layout], flow: flow })
            return rows
        }
        function test_everyFlowIsWithinThreeTouches(data) {
            stand(data.layout)
            const route = ways()[data.flow]()
            compare(stage.lobby.navigation.current, route)
            verify(touches <= 3, touches + " touches")
        }

        function test_todayLeadsToItsActivityAndToAPlaceInIt_data() {
            return [{ tag: "normal", layout: layouts.normal }, { tag: "contrast", layout: layouts.contrast },
                    { tag: "landscape", layout: layouts.landscape }, { tag: "english", layout: layouts.english }]
        }
        function test_todayLeadsToItsActivityAndToAPlaceInIt(data) {
            stand(data.layout)
            touch(session)
            compare(stage.lobby.navigation.current, Route.Activity)
            touch(qsTranslate("onestop::viewmodels::BookingViewModel", "预约 1 人"))
            verify(stage.lobby.booking.made)
            compare(touches, 2)
        }

        /// Above the line of low reach nothing is pressed: there 今天 is only to be read.
        function test_inLowReachTodayIsOnlyRead() {
            stand(layouts.low)
            verify(eye.find(glass.item, session) === null)
        }

        function test_theCertificateMachineIsOnTheTour_data() {
            return Object.keys(layouts).map(layout => ({ tag: layout, layout: layouts[layout] }))
        }
        function test_theCertificateMachineIsOnTheTour(data) {
            stand(data.layout)
            enter(qsTranslate("HomePage", "中心导览"))
            const machine = qsTranslate("CertMachineCard", "办证一体机")
            const texts = []
            const read = item => {
                if (!item.visible) return
                if (item.text === machine) texts.push(item)
                for (let i = 0; i < item.children.length; ++i) read(item.children[i])
            }
            read(glass.item)
            compare(texts.length, 1)
            while (!isSeen(texts[0]) && touches < 9) {
                press(eye.find(glass.item, qsTranslate("TurnButtons", "往下看")))
                grabImage(glass.item)
            }
            verify(touches <= 3, touches + " touches")
        }
    }
}
