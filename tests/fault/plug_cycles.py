# SPDX-License-Identifier: Apache-2.0
"""Pulls and plugs the ID-card reader again and again, at rest and in the middle of a read; nothing may leak or stick.

`python3 -m tests.fault.plug_cycles [--cycles N] [--evidence FILE] [--seed S] [--build FOLDER]
[--holder PROGRAM [--sanitized]]`. Every eighth
cycle a neighbour on the bus is pulled and plugged instead while a card is read: the reader must not notice. Prints one JSON
line for each stretch of at most 2,000 cycles in one process, with file descriptors, threads and resident memory at a tenth
of the way and at the end; exit 1 when any of them grew or the reader did not come back. With --evidence the lines are kept
and a later run goes on where the last one stopped; a stretch that failed is kept too and done again.
"""

import argparse
import json
import pathlib
import random
import sys

from tests.fault.emulated_lobby import ROOT, lobby_with
from tests.fault.identity_memory import invented

STRETCH = 2000


def held(pid):
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return {"fds": len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir())), "threads": int(status["Threads"]),
            "rss_kb": int(status["VmRSS"].split()[0])}


def pull_the_reader(emulator, holder, dice):
    card_lies = dice.random() < 0.5
    if card_lies:
        emulator.do(device="reader", do="lay_card", card=invented(dice))
        if dice.random() < 0.5:
            holder.wait_for("card")
    emulator.do(device="reader", do="unplug")
    holder.wait_for("absent")
    if card_lies:
        emulator.do(device="reader", do="lift_card")
    emulator.do(device="reader", do="plug")
    holder.wait_for("ready")


def pull_a_neighbour(emulator, holder, dice):
    neighbour = dice.choice(["printer", "scanner"])
    plugs = emulator.do(do="status")["reader"]["plugs"]
    emulator.do(device="reader", do="lay_card", card=invented(dice))
    emulator.do(device=neighbour, do="unplug")
    emulator.do(device=neighbour, do="plug")
    holder.wait_for("card", without="absent")
    emulator.do(device="reader", do="lift_card")
    holder.wait_for("removed", without="absent")
    holder.wait_for("ready", without="absent")
    if emulator.do(do="status")["reader"]["plugs"] != plugs:
        raise RuntimeError("the reader itself was plugged")


def stretch(options, cycles, seed):
    dice = random.Random(seed)
    trouble = None
    with lobby_with(options.build, options.holder) as (emulator, holder):
        holder.wait_for("ready")
        early = late = held(holder.pid)
        try:
            for cycle in range(cycles):
                (pull_a_neighbour if cycle % 8 == 7 else pull_the_reader)(emulator, holder, dice)
                if cycle == cycles // 10:
                    early = held(holder.pid)
            late = held(holder.pid)
        except RuntimeError as error:
            trouble = f"cycle {cycle}: {error}"
    flat = late["fds"] <= early["fds"] and late["threads"] <= early["threads"]
    flat = flat and (options.sanitized or late["rss_kb"] <= early["rss_kb"] * 1.05 + 512)
    return {"ok": flat and not trouble, "cycles": cycles, "seed": seed, "early": early, "late": late} | ({"trouble": trouble} if trouble else {})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=300)
    parser.add_argument("--evidence", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--holder", type=pathlib.Path, help="the program that drives the reader, when not the build's own")
    parser.add_argument("--sanitized", action="store_true", help="memory is not judged: a sanitizer's shadow grows")
    options = parser.parse_args()
    options.holder = (options.holder or options.build / "tests/identity_holder").resolve()
    done = 0
    if options.evidence and options.evidence.exists():
        kept = [json.loads(line) for line in options.evidence.read_text().splitlines()]
        done = sum(line["cycles"] for line in kept if line["ok"])
    while done < options.cycles:
        result = stretch(options, min(STRETCH, options.cycles - done), options.seed + done)
        print(json.dumps(result), flush=True)
        if options.evidence:
            with options.evidence.open("a") as evidence:
                evidence.write(json.dumps(result) + "\n")
        if not result["ok"]:
            return 1
        done += result["cycles"]
    return 0


if __name__ == "__main__":
    sys.exit(main())
