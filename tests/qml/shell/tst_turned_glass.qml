// SPDX-License-Identifier: Apache-2.0
// A panel that hangs turned: the lobby's picture stands upright for people, and a touch on the glass presses what is seen there.
import QtQuick
import QtTest
import Onestop.Shell
import Onestop.ViewModels

Item {
    id: panel
    width: 1920
    height: 1080

    TurnedGlass {
        id: glass
        Loader {
            id: screen
            anchors.fill: parent
            active: false
            sourceComponent: KioskScreen { lobby: stage.lobby }
        }
    }

    Eye { id: eye }

    TestCase {
        name: "TurnedGlass"
        when: windowShown

        function middleOnPanel(name) {
            tryVerify(() => eye.find(screen.item, name) !== null, 1000, name + " can be pressed")
            grabImage(screen.item) // everything stands where it will be seen
            const target = eye.find(screen.item, name)
            return target.mapToItem(panel, target.width / 2, target.height / 2)
        }

        function test_theFootOfThePageIsWhereThePanelHangsLow_data() {
            return [
                { tag: "as it is", turned: 0, foot: place => place.y > 900, width: 1920 },
                { tag: "a quarter clockwise", turned: 90, foot: place => place.x < 200, width: 1080 },
                { tag: "upside down", turned: 180, foot: place => place.y < 180, width: 1920 },
                { tag: "a quarter the other way", turned: 270, foot: place => place.x > 1720, width: 1080 },
            ]
        }
        function test_theFootOfThePageIsWhereThePanelHangsLow(data) {
            screen.active = false
            stage.restart()
            glass.turned = data.turned
            screen.active = true
            waitForRendering(screen)
            compare(screen.item.width, data.width)
            verify(data.foot(middleOnPanel("叫人帮忙")), "the bar is not at the foot")
            const place = middleOnPanel("取号办事")
            mouseClick(panel, place.x, place.y)
            verify(!stage.lobby.navigation.atHome, "the touch did not press what is seen there")
        }
    }
}
