# SPDX-License-Identifier: Apache-2.0
"""Children in the lobby: 50 touches a second for ten minutes, most of them on what can be pressed, the others anywhere.
The kiosk with its devices, hub and voice stays up, says nothing of a fault in its log, takes no more memory at the end than
near the beginning, and when the children have gone it is home again by itself.

    python3 -m tests.e2e.monkey [--minutes M] [--seed N]
"""

import argparse
import random
import re
import shutil
import sys
import time
from pathlib import Path

from tests.e2e.demo.district import District
from tests.e2e.demo.lobby import Lobby
from tests.e2e.demo.programs import BUILD, NotSeen, eventually

HOME = "取号办事"
TOUCHES_A_SECOND = 50
AIMED = 0.7  # of the touches
LOOKED_S = 0.5  # between two looks at what can be pressed
GROWTH = 1.05
IDLE_S = 170  # whoever rang for help is waited for 60 s; then 60 s, the countdown of 20, and a fresh process
# What Qt says of a page that is wrong, and what the product says of itself.
FAULT = re.compile(r"\.qml:\d+|Binding loop|QML |\[(warning|error|critical)\]|^Q[A-Z]\w+(::\w+)?:|^qt\.|ASSERT|Cannot |terminate called")
HARMLESS = "QStandardPaths: XDG_RUNTIME_DIR"


def resident_mb(program):
    """Of the process that draws, whatever stands before it: the largest of its group."""
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            group = int((status.parent / "stat").read_text().rsplit(")", 1)[1].split()[2])
        except OSError:
            continue
        if group == program.process.pid and "VmRSS:" in text:
            most = max(most, int(text.split("VmRSS:")[1].split()[0]))
    return most / 1024


class Children:
    def __init__(self, screen, chance):
        self.screen, self.chance = screen, chance
        self.places, self.looked = [], 0.0
        self.touches = self.missed = 0

    def look(self):
        """What can be pressed, now and then: a finger is quicker than an eye."""
        self.looked = time.monotonic()
        try:
            items = self.screen.eye.ask(do="tree")["items"]
        except (RuntimeError, OSError):
            return  # a fresh process is taking the place of the former one
        self.places = [item["rect"] for item in items if item["role"] == "Button"]

    def touch(self):
        if time.monotonic() - self.looked > LOOKED_S:
            self.look()
        if self.places and self.chance.random() < AIMED:
            x, y, width, height = self.chance.choice(self.places)
            x, y = x + self.chance.randrange(max(1, width)), y + self.chance.randrange(max(1, height))
        else:
            x, y = self.chance.randrange(self.screen.width), self.chance.randrange(self.screen.height)
        self.touches += 1
        try:
            self.screen.eye.ask(do="press", x=x, y=y)
            self.screen.eye.ask(do="release")
        except (RuntimeError, OSError):
            self.missed += 1


def play(lobby, chance, minutes):
    """Memory each ten seconds as (which process, MB), for a fresh process begins anew; and the children."""
    children, memory = Children(lobby.screen, chance), []
    begun = time.monotonic()
    while (now := time.monotonic()) < begun + minutes * 60:
        if not lobby.kiosk.running:
            raise NotSeen(f"the kiosk ended: {lobby.kiosk.last_words()}")
        if now > begun + 10 * len(memory):
            memory.append((words_of(lobby.kiosk).count("first frame"), resident_mb(lobby.kiosk)))
        children.touch()
        time.sleep(max(0, begun + children.touches / TOUCHES_A_SECOND - time.monotonic()))
    return memory, children


def words_of(program):
    return program.log.read_text(errors="replace")


def growth(memory):
    """Of the process that lasted longest, after its first minute: the most in the first and in the last third, MB; and its seconds."""
    lives = [[mb for life, mb in memory if life == one] for one in {life for life, _ in memory}]
    longest = max(lives, key=len)
    settled = longest[6:] or longest
    third = max(1, len(settled) // 3)
    return max(settled[:third]), max(settled[-third:]), 10 * len(longest)


def judge(lobby, memory, children, minutes):
    """What does not hold, as sentences."""
    faults = sorted({line for line in words_of(lobby.kiosk).splitlines() if FAULT.search(line) and HARMLESS not in line})
    early, late, lasted = growth(memory)
    print(f"{children.touches} touches in {minutes:g} min ({children.missed} met no window); one process for {lasted} s: {early:.1f} MB early, {late:.1f} MB late")
    if late > early * GROWTH:
        faults.append(f"it took {late:.1f} MB at the end and {early:.1f} MB near the beginning")
    if children.touches - children.missed < 0.9 * TOUCHES_A_SECOND * minutes * 60:
        faults.append("it could not be touched 50 times a second")
    return faults


def main():
    parser = argparse.ArgumentParser(prog="tests.e2e.monkey", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    folder = BUILD / "demo" / "monkey"
    shutil.rmtree(folder, ignore_errors=True)
    lobby = Lobby(District(folder).make())
    try:
        lobby.start()
        lobby.screen.wait_for(HOME, 60)
        memory, children = play(lobby, random.Random(options.seed), options.minutes)
        in_use = folder / "kiosk" / "run" / "in_use"
        eventually("home again by itself, and nobody here", lambda: not in_use.exists() and lobby.screen.find(HOME), IDLE_S, every=1)
        faults = judge(lobby, memory, children, options.minutes) + lobby.fallen()
    except NotSeen as seen:
        faults = [str(seen), *(line for line in words_of(lobby.kiosk).splitlines() if FAULT.search(line))]
    finally:
        lobby.stop()
    print("\n".join(faults) or "nothing broken, home again", f"(seed {options.seed})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
