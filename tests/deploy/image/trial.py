# SPDX-License-Identifier: Apache-2.0
"""What the steps of a trial share: one kiosk, its twin, the hands on both. A step returns what was seen, as a sentence, or
raises NotSeen."""

import re
from dataclasses import dataclass
from typing import Callable

from tests.e2e.demo.programs import NotSeen, eventually
from tests.e2e.demo.visit import ITEM
from tests.e2e.demo.witness import Witness

AT_HOME = 0.7  # of the screen: the card at the top turns between the day and its posters
FIRST_FRAME = 420  # seconds from power on, emulated on two busy cores; a real machine takes a tenth


@dataclass
class Step:
    name: str
    promise: str
    act: Callable


class Steps(list):
    """In the order in which they stand in their file."""

    def step(self, name, promise):
        def register(act):
            self.append(Step(name, promise, act))
            return act

        return register


def expect(truth, sentence):
    if not truth:
        raise NotSeen(sentence)


class Trial:
    """What the steps share. `emulator`: the machine's devices; the twin has its own, worked alike. `unenrolled`: the twin of the
    machine as it was flashed. `stranger`: keys of an authority that the image does
    not know. `image`: what the machine was flashed with."""

    def __init__(self, machine, emulator, twin, unenrolled, district, sticks, stranger, bundles, image, folder):
        self.machine, self.emulator, self.twin, self.unenrolled = machine, emulator, twin, unenrolled
        self.district, self.sticks, self.stranger, self.bundles, self.image, self.folder = district, sticks, stranger, bundles, image, folder
        self.paper = Witness(district, folder / "receipts")
        self.figures = {}
        self.pictures = 0
        self.journal = None
        self.numbers = []

    def picture(self, name):
        self.pictures += 1
        self.machine.photograph(self.folder / f"{self.pictures:02d}-{name}.png")

    def both(self, act):
        act(self.emulator)
        act(self.twin.lobby.emulator)

    def touch(self, name):
        """The machine first: its page must be the one that the twin shows."""
        x, y = self.twin.middle_of(name)
        self.machine.touch(x, y)
        self.twin.screen.tap(x, y)

    def alike(self, what, seconds=60):
        return f"{self.twin.wait_alike(self.machine, what, seconds):.0%} of the screen as on the twin"

    def wait_for_lit(self, seconds):
        """The first thing that is shown."""
        eventually("a picture on the panel", lambda: self.machine.look().lit > 0.5, seconds, every=1.0)

    def wait_for_home(self, seconds=FIRST_FRAME):
        """Keeps every picture that is new on the way; returns the seconds since power on."""
        home = self.twin.look()
        seen, last = [], None

        def at_home():
            nonlocal last
            now = self.machine.look()
            if last is None or now.likeness(last) < 0.97:
                self.picture(f"start-{self.machine.starts}-{self.machine.seconds:03.0f}s")
                seen.append((round(self.machine.seconds), round(now.lit, 2)))
            last = now
            return now.likeness(home) >= AT_HOME

        eventually("the home screen", at_home, seconds - self.machine.seconds, every=1.0)
        self.figures[f"start {self.machine.starts}"] = {"home after s": round(self.machine.seconds), "screens (s, lit)": seen}
        return round(self.machine.seconds)

    def take_number(self):
        """From home to a number on paper."""
        before = len(self.paper.papers())
        for name in ("取号办事", ITEM, "取号"):
            self.touch(name)
            self.alike(f"the page after 「{name}」")
        sheet = eventually("a ticket on paper", lambda: (self.paper.papers()[before:] or [None])[0], 60)
        lines = " ".join(sheet["text"])
        expect(ITEM in lines, f"the paper does not name {ITEM}: {lines}")
        expect(not sheet["violations"], f"the printer was told what it does not know: {sheet['violations']}")
        number = re.search(r"\bA\d{3}\b", lines)
        expect(number, f"no number on the paper: {lines}")
        self.numbers.append(number.group(0))
        return number.group(0), sheet["file"]
