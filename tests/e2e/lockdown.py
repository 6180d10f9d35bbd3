# SPDX-License-Identifier: Apache-2.0
"""Nobody gets out of the kiosk: under the compositor `cage` on a display in memory, somebody with a keyboard and a mouse
tries every chord and gesture that leaves an application elsewhere. After each one the same process shows the home page, and
the whole display is what the kiosk itself draws: no title bar, no edge, no other window.

    python3 -m tests.e2e.lockdown      deploy/install-packages tests/e2e/lockdown_packages.txt; exit 77: not installed
"""

import os
import random
import re
import shutil
import sys
import time
from pathlib import Path

from tests.e2e.demo.district import District
from tests.e2e.demo.lobby import Lobby
from tests.e2e.demo.programs import BUILD, ROOT, NotSeen, Program, eventually, run
from tests.support.displays import free_display

HOME = "取号办事"
NOBODY = 65534
CHORDS = [
    "alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "alt+F2", "alt+Return", "alt+F10", "super", "super+d", "super+l",
    "super+r", "super+Tab", "super+Up", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+t", "ctrl+alt+F1", "ctrl+alt+F2", "ctrl+alt+F7",
    "ctrl+Escape", "ctrl+shift+Escape", "ctrl+q", "ctrl+w", "ctrl+shift+q", "ctrl+n", "ctrl+t", "ctrl+o", "ctrl+p", "ctrl+s", "ctrl+c",
    "ctrl+z", "ctrl+Tab", "F1", "F5", "F10", "F11", "F12", "Escape", "Menu", "Print", "ctrl+shift+i", "ctrl+plus", "ctrl+0",
    "alt+Left", "alt+Home", "shift+F10", "XF86Back", "XF86HomePage", "XF86PowerOff", "XF86Sleep",
]
SIZE = (1080, 1920)
SAME = 0.99  # of all pixels; a clock may have moved on


class Display:
    """The whole display, seen and worked from outside."""

    def __init__(self, number, folder):
        self.name = f":{number}"
        self.shot = folder / "display.xwd"
        width, height = SIZE
        self.server = Program("xvfb", ["Xvfb", self.name, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"], folder / "log")
        self.environment = {**os.environ, "DISPLAY": self.name}

    def start(self):
        self.server.start()
        eventually("a display in memory", lambda: Path(f"/tmp/.X11-unix/X{self.name[1:]}").exists(), 10)

    def fill(self):
        """wlroots makes its window 1024 x 768; a panel has one size."""
        tree = run("xwininfo", "-root", "-tree", env=self.environment)
        window = re.search(r"^ +(0x[0-9a-f]+) .*1024x768", tree, re.MULTILINE).group(1)
        self.do("windowmove", window, "0", "0", "windowsize", window, *map(str, SIZE))

    def do(self, *words):
        run("xdotool", *words, env=self.environment)

    def picture(self):
        from PIL import Image  # of a package that only this needs

        run("xwd", "-root", "-silent", "-out", self.shot, env=self.environment)
        dump = self.shot.read_bytes()
        # X11/XWDFile.h: 25 words, big endian, then the colour map
        words = [int.from_bytes(dump[i : i + 4], "big") for i in range(0, 100, 4)]
        header, width, height, per_line, colours = words[0], words[4], words[5], words[12], words[19]
        return Image.frombuffer("RGB", (width, height), dump[header + 12 * colours :], "raw", "BGRX", per_line, 1)


def under_cage(lobby, display):
    """The kiosk as the only thing that the compositor shows."""
    lobby.kiosk.command = ["cage", "--", *lobby.kiosk.command]
    lobby.kiosk.environment |= {"DISPLAY": display.name, "WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman", "QT_QPA_PLATFORM": "wayland",
                                "QT_QUICK_BACKEND": "software", "XDG_RUNTIME_DIR": str(lobby.district.folder / "run")}


def kiosk_processes():
    """Process and when it began: one that was begun again is another."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if "(onestop-kiosk)" in text:
            found.add((int(text.split()[0]), text.rsplit(")", 1)[1].split()[19]))
    return found


def difference(lobby, display):
    """How much of the display is what the kiosk draws, 0 to 1; their sizes must be one."""
    from PIL import Image, ImageChops

    file = lobby.district.folder / "drawn.png"
    lobby.screen.picture(file)
    drawn, shown = Image.open(file).convert("RGB"), display.picture()
    if drawn.size != shown.size:
        return f"the kiosk draws {drawn.size}, the display is {shown.size}"
    unlike = ImageChops.difference(drawn, shown).convert("L").point(lambda level: 255 if level > 8 else 0)
    share = 1 - unlike.histogram()[255] / (drawn.width * drawn.height)
    return "" if share >= SAME else f"only {share:.1%} of the display is what the kiosk draws"


def gestures(display, chance):
    width, height = SIZE
    yield "the right button", lambda: display.do("mousemove", width // 2, 3, "click", "3")
    yield "the middle button", lambda: display.do("mousemove", width // 2, 3, "click", "2")
    yield "two quick clicks at the top", lambda: display.do("mousemove", width // 2, 2, "click", "--repeat", "2", "1")
    yield "the wheel with ctrl", lambda: display.do("keydown", "ctrl", "click", "4", "click", "5", "keyup", "ctrl")
    for name, start, end in (("from the top", (width // 2, 1), (width // 2, height - 2)), ("from the left", (1, 900), (width - 2, 900)),
                             ("from the right", (width - 2, 900), (1, 900)), ("moving with alt", (width // 2, 3), (100, 300))):
        def drag(start=start, end=end, held="alt" if "alt" in name else None):
            if held:
                display.do("keydown", held)
            display.do("mousemove", *start, "mousedown", "1", "mousemove", *end, "mouseup", "1")
            if held:
                display.do("keyup", held)
        yield f"a swipe {name}", drag
    for _ in range(40):
        keys = "+".join(chance.sample(["ctrl", "alt", "shift", "super"], chance.randint(1, 3)) + [chance.choice("abcdefghijklmnopqrstuvwxyz")])
        yield keys, lambda keys=keys: display.do("key", keys)


def home_again(lobby):
    """A key or a click may open a page of the product: that is no way out, and 首页 leads back."""
    if not lobby.screen.find(HOME) and lobby.screen.find("首页"):
        lobby.screen.touch("首页")
    lobby.screen.wait_for(HOME, 15)


def attempt(lobby, display, seed):
    lobby.screen.wait_for(HOME, 60)
    display.fill()
    eventually("the kiosk on the whole display", lambda: not difference(lobby, display), 15, every=1)
    begun = kiosk_processes()
    tries = [(chord, lambda chord=chord: display.do("key", chord)) for chord in CHORDS]
    tries += gestures(display, random.Random(seed))
    for name, act in tries:
        act()
        time.sleep(0.15)
        if not lobby.kiosk.running or kiosk_processes() != begun:
            return f"{name}: the kiosk's process is not the one that it was"
        try:
            home_again(lobby)
        except NotSeen as seen:
            return f"{name}: {seen}"
    print(f"{len(tries)} chords and gestures: the same process, the home page")
    return difference(lobby, display)


def as_nobody(folder):
    """cage refuses to be root; so is everything else that writes into the folder begun by the same user."""
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, NOBODY, NOBODY)
    os.chdir(ROOT)
    environment = {**os.environ, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    os.execvpe("setpriv", ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", sys.executable, "-m", "tests.e2e.lockdown"],
               environment)


def main():
    needed = ("cage", "Xvfb", "xdotool", "xwd", "xwininfo")
    missing = [program for program in needed if not shutil.which(program)]
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        return 77
    folder, seed = BUILD / "demo" / "lockdown", random.randrange(2**32)
    if os.getuid() == 0:
        shutil.rmtree(folder, ignore_errors=True)
        as_nobody(folder)
    for old in folder.glob("*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    lobby = Lobby(District(folder, 0).make(), fullscreen=True)
    display = Display(free_display(), folder)
    under_cage(lobby, display)
    try:
        display.start()
        lobby.start_emulation()
        lobby.start_hub()
        lobby.daemon.start()
        lobby.kiosk.start()
        fault = attempt(lobby, display, seed)
    except NotSeen as seen:
        fault = f"{seen}; {lobby.kiosk.last_words()}"
    finally:
        lobby.stop()
        display.server.stop()
    print(fault or "nothing leaves the kiosk", f"(seed {seed})")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
