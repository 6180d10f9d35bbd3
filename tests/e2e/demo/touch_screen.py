# SPDX-License-Identifier: Apache-2.0
"""A finger and an eye at a screen without a display: both are the rehearsal plugin beside this file, which is not in the
product. It finds what is on the screen by its accessible name, takes pictures, and touches as a panel's driver would.
"""

import re
import time

from .emulator import LineSocket
from .programs import NotSeen, eventually

HELD = 3.3  # seconds: the staff's door wants three


class Screen:
    """What a person can see and touch on one window."""

    def __init__(self, eye_socket, width, height):
        self.eye = LineSocket(eye_socket)
        self.width, self.height = width, height

    def find(self, name, role=""):
        try:
            answer = self.eye.ask(do="find", name=name, role=role)
        except (RuntimeError, OSError):
            return None
        return answer["rect"]

    def wait_for(self, name, seconds=10):
        return eventually(f"「{name}」 on the screen", lambda: self.find(name), seconds)

    def wait_gone(self, name, seconds=10):
        eventually(f"「{name}」 gone from the screen", lambda: not self.find(name), seconds)

    def touch(self, name, seconds=10, role=""):
        """Waits until something of that name (and role, where a headline has it too) is drawn and stands still, and touches
        its middle: a finger cannot come before the eye."""
        before = eventually(f"「{name}」 on the screen", lambda: self.find(name, role), seconds)

        def still():
            nonlocal before
            now = self.find(name, role) if self._reaches(do="frame", timeout_ms=2000) else None
            same = now is not None and now == before
            before = now
            return now if same else None

        x, y, width, height = eventually(f"「{name}」 standing still", still, seconds, every=0.12)
        if not (0 <= x + width / 2 < self.width and 0 <= y + height / 2 < self.height):
            raise NotSeen(f"「{name}」 is outside the screen: {x},{y} {width}×{height}")
        self.tap(x + width // 2, y + height // 2)

    def tap(self, x, y):
        """A touch that meets no window (a fresh process is just taking the place of the former one) is made again."""
        eventually(f"a screen to touch at {x},{y}", lambda: self._reaches(do="press", x=x, y=y), 5)
        time.sleep(0.06)  # a finger stays on the glass for a moment
        eventually("the finger off the glass", lambda: self._reaches(do="release"), 5)

    def draw(self, points):
        """A finger that writes: down at the first point, over the others, and up."""
        for number, (x, y) in enumerate(points):
            self._reaches(do="move" if number else "press", x=x, y=y)
            self._reaches(do="frame", timeout_ms=2000)
        self._reaches(do="release")

    def clock(self):
        """Its name: the uppermost of what is only a time; hours of activities stand below."""
        times = [name for name in self.names() if re.fullmatch(r"\d?\d:\d\d", name)]
        return min(times, key=lambda name: (self.find(name) or [0, self.height])[1], default=None)

    def hold(self, name, seconds=HELD):
        """A finger that stays."""
        x, y, width, height = self.wait_for(name)
        self._reaches(do="press", x=x + width // 2, y=y + height // 2)
        time.sleep(seconds)
        self._reaches(do="release")

    def _reaches(self, **touch):
        try:
            return self.eye.ask(**touch)
        except (RuntimeError, OSError):
            return None

    def names(self):
        try:
            return [item["name"] for item in self.eye.ask(do="tree")["items"] if item.get("name")]
        except (RuntimeError, OSError):
            return []

    def sees(self, text):
        return any(text in name for name in self.names())

    def wait_sees(self, text, seconds=10):
        eventually(f"「{text}」 on the screen", lambda: self.sees(text), seconds, every=0.1)

    def picture(self, file):
        self.eye.ask(do="grab", file=str(file))
