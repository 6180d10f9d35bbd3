# SPDX-License-Identifier: Apache-2.0
"""Looks for identities in the memory of the ID-card driver: none before a card is laid, there while it is held, none after.

`python3 -m tests.fault.identity_memory [--identities N] [--seed S] [--build FOLDER]`. Name, number and address are searched in
UTF-8, UTF-16LE and GB18030, whole and in every run of six characters; the photo in runs of 16 bytes, at any time. Prints one
JSON line; exit 1 when a trace was found where there must be none, or none where there must be one (a blind search).
"""

import argparse
import json
import pathlib
import random
import sys

from tests.fault.emulated_lobby import ROOT, lobby_with

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


def invented(dice):
    """A card of nobody: rare characters, so that libraries do not hold them by chance."""
    def rare(count):
        return "".join(chr(dice.randrange(0x4E00, 0x9FA0)) for _ in range(count))
    birth = f"{dice.randrange(1940, 2006)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
    number = f"{dice.randrange(110000, 659999)}{birth}{dice.randrange(0, 1000):03}"
    number += "10X98765432"[sum(int(d) * w for d, w in zip(number, WEIGHTS)) % 11]
    return {"name": rare(dice.randrange(3, 13)), "number": number, "sex": str(dice.randrange(1, 3)), "ethnic": "01", "birth": birth,
            "address": rare(24) + str(dice.randrange(1, 999)), "authority": "某市公安局", "valid_from": "20150101", "valid_to": "长期"}


def photo_of(number):
    """As the emulator makes it (drivers/emulation/reader_model.cpp)."""
    state = 2166136261
    for byte in number.encode():
        state = ((state ^ byte) * 16777619) & 0xFFFFFFFF
    photo = bytearray()
    for _ in range(1024):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        photo.append(state >> 24)
    return bytes(photo)


def traces_of(card):
    found = {}
    for field in ("name", "number", "address"):
        text = card[field]
        runs = {text} | {text[i:i + 6] for i in range(len(text) - 5)}
        if field == "number":
            runs = {run for run in runs if run not in card["birth"]}
        for encoding in ENCODINGS:
            for run in runs:
                found.setdefault(run.encode(encoding), f"{field} in {encoding}")  # digits are the same in two of them
    return found


def memory_of(pid):
    """Everything the process can write, and all that has no file: its own image without the code of libraries."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw") or "[v" in line:
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            memory.seek(begin)
            try:
                yield memory.read(end - begin)
            except OSError:
                continue


def pages(part):
    """Neighbouring pages that hold anything, joined."""
    run = bytearray()
    for at in range(0, len(part), 4096):
        page = part[at:at + 4096]
        if page.strip(b"\0"):
            run += page
        elif run:
            yield bytes(run)
            run = bytearray()
    if run:
        yield bytes(run)


def look(pid, patterns):
    image = b"\0".join(page for part in memory_of(pid) for page in pages(part))
    return sorted({what for pattern, what in patterns.items() if pattern in image})


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--identities", type=int, default=20)
    options.add_argument("--seed", type=int, default=random.randrange(2**32))
    options.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = options.parse_args()
    dice = random.Random(options.seed)
    faults = []
    with lobby_with(options.build, options.build / "tests/identity_holder") as (emulator, holder):
        holder.wait_for("ready")
        for i in range(options.identities):
            card = invented(dice)
            texts = traces_of(card)
            photo = photo_of(card["number"])
            photos = {photo[at:at + 16]: "photo" for at in range(0, 1024 - 16, 24)}
            before = look(holder.pid, texts | photos)
            emulator.do(device="reader", do="lay_card", card=card)
            holder.wait_for("card")
            during = look(holder.pid, texts)
            photo_during = look(holder.pid, photos)
            holder.tell("drop")
            holder.wait_for("dropped")
            after = look(holder.pid, texts | photos)
            emulator.do(device="reader", do="lift_card")
            holder.wait_for("removed")
            after_lift = look(holder.pid, texts | photos)
            for when, traces in (("before", before), ("photo during", photo_during), ("after", after), ("after lift", after_lift)):
                if traces:
                    faults.append({"identity": i, "when": when, "traces": traces})
            if not {"name in utf-8", "number in utf-8", "address in utf-8"} <= set(during):
                faults.append({"identity": i, "when": "during", "missing": True, "traces": during})
    print(json.dumps({"ok": not faults, "identities": options.identities, "seed": options.seed, "faults": faults}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
