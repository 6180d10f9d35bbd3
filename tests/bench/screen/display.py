# SPDX-License-Identifier: Apache-2.0
"""A panel in memory: an X server whose pixels lie in a file, so that what stands on the glass is seen from outside the
same way whoever drew it, and a finger that comes by the way of an input device."""

import array
import ctypes
import mmap
import time
from pathlib import Path

from tests.e2e.demo.programs import Program, eventually
from tests.support.displays import free_display

WIDTH, HEIGHT = 1080, 1920


class Display:
    """`core`: where the server runs, beside what is measured."""

    def __init__(self, folder, core):
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f":{free_display()}"
        self.file = folder / "Xvfb_screen0"
        self.file.unlink(missing_ok=True)
        self.server = Program("xvfb", ["taskset", "-c", core, "Xvfb", self.name, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp",
                                       "-noreset", "-fbdir", folder], folder)

    def __enter__(self):
        self.server.start()
        eventually("a display in memory", lambda: Path(f"/tmp/.X11-unix/X{self.name[1:]}").exists() and self.file.exists()
                   and self.file.stat().st_size > 4 * WIDTH * HEIGHT, 10)
        with open(self.file, "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # X11/XWDFile.h: 25 words, big endian, then the colour map
        words = [int.from_bytes(self.memory[i:i + 4], "big") for i in range(0, 100, 4)]
        self.begins, self.line = words[0] + 12 * words[19], words[12]
        self.finger = Finger(self.name)
        return self

    def __exit__(self, *_):
        self.server.stop()

    def part(self, x, y, width):
        """So many pixels of one line."""
        begin = self.begins + y * self.line + 4 * x
        return self.memory[begin:begin + 4 * width]

    def is_painted(self):
        """Words stand on it: of 24 lines over the whole glass at least six are of more than a few colours."""
        lines = (self.part(0, y, WIDTH) for y in range(HEIGHT // 12, HEIGHT * 11 // 12, HEIGHT // 29))
        return sum(len(set(array.array("I", line))) > 8 for line in lines) >= 6

    def watch(self, look, seconds):
        """The moment (time.monotonic) at which it was true, to half a millisecond; None: not in time."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            if look():
                return now
            time.sleep(0.0005)
        return None


class Finger:
    def __init__(self, display):
        self.x11, self.test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.connection = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.connection, -1, int(x), int(y), 0)
        self.x11.XFlush(self.connection)

    def button(self, down):
        self.test.XTestFakeButtonEvent(self.connection, 1, int(down), 0)
        self.x11.XFlush(self.connection)

    def tap(self, x, y):
        self.move(x, y)
        self.button(True)
        time.sleep(0.06)  # a finger stays on the glass for a moment
        self.button(False)
