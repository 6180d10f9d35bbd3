# SPDX-License-Identifier: Apache-2.0
"""Pulls and plugs the ID-card reader again and again, at rest and in the middle of a read; nothing may leak or stick.

`python3 -m tests.fault.plug_cycles [--cycles N] [--seed S] [--build FOLDER]`. Prints one JSON line with file descriptors,
threads and resident memory at a tenth of the way and at the end; exit 1 when any of them grew or the reader did not come back.
"""

import argparse
import json
import pathlib
import random
import sys

from tests.fault.emulated_lobby import ROOT, lobby_with
from tests.fault.identity_memory import invented


def held(pid):
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return {"fds": len(list(pathlib.Path(f"/proc/{pid}/fd").iterdir())), "threads": int(status["Threads"]),
            "rss_kb": int(status["VmRSS"].split()[0])}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cycles", type=int, default=300)
    options.add_argument("--seed", type=int, default=random.randrange(2**32))
    options.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    options = options.parse_args()
    dice = random.Random(options.seed)
    with lobby_with(options.build, options.build / "tests/identity_holder") as (emulator, holder):
        holder.wait_for("ready")
        early = held(holder.pid)
        for cycle in range(options.cycles):
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
            if cycle == options.cycles // 10:
                early = held(holder.pid)
        late = held(holder.pid)
    ok = late["fds"] <= early["fds"] and late["threads"] <= early["threads"] and late["rss_kb"] <= early["rss_kb"] * 1.05 + 512
    print(json.dumps({"ok": ok, "cycles": options.cycles, "seed": options.seed, "early": early, "late": late}))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
