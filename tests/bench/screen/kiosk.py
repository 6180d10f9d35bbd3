# SPDX-License-Identifier: Apache-2.0
"""The kiosk as it is shipped, on the same panel: its hub and daemon beside it have filled the store, no device is on the bus."""

import statistics
import time

from tests.bench.screen.display import WIDTH
from tests.bench.screen.processes import cpu_ms, pss_mb, tree
from tests.e2e.demo.district import STAFF_PIN
from tests.e2e.demo.lobby import PLUGINS, Lobby
from tests.e2e.demo.programs import NotSeen, eventually
from tests.e2e.demo.visit import ITEM, activity_to_book
from tests.e2e.demo.witness import Witness

STAFF_WAYS = [["换纸卷"], ["试设备"], ["声音"], ["撤销签到"]]
PLACES = "别处也能办"  # 别处也能办：14 处
PRESSABLE = ("CheckBox", "RadioButton", "Button")  # 大字 is the switch, not the bar's 大字 English
TOUCHED = "大字 English"  # in the bar, whose places never move


def ways(now):
    """What a resident of a centre opens without a card or a code, by what she touches from the home page on; what is written there in pinyin
    comes last."""
    return [
        ["大字 English", "大字", "首页", "更多", "中心导览"], ["大字 English", "大字", "黑白分明", "首页", "大字 English", "黑白分明"],
        ["活动签到", "输数字签到", *"000000000", "签到"], ["取号办事", ITEM, "怎么用"], ["办事指南", ITEM, PLACES], ["办事指南", "搜一搜", "l", "n", "r"],
        ["活动预约", activity_to_book(now), "预约 2 人，大人带孩子"], ["服务清单", "日历"], ["服务评价"], ["中心导览"], ["各个中心"], ["大字 English"], ["叫人帮忙"],
        ["取号办事", ITEM, "取号"], ["意见心愿", "查回复"],
        ["意见心愿", "环境设施", *"guangchangdengbuliang", "封好，送出"],
    ]


class Kiosk:
    def __init__(self, district, display, cores):
        """`cores`: of what is measured, and of what stands beside it."""
        measured, beside = cores
        self.display = display
        self.lobby = lobby = Lobby(district, display=True, fullscreen=True)
        for program, core in ((lobby.hub, beside), (lobby.daemon, beside), (lobby.input, measured), (lobby.speaker, measured), (lobby.kiosk, measured)):
            program.command = ["taskset", "-c", core, *(word for word in program.command if word != "umockdev-wrapper")]
        lobby.kiosk.environment |= {"DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
        lobby.speaker.environment["ALSA_CONFIG_PATH"] = "/dev/null"  # no sound card

    def __enter__(self):
        self.lobby.start_hub()
        for program in (self.lobby.daemon, self.lobby.speaker, self.lobby.input):
            program.start()
        witness = Witness(self.lobby.district, self.lobby.receipts)
        eventually("a catalogue in the store", lambda: witness.store("SELECT revision FROM current_catalogue"), 30)
        return self

    def __exit__(self, *_):
        self.lobby.stop()

    @property
    def processes(self):
        """With what came from them: the engine of the visit that writes."""
        return [pid for program in (self.lobby.kiosk, self.lobby.input, self.lobby.speaker) for pid in tree(program.process.pid)]

    def start(self):
        """From exec until words stand on the glass, in milliseconds."""
        begun = time.monotonic()
        self.lobby.kiosk.start()
        seen = self.display.watch(self.display.is_painted, 60)
        if seen is None:
            raise NotSeen(f"the kiosk painted nothing within a minute; {self.lobby.kiosk.last_words()}")
        return (seen - begun) * 1000

    def stop(self):
        self.lobby.kiosk.stop()
        eventually("an empty glass", lambda: not self.display.is_painted(), 10)

    def answered(self, touch):
        """From a touch until what was touched looks otherwise, in milliseconds."""
        x, y, width, height = touch
        strip = lambda: [self.display.part(x + 8, y + line, width // 3) for line in (height // 4, height // 2, height * 3 // 4)]
        self.display.finger.move(x + width * 3 // 4, y + height // 2)
        time.sleep(0.05)
        before, begun = strip(), time.monotonic()
        self.display.finger.button(True)
        seen = self.display.watch(lambda: strip() != before, 2)
        self.display.finger.button(False)
        if seen is None:
            raise NotSeen(f"「{TOUCHED}」 looked as before two seconds after a touch")
        return (seen - begun) * 1000

    def first_frame(self, place):
        """Of one start: until the first frame, and until a touch made at that moment is answered too."""
        frame = self.start()
        interactive = frame + self.answered(place)
        self.stop()
        return frame, interactive

    def touched(self, times, place, home):
        """Each touch opens a page; the way back is not measured."""
        self.start()
        took = []
        for number in range(times):
            time.sleep(0.2 + number % 7 * 0.013)  # anywhere between two frames
            took.append(self.answered(place))
            time.sleep(0.4)
            self.display.finger.tap(*home)
        self.stop()
        return sorted(took)

    def rested(self, seconds):
        self.start()
        time.sleep(10)
        begun = cpu_ms(self.processes)
        time.sleep(seconds)
        took = cpu_ms(self.processes) - begun
        self.stop()
        return took

    def visited(self):
        """Every page, by a finger that the rehearsal's plugin adds (and that counts as the kiosk's own): what is on the home page,
        where the way back to it stands, and the most memory on any page."""
        environment = dict(self.lobby.kiosk.environment)
        self.lobby.kiosk.environment |= {"QT_PLUGIN_PATH": str(PLUGINS), "QT_QPA_GENERIC_PLUGINS": f"onestoprehearsal:socket={self.lobby.kiosk_eye}"}
        try:
            self.start()
            screen = self.lobby.screen
            screen.wait_for(TOUCHED, 20)
            time.sleep(1)  # everything of the home page has come
            items = screen.eye.ask(do="tree")["items"]
            most = self._staff(screen)
            for way in ways(self.lobby.district.now()):
                if not screen.find("活动签到"):
                    home = screen.wait_for("首页")
                    screen.touch("首页", role="Button")
                for name in way:
                    press(screen, name)
                    most = max(most, pss_mb(self.processes))
            time.sleep(1)
            return items, home, max(most, pss_mb(self.processes))
        finally:
            self.lobby.kiosk.environment = environment
            self.stop()

    def _staff(self, screen):
        """The staff's pages, while nobody is there."""
        clock = min((item for item in screen.eye.ask(do="tree")["items"] if item["rect"][0] > WIDTH // 2), key=lambda item: item["rect"][1])
        screen.hold(clock["name"])
        for figure in STAFF_PIN:
            screen.touch(figure, role="Button")
        screen.touch("打开", role="Button")
        most = 0
        for way in STAFF_WAYS:
            for name in way:
                press(screen, name)
                most = max(most, pss_mb(self.processes))
            screen.touch("返回", role="Button")
        screen.touch("首页", role="Button")
        screen.wait_for("活动签到", 20)
        return most


def press(screen, name):
    """Of what has that name, what can be pressed: a headline has it too."""
    screen.touch(name, role=eventually(f"「{name}」 to press", lambda: next((role for role in PRESSABLE if screen.find(name, role)), None)))


def median(figures):
    return round(statistics.median(figures), 1)


def p95(figures):
    ordered = sorted(figures)
    return round(ordered[int(len(ordered) * 0.95)], 1)
