# SPDX-License-Identifier: Apache-2.0
"""Kills kiosk, daemon and hub at random moments while numbers are taken, and checks that nothing was lost or doubled.

`python3 -m tests.e2e.kill_campaign [--rounds N] [--kills K] [--seed S]`: each round begins a fresh lobby, kills K times,
lets everything settle, and adds one line to build/evidence/long/kills.jsonl. Ends with 1 at the first round that lost,
doubled or reordered anything; its folder is kept.
"""

import argparse
import json
import random
import shutil
import sys
import time

from .demo.district import District
from .demo.lobby import Lobby
from .demo.programs import BUILD, NotSeen, eventually
from .demo.witness import Witness

EVIDENCE = BUILD / "evidence" / "long"


def take_a_number(lobby):
    """The next resident takes a number, as far as it goes: the kiosk may be killed under the finger."""
    lobby.kiosk.stop()
    lobby.kiosk.start()
    try:
        for name in ("取号办事", "老年人优待证", "取号"):
            lobby.screen.touch(name, 5)
    except (NotSeen, RuntimeError, OSError, TypeError, ValueError):
        pass


def findings(witness):
    """What must hold after everything has settled; each broken promise is a sentence."""
    kiosk = [event["ticket_id"] for event in witness.kiosk_events("ticket.issued")]
    hub = [event["ticket_id"] for event in witness.hub_events("ticket.issued")]
    rows = [ticket for (ticket,) in witness.store("SELECT ticket_id FROM ticket")]
    numbers = [number for (number,) in witness.store("SELECT number FROM ticket")]
    sequences = [sequence for (sequence,) in witness.store("SELECT sequence FROM kiosk_event ORDER BY sequence")]
    if sorted(kiosk) != sorted(hub):
        yield f"the kiosk issued {len(kiosk)}, the hub holds {len(hub)}: lost {set(kiosk) - set(hub)}, invented {set(hub) - set(kiosk)}"
    if len(set(hub)) != len(hub):
        yield "the hub holds a ticket twice"
    if sorted(rows) != sorted(kiosk):
        yield "the kiosk's tickets and its events differ"
    if len(set(numbers)) != len(numbers):
        yield f"a number was given twice: {sorted(numbers)}"
    if sequences != list(range(sequences[0] if sequences else 1, (sequences[0] if sequences else 1) + len(sequences))):
        yield "the kiosk's sequence has a gap"


def round_of(kills, seed):
    chance = random.Random(seed)
    folder = BUILD / "demo" / f"kills-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    district = District(folder).make()
    lobby = Lobby(district)
    witness = Witness(district, lobby.receipts)
    killed = {"kiosk": 0, "syncd": 0, "hub": 0}
    try:
        lobby.start()
        lobby.screen.wait_for("取号办事", 30)
        for _ in range(kills):
            take_a_number(lobby)
            victim = chance.choice([lobby.kiosk, lobby.daemon, lobby.hub])
            time.sleep(chance.uniform(0, 0.4))
            victim.kill()
            killed[victim.name] += 1
            time.sleep(chance.uniform(0, 0.3))
            victim.start()
        lobby.screen.wait_for("取号办事", 30)
        issued = len(witness.kiosk_events("ticket.issued"))
        try:
            eventually("everything at the hub", lambda: len(witness.hub_events("ticket.issued")) >= issued, 90)
        except NotSeen:
            pass  # findings says what is missing
        broken = list(findings(witness))
    finally:
        lobby.stop()
    if not broken:
        shutil.rmtree(folder, ignore_errors=True)
    return {"seed": seed, "killed": killed, "tickets": issued, "broken": broken}


def main():
    parser = argparse.ArgumentParser(prog="kill_campaign", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None, help="of the first round; otherwise it goes on where the evidence ends")
    options = parser.parse_args()
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    evidence = EVIDENCE / "kills.jsonl"
    done = len(evidence.read_text().splitlines()) if evidence.exists() else 0
    first = options.seed if options.seed is not None else done + 1
    for seed in range(first, first + options.rounds):
        line = round_of(options.kills, seed)
        with open(evidence, "a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        print(f"round {seed}: {sum(line['killed'].values())} kills, {line['tickets']} tickets: {'; '.join(line['broken']) or '0 lost, 0 doubled'}", flush=True)
        if line["broken"]:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
