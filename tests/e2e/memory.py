# SPDX-License-Identifier: Apache-2.0
"""Nothing of a person stays: invented people lay their cards at the real kiosk; whenever the next one has come, name, number
and address of the one before are looked for in the memory of every program and in every file of the lobby, in UTF-8, UTF-16 and
GB 18030; at the end those of all. That the search finds is shown on the emulator, which must hold the card that lies.

    python3 -m tests.e2e.memory [--people N]      exit 77: the programs are not built, or memory may not be read here
"""

import argparse
import random
import re
import shutil
import sys
from pathlib import Path

from tests.e2e.demo.district import District
from tests.e2e.demo.lobby import Lobby
from tests.e2e.demo.programs import BIN, BUILD, eventually

SURNAMES = "赵钱孙李周吴郑王冯陈"
RARE = "甄禄霁翊骞煜璟晗昱曦"


def invented(chance, index):
    """A person whose area code no one has; the mask tells her apart from her neighbours."""
    birth = f"19{chance.randint(40, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    head = f"990{chance.randint(100, 999)}{birth}{chance.randint(100, 999)}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    check = "10X98765432"[sum(weight * int(digit) for weight, digit in zip(weights, head)) % 11]
    name = SURNAMES[index % 10] + "".join(chance.sample(RARE, 2)) + SURNAMES[(index // 10) % 10]
    return {
        "name": name, "number": head + check, "sex": "2", "ethnic": "01", "birth": birth,
        "address": "演示路" + "".join(chance.sample(RARE, 6)) + "号", "authority": "演示公安局", "valid_from": "20150101", "valid_to": "长期",
    }


def needles(person):
    # Runs of the number that begin every five characters: any thirteen of the eighteen hold one of them.
    words = {person["name"], person["address"][3:9]} | {person["number"][at:at + 8] for at in (0, 5, 10)}
    return {word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "gb18030")}


def memory(process):
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as content:
        for line in maps:
            span = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw\S+ \S+ \S+ \S+\s*(.*)", line)
            if not span:
                continue  # what cannot be written cannot hold what was read from a card
            begin, end = int(span[1], 16), int(span[2], 16)
            try:
                content.seek(begin)
                yield span[3] or "anonymous", content.read(end - begin)
            except OSError:
                continue  # a device, or unmapped meanwhile


def found(people, places):
    """Where something of these people stands; never what."""
    wanted = set().union(*(needles(person) for person in people))
    return sorted({name for name, content in places if any(needle in content for needle in wanted)})


def of_lobby(lobby, folder):
    for program in (lobby.kiosk, lobby.hall, lobby.daemon, lobby.hub):
        for name, content in memory(program.process.pid):
            yield f"memory of {program.name} ({name})", content
    for file in folder.rglob("*"):
        if file.is_file() and "emulator" not in file.parts:
            yield f"file {file.relative_to(folder)}", file.read_bytes()


def rehearse(lobby, folder, people):
    lobby.screen.wait_for("取号办事", 30)
    gone = []
    for index, person in enumerate(people):
        lobby.emulator.lay_card(person)
        mask = f"{person['name'][0]}*{person['name'][-1]}"
        eventually(f"{mask} is greeted", lambda: lobby.screen.sees(mask), 15)
        if not found([person], memory(lobby.emulation.process.pid)):
            return "the search does not find the card in the emulator, so it proves nothing"
        last = index == len(people) - 1
        left = found(gone if last else gone[-1:], of_lobby(lobby, folder))
        if left:
            return f"after {index} people something of those before stands in: " + "; ".join(left)
        lobby.emulator.lift_card()
        gone.append(person)
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    wanted = [f"onestop-{program}" for program in ("hub", "syncd", "kiosk", "hall", "publish", "emulator")]
    if any(not (BIN / program).exists() for program in wanted) or not Path("/proc/self/mem").exists():
        print("skipped: needs all programs in build/bin and /proc")
        return 77
    chance = random.Random(options.seed)
    folder = BUILD / "demo" / "memory"
    shutil.rmtree(folder, ignore_errors=True)
    lobby = Lobby(District(folder, 0).make())
    try:
        lobby.start()
        fault = rehearse(lobby, folder, [invented(chance, index) for index in range(options.people + 1)])
    except PermissionError as error:
        print(f"skipped: the memory of other programs may not be read here: {error}")
        return 77
    finally:
        lobby.stop()
    print(fault or f"{options.people} people came and went; nothing of them stands anywhere")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
