# SPDX-License-Identifier: Apache-2.0
"""Nothing of a person stays: invented people lay their cards at the real kiosk, type figures, a search, an opinion in pinyin and in
letters, write with a finger, and leave. Name, number, address, what was typed and what a finger wrote are looked for in the memory of every
program (with the engine that turns pinyin into characters) and in every file of the lobby, whole and in every run of six characters, in UTF-8,
UTF-16 and GB 18030: none before, all while she is here, none once a fresh process has taken the kiosk's place and the engine is gone. That process has the former one's number, no more files open and no more threads, shows the
home page and reads the next card; how long its first frame took is said at the end.

    python3 -m tests.e2e.memory [--people N] [--changes N]     exit 77: the programs are not built, or memory may not be read
"""

import argparse
import contextlib
import random
import re
import shutil
import struct
import sys
from pathlib import Path

from tests.bench.screen.processes import tree
from tests.e2e.demo.district import District
from tests.e2e.demo.lobby import Lobby
from tests.e2e.demo.programs import BIN, BUILD, NotSeen, eventually
from tests.fault.identity_memory import invented, memory_of, pages, traces_of

ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
NEXT = "a fresh process"
FRAME = "first frame"
LETTERS = "bcdfghjkmpqvwxz"
POINTS = 6  # of a stroke: as a finger draws it no two people's are alike
INK_MOST = 999  # kInkMost: the longer side of the pad
SYLLABLES = "bai bei cai chou dai dou fei hou kai kou lai lei mei mou pei shou tai tou wei zhou".split()  # none can be read as two, nor with its neighbour
HELD_WHILE_WRITING = ("kiosk: letters in utf-16", "kiosk: characters in utf-16", "kiosk: ink")
FIGURES_RUN = 8  # of a code that was typed: six figures in a row stand in too many places by chance
BY_CHANCE = 6  # six figures of a number stand somewhere in a hundred megabytes now and then; they prove nothing later


def runs_of(text, what, length=6):
    """What she typed, in the patterns that traces_of makes of a card."""
    runs = {text} | {text[i:i + length] for i in range(len(text) - length + 1)}
    return {run.encode(encoding): f"{what} in {encoding}" for run in runs for encoding in ENCODINGS}


def runs_of_ink(points, width, height):
    """A stroke on a pad of that size, each two points that follow one another: as they were touched and as they were sent."""
    side = max(width, height)
    sent = [tuple(min(int(part / side * INK_MOST), INK_MOST) for part in point) for point in points]
    runs = {struct.pack("<4d", *one, *next_one): "ink as touched" for one, next_one in zip(points, points[1:])}
    for one, next_one in zip(sent, sent[1:]):
        runs[struct.pack("<4i", *one, *next_one)] = "ink as read"
        for encoding in ENCODINGS:
            runs["{},{} {},{}".format(*one, *next_one).encode(encoding)] = f"ink as sent in {encoding}"
    return runs


def image_of(pid):
    return b"\0".join(page for part in memory_of(pid) for page in pages(part))


def found(patterns, places):
    """What of these patterns stands where; never the patterns themselves."""
    return sorted({f"{name}: {what}" for name, content in places for pattern, what in patterns.items() if pattern in content})


def programs_of(lobby):
    for program in (lobby.kiosk, lobby.hall, lobby.daemon, lobby.hub, lobby.speaker, lobby.input):
        for pid in tree(program.process.pid):
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):  # one that has just gone
                yield f"memory of {program.name}", image_of(pid)


def files_of(folder):
    for file in folder.rglob("*"):
        if file.is_file() and "emulator" not in file.parts:
            yield f"file {file.relative_to(folder)}", file.read_bytes()


class Guest:
    """Somebody with a card, and what she types: letters that make no word of any list, figures of no code, syllables that follow one another
    in no word."""

    def __init__(self, chance):
        self.card = invented(chance)
        self.words = "".join(chance.sample(LETTERS, 9))
        self.sought = "".join(chance.sample(LETTERS, 9))
        self.code = "".join(chance.choices("0123456789", k=9))
        self.query_code = "".join(chance.choices("0123456789", k=20))
        self.syllables = chance.sample(SYLLABLES, 7)
        self.stroke = [(chance.uniform(0.3, 0.7), chance.uniform(0.1, 0.9)) for _ in range(POINTS)]  # of the pad
        self.traces = traces_of(self.card)
        self.typed = (runs_of(self.words, "letters") | runs_of(self.sought, "a search") | runs_of(self.code, "a check-in code", FIGURES_RUN)
                      | runs_of(self.query_code, "a query code", FIGURES_RUN))
        self.mask = self.card["name"][0] + "*" + self.card["name"][-1]


class Kiosk:
    """What is seen of the kiosk's process from outside."""

    def __init__(self, lobby):
        self.lobby = lobby
        self.pid = lobby.kiosk.process.pid

    def heard(self, word):
        return sum(word in line for line in self.lobby.kiosk.log.read_text(errors="replace").splitlines())

    def fresh(self, times):
        """Waits for the first frame of so many processes."""
        try:
            eventually(f"fresh process {times}", lambda: self.heard(NEXT) == times and self.heard(FRAME) == times + 1, 30)
        except NotSeen as missed:
            raise NotSeen(f"{missed}; on the screen are {self.lobby.screen.names()}") from None
        self.lobby.screen.wait_for("取号办事", 10)
        if self.lobby.kiosk.process.pid != self.pid or not self.lobby.kiosk.running:
            raise AssertionError("the kiosk's process is not the one that was started")

    def descriptors(self):
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def threads(self):
        return len(list(Path(f"/proc/{self.pid}/task").iterdir()))

    def filters(self):
        return re.search(r"Seccomp_filters:\s*(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]

    def environment(self):
        """What it was started with; of what the process before left, only whether it is figures."""
        words = Path(f"/proc/{self.pid}/environ").read_bytes().split(b"\0")
        return sorted(word for word in words if not re.fullmatch(rb"ONESTOP_LEGACY=[-\d:]+", word))

    def state(self):
        return self.descriptors(), self.threads(), self.filters(), self.environment()

    def is_as(self, former):
        """Its devices have their threads and files again."""
        try:
            eventually("the same", lambda: self.state() == former, 10)
        except NotSeen:
            return f"descriptors, threads, filters are {self.state()[:3]}, were {former[:3]}; the environment {self.environment() == former[3]}"
        return ""

    def frames_took(self):
        """From the end of the former process to the first frame of the next, in milliseconds."""
        took, left = [], None
        for line in self.lobby.kiosk.log.read_text(errors="replace").splitlines():
            stamp = re.search(r"(\d\d):(\d\d):(\d\d)\.(\d{3})", line)
            if not stamp:
                continue
            hours, minutes, seconds, thousandths = (int(part) for part in stamp.groups())
            at = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
            if NEXT in line:
                left = at
            elif FRAME in line and left is not None:
                took.append((at - left) % 86_400_000)
                left = None
        return sorted(took)


def visit(lobby, guest):
    """She lays her card, is greeted, tries two codes and a search, and begins to write an opinion: in pinyin, in letters, with her finger.
    What of it stands in the memory of which program, while she writes."""
    screen = lobby.screen
    lobby.emulator.lay_card(guest.card)
    eventually("the greeting", lambda: screen.sees(guest.mask), 15)
    typed_at(lobby, ["活动签到", "扫不了？输数字签到"], guest.code)
    typed_at(lobby, ["意见心愿", "查回复"], guest.query_code)
    typed_at(lobby, ["办事指南", "搜一搜"], guest.sought)
    for name in ("意见心愿", "环境设施"):
        screen.touch(name, role="Button")
    guest.typed |= runs_of(in_pinyin(lobby, guest.syllables), "characters")
    screen.touch("换成英文")
    keys(lobby, guest.words)
    screen.touch("手写")
    guest.typed |= written(screen, guest.stroke)
    return found(guest.typed, programs_of(lobby))


def typed_at(lobby, way, text):
    """Types at the page that this way leads to, and goes home again."""
    for name in way:
        lobby.screen.touch(name, role="Button")
    keys(lobby, text)
    lobby.screen.touch("首页", role="Button")
    lobby.screen.wait_for("取号办事")


def keys(lobby, text):
    """Waits until the kiosk's memory has it: the search finds what is there."""
    for sign in text:
        lobby.screen.touch(sign, role="Button")
    forms = [text.encode(encoding) for encoding in ENCODINGS]
    eventually("what she typed", lambda: any(form in image_of(lobby.kiosk.process.pid) for form in forms), 10)


def in_pinyin(lobby, syllables):
    """The sentence that these syllables make, and the engine that made it has it in its memory."""
    for letter in "".join(syllables):
        lobby.screen.touch(letter, role="Button")
    engine = [pid for pid in tree(lobby.input.process.pid) if pid != lobby.input.process.pid]

    def held():  # looked for anew each time: the last letters may change the sentence
        sentence = first_candidate(lobby.screen, len(syllables))
        return sentence if sentence and any(sentence.encode() in image_of(pid) for pid in engine) else None

    characters = eventually("a sentence, and it in the engine", held, 20)
    lobby.screen.touch(characters, role="Button")
    lobby.screen.wait_for("！")  # the marks stand again where the candidates stood
    return characters


def first_candidate(screen, length):
    """Stands behind the key that turns the candidates back; empty while it has not so many characters."""
    names = screen.names()
    following = names[names.index("前面的字") + 1] if "前面的字" in names else ""
    return following if len(following) == length else ""


def written(screen, stroke):
    """She writes it on the pad; what to look for."""
    left, top, width, height = eventually("the pad", lambda: screen.find("在这里写字", "Canvas"), 10)
    points = [(int(x * width), int(y * height)) for x, y in stroke]
    screen.draw([(left + x, top + y) for x, y in points])
    screen.wait_gone("！")  # candidates stand where the marks stood
    return runs_of_ink(points, width, height)


def leave(lobby):
    """She takes her card and goes, with the opinion half written."""
    lobby.emulator.lift_card()
    lobby.screen.touch("完成，离开")


def rehearse(lobby, folder, guests, changes):
    lobby.screen.wait_for("取号办事", 30)
    kiosk = Kiosk(lobby)
    environment, begun = kiosk.environment(), None
    for number, guest in enumerate(guests, 1):
        before = [*programs_of(lobby), *files_of(folder)]
        seen = visit(lobby, guest)
        held = found(guest.traces, [("emulator", image_of(lobby.emulation.process.pid))])
        if not {f"emulator: {field} in utf-8" for field in ("name", "number", "address")} <= set(held):
            return "the search does not find the card in the emulator, so it proves nothing"
        blind = [what for what in HELD_WHILE_WRITING if not any(what in trace for trace in seen)]
        if blind:
            return f"the search does not find {blind} while it is being written, so it proves nothing: {seen}"
        leave(lobby)
        kiosk.fresh(number)
        eventually("the engine gone", lambda: tree(lobby.input.process.pid) == [lobby.input.process.pid], 5)
        everything = {run: what for run, what in (guest.traces | guest.typed).items() if not any(run in content for _, content in before)}
        if len(everything) < len(guest.traces | guest.typed) - BY_CHANCE:
            return f"before guest {number} came, something of her stood there: more than chance makes of six figures"
        after = found(everything, [*programs_of(lobby), *files_of(folder)])
        if after:
            return f"after guest {number} had gone, something of her stands in: " + "; ".join(after)
        begun = begun or (*kiosk.state()[:3], environment)
        changed = kiosk.is_as(begun)
        if changed:
            return f"after {number} fresh processes " + changed
    for number in range(len(guests) + 1, len(guests) + changes + 1):
        guest = guests[number % len(guests)]
        lobby.emulator.lay_card(guest.card)
        eventually("the greeting", lambda: lobby.screen.sees(guest.mask), 15)
        leave(lobby)
        kiosk.fresh(number)
        changed = kiosk.is_as(begun)
        if changed:
            return f"after {number} fresh processes " + changed
    took = kiosk.frames_took()
    print(f"{len(took)} fresh processes; until the first frame {took[len(took) // 2]} ms (median), {took[-1]} ms (most); "
          f"{begun[0]} descriptors, {begun[1]} threads, {begun[2]} filters after each")
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2)
    parser.add_argument("--changes", type=int, default=2, help="more visits, without a search")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    wanted = [f"onestop-{program}" for program in ("hub", "syncd", "kiosk", "hall", "publish", "emulator", "speaker", "input")]
    if any(not (BIN / program).exists() for program in wanted) or not Path("/proc/self/mem").exists():
        print("skipped: needs all programs in build/bin and /proc")
        return 77
    chance = random.Random(options.seed)
    folder = BUILD / "demo" / "memory"
    shutil.rmtree(folder, ignore_errors=True)
    lobby = Lobby(District(folder, 0).make())
    try:
        lobby.start()
        fault = rehearse(lobby, folder, [Guest(chance) for _ in range(options.people)], options.changes)
    except PermissionError as error:
        print(f"skipped: the memory of other programs may not be read here: {error}")
        return 77
    finally:
        lobby.stop()
    print(fault or f"{options.people} people came and went; nothing of them stands anywhere", f"(seed {options.seed})")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
