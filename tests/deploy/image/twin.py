# SPDX-License-Identifier: Apache-2.0
"""The same lobby on this computer, with the same people at the same moment: it says by accessible name where on the screen a
thing is, and how a page looks. The image itself has no eye that could be asked."""

from tests.e2e.demo.lobby import Lobby
from tests.e2e.demo.programs import NotSeen, eventually

from .picture import Picture

ALIKE = 0.94  # of the blocks: the rest are figures of the clock, numbers, edges of letters


class Twin:
    def __init__(self, district, folder):
        self.lobby = Lobby(district)
        self.screen = self.lobby.screen
        self.file = folder / "twin.ppm"

    def start(self):
        self.lobby.start()

    def stop(self):
        self.lobby.stop()

    def look(self):
        self.screen.picture(self.file)
        return Picture.read(self.file)

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
