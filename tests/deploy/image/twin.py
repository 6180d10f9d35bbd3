# SPDX-License-Identifier: Apache-2.0
"""The same lobby on this computer, with the same people at the same moment: it says by accessible name where on the screen a
thing is, and how a page looks. The image itself has no eye that could be asked."""

import functools

from tests.e2e.demo.lobby import PLUGINS, Lobby
from tests.e2e.demo.programs import BIN, NotSeen, Program, eventually
from tests.e2e.demo.touch_screen import Screen

from .picture import Picture

ALIKE = 0.94  # of the blocks: the rest are figures of the clock, numbers, edges of letters


class Likeness:
    """A screen on this computer, to which the machine's panel is held."""

    def __init__(self, screen, file):
        self.screen, self.file = screen, file

    def look(self):
        self.screen.picture(self.file)
        return Picture.read(self.file)

    def wait_alike(self, machine, what, seconds):
        """Until the machine's panel shows the page that stands here; returns how alike they are."""
        best = 0.0

        def alike():
            nonlocal best
            best = max(best, machine.look().likeness(self.look()))
            return best if best >= ALIKE else None

        try:
            return eventually(what, alike, seconds, every=1.0)
        except NotSeen:
            raise NotSeen(f"{what}: not within {seconds:g} s; at best {best:.0%} of the screen was alike") from None


class UnenrolledTwin(Likeness):
    """The page of a flashed machine whose network card has this address."""

    def __init__(self, address, folder):
        eye = folder / "unenrolled-eye.sock"
        super().__init__(Screen(eye, 1080, 1920), folder / "unenrolled.ppm")
        self.refused = folder / "enrolment-refused"
        self.program = Program("unenrolled", [BIN / "onestop-unenrolled", "--mark", address, "--refused", self.refused], folder / "log", {
            "QT_QPA_PLATFORM": "offscreen", "QT_PLUGIN_PATH": str(PLUGINS), "XDG_RUNTIME_DIR": str(folder),
            "QT_QPA_GENERIC_PLUGINS": f"onestoprehearsal:socket={eye}"})

    def start(self):
        self.program.start()
        self.screen.wait_for("本机尚未登记", 20)

    def stop(self):
        self.program.stop()

    def refuse(self, word, sentence):
        """As onestop-stick on the machine: the page says this sentence."""
        self.refused.write_text(word + "\n")
        self.screen.wait_sees(sentence, 10)


class Twin(Likeness):
    def __init__(self, district, folder):
        self.progress = folder / "update-progress"  # how far an update is, as onestop-update writes it on the machine
        self.log_answer = folder / "log-answer"  # and how far an export of the log, as onestop-export does
        configuration = district.folder / "kiosk" / "kiosk.toml"
        self.log_request = configuration.parent / "run" / "log.request"
        configuration.write_text(f'update = "{self.progress}"\nlog_answer = "{self.log_answer}"\n' + configuration.read_text())
        self.lobby = Lobby(district)
        super().__init__(self.lobby.screen, folder / "twin.ppm")

    def start(self):
        self.lobby.start()

    def stop(self):
        self.lobby.stop()

    def answer_log(self, words):
        """What the machine's onestop-export says to its screen, to this one."""
        self.log_answer.write_text(f"{self.log_request.read_text().strip()} {words}\n")

    @functools.cached_property
    def updating(self):
        """The page that an update shows; afterwards it is home again."""
        self.progress.write_text("50\n")
        self.screen.wait_sees("正在更新", 30)
        page = self.look()
        self.progress.unlink()
        self.screen.wait_gone("正在更新", 30)
        return page

    def middle_of(self, name, seconds=15):
        """Where to touch, also on the other screen, once it stands still."""
        self.screen.wait_for(name, seconds)
        before = None

        def still():
            nonlocal before
            now, then = self.screen.find(name), before
            before = now
            return now if now == then else None

        x, y, width, height = eventually(f"「{name}」 standing still", still, seconds, every=0.3)
        return x + width // 2, y + height // 2
